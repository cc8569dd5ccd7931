"""How alike two names are: case, accents, scripts, lost characters, slips of the keys, forms of a name (MIS-4)."""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA, JaroWinkler

from lantern.children.rules import weights
from lantern.children.rules.given_names import FORMS, GIVEN, HEADS
from lantern.children.rules.romanised import spelt_otherwise
from lantern.children.rules.weights import Level

NOT_LETTERS = re.compile(r"[^a-z?]+")
APOSTROPHES = re.compile(r"['’‘`´.]")
PARTICLES = frozenset(
    {
        "al",
        "el",
        "de",
        "da",
        "di",
        "do",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "mac",
        "mc",
        "o",
        "st",
    }
)
LOST = "?"  # what an encoding leaves of a character it does not have
ONE_SLIP, TWO_SLIPS = 3, 6  # letters a name needs before that many slips still leave it recognisable
TWO_SLIPS_ALIKE = 0.85  # Jaro-Winkler similarity, which asks that the beginnings agree
HARDLY_ALIKE = 0.7  # Jaro-Winkler similarity below which two surnames are neither mistyped nor one
CLIPPED = 4  # letters that a short form keeps, from either end
CACHE = 1 << 18  # pairs of names remembered; a feed says the same few names over and over


@lru_cache(CACHE)
def parts(name: str) -> tuple[str, ...]:
    """`name` in plain lower-case letters, by word: "O'Example-Nowhere" is ("oexample", "nowhere"). A lost `?` stays."""
    plain = anyascii(APOSTROPHES.sub("", name)).lower()
    return tuple(part for part in NOT_LETTERS.sub(" ", APOSTROPHES.sub("", plain)).split() if part.strip(LOST))


@lru_cache(CACHE)
def forename_level(one: tuple[str, ...], other: tuple[str, ...]) -> Level:
    """How far two forenames agree."""
    if not one or not other:
        return weights.SILENT
    a, b = "".join(one), "".join(other)
    count = slips(a, b)
    if count == 0:
        return weights.FORENAME_SAME
    if _is_initial(a, b) or _is_initial(b, a):
        return weights.FORENAME_INITIAL
    if _is_form(a, b) or _holds(one, other):
        return weights.FORENAME_FORM
    if _are_two_names(one, other, count):
        return weights.FORENAME_ANOTHER
    if (count == 1 and min(len(a), len(b)) >= ONE_SLIP) or _spelt_otherwise(one, other):
        return weights.FORENAME_NEAR
    if _slipped_twice(a, b, count) or _clipped(a, b) or _near_a_form(a, b) or _near_a_form(b, a):
        return weights.FORENAME_LOOSE
    return weights.FORENAME_DIFFERENT


@lru_cache(CACHE)
def surname_level(one: tuple[str, ...], other: tuple[str, ...]) -> Level:
    """How far two surnames agree; half of a double-barrelled one is a part of it."""
    if not one or not other:
        return weights.SILENT
    a, b = "".join(one), "".join(other)
    count = slips(a, b)
    if count == 0:
        return weights.SURNAME_SAME
    if (count == 1 and min(len(a), len(b)) >= ONE_SLIP) or _slipped_twice(a, b, count) or _spelt_otherwise(one, other):
        return weights.SURNAME_NEAR
    if len(one) + len(other) > 2 and (set(one) & set(other)) - PARTICLES:
        return weights.SURNAME_PART
    return weights.SURNAME_DIFFERENT


def may_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two surnames could agree at all, told quickly."""
    if not one or not other:
        return False
    if len(one) + len(other) == 2:
        return JaroWinkler.similarity(one[0], other[0]) >= HARDLY_ALIKE
    return JaroWinkler.similarity("".join(one), "".join(other)) >= HARDLY_ALIKE or not set(one).isdisjoint(other)


def slips(a: str, b: str) -> int:
    """Letters added, left out, changed or swapped with a neighbour between `a` and `b`; 3 stands for any more.

    A lost character is taken out, and whatever the other name has in its place is not counted as a slip.
    """
    if LOST not in a and LOST not in b:
        return OSA.distance(a, b, score_cutoff=2)
    lost = a.count(LOST) + b.count(LOST)
    return min(3, max(0, OSA.distance(a.replace(LOST, ""), b.replace(LOST, "")) - lost))


def _slipped_twice(a: str, b: str, count: int) -> bool:
    return count == 2 and min(len(a), len(b)) >= TWO_SLIPS and JaroWinkler.similarity(a, b) >= TWO_SLIPS_ALIKE


def _is_initial(a: str, b: str) -> bool:
    return len(a) == 1 and b.startswith(a)


def _is_form(a: str, b: str) -> bool:
    """Whether two names can be forms of one: William, Liam."""
    heads = HEADS.get(a)
    return heads is not None and not heads.isdisjoint(HEADS.get(b, ()))


def _holds(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words of one name, or forms of them, are all in the other, in any order: Thi Mai, Mai."""
    if len(one) + len(other) == 2:
        return False
    ours, theirs = set(one), set(other)
    return (len(ours) <= len(theirs) and _in(ours, theirs)) or (len(theirs) <= len(ours) and _in(theirs, ours))


def _in(shorter: set[str], longer: set[str]) -> bool:
    if max(map(len, shorter)) == 1:
        return False
    return all(
        word in longer or any(_is_form(word, name) or _is_initial(word, name) for name in longer) for word in shorter
    )


def _are_two_names(one: tuple[str, ...], other: tuple[str, ...], count: int) -> bool:
    """Whether two forenames that look alike are two names: Ella and Ellie; Mary Jane and Mary Ann."""
    if len(one) + len(other) == 2:
        a, b = one[0], other[0]
        return (count <= 2 or _clipped(a, b)) and a in GIVEN and b in GIVEN
    if set(one).isdisjoint(other) or _initials_agree(one, other):
        return False
    a, b = ("".join(word for word in ours if word not in theirs) for ours, theirs in ((one, other), (other, one)))
    return count > 1 or (a in GIVEN and b in GIVEN)


def _initials_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words that differ are initials of each other: Jordan R, Jordan Rowan."""
    ours, theirs = ([word for word in a if word not in b] for a, b in ((one, other), (other, one)))
    return all(
        any(_is_initial(word, name) or _is_initial(name, word) for name in others)
        for words, others in ((ours, theirs), (theirs, ours))
        for word in words
    )


def _spelt_otherwise(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names are one written into our letters in two ways; two names given to children are two."""
    ours, theirs = (tuple(word for word in words if word not in PARTICLES) for words in (one, other))
    if len(ours) != len(theirs) or any(a in GIVEN and b in GIVEN and a != b for a, b in zip(ours, theirs, strict=True)):
        return False
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return all(spelt_otherwise(a, b) for a, b in pairs) and (bool(pairs) or ours != ())


def _clipped(a: str, b: str) -> bool:
    shorter, longer = (a, b) if len(a) < len(b) else (b, a)
    return len(shorter) >= CLIPPED and (longer.startswith(shorter) or longer.endswith(shorter))


def _near_a_form(a: str, b: str) -> bool:
    """Whether `a`, no name itself, is a slip away from a form of `b`: Muhanmad, Mohammed."""
    if a in GIVEN or b not in HEADS or len(a) < ONE_SLIP:
        return False
    return any(slips(a, form) == 1 for head in HEADS[b] for form in FORMS[head] if len(form) >= ONE_SLIP)
