"""Invented surnames made of syllables: as many different ones as a real county has."""

import random

SEED = 7
SURNAMES = 19_000
STARTS = [
    "Bel", "Cran", "Dor", "Fen", "Gor", "Hal", "Ix", "Jor", "Kel", "Lum", "Mar", "Nor", "Os", "Pel", "Quin", "Ros",
    "Sil", "Tam", "Ul", "Ven", "Wex", "Yar", "Zel", "Ash", "Bram", "Cor", "Dun",
]  # fmt: skip
MIDDLES = [
    "a", "e", "i", "o", "u", "ander", "ber", "cro", "den", "fel", "gan", "hol", "ing", "ker", "lin", "mor", "nat",
    "or",
]  # fmt: skip
ENDS = [
    "bick", "croft", "dale", "fax", "gate", "ham", "kin", "ler", "man", "nook", "pole", "quist", "rick", "stow",
    "ton", "vale", "worth", "zen", "by", "combe", "don", "field", "grove", "hurst", "land", "mere", "ney", "over",
    "pin", "ridge", "shaw", "thorpe", "urn", "wick", "yard", "low", "rum", "sen", "tis", "vik",
]  # fmt: skip


def surnames() -> list[str]:
    """Invented surnames, the commonest first, always the same."""
    found = sorted({f"{a}{b}{c}" for a in STARTS for b in MIDDLES for c in ENDS})
    random.Random(SEED).shuffle(found)
    return found


FIRST_WORDS = (
    "INSERT INTO children_firstword (id, partnership_id, word) SELECT gen_random_uuid(), partnership_id, word FROM "
    "(SELECT DISTINCT partnership_id, split_part(sort_name, ' ', 1) AS word FROM children_child) AS begun "
    "WHERE word <> '' ON CONFLICT DO NOTHING"
)
"""For children that were written straight into their table: what a slip of the keys is sought among."""
