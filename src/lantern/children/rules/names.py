"""How alike two names are: case, accents, scripts, lost characters, slips of the keys, forms of a name (MIS-4)."""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA, JaroWinkler

from lantern.children.rules import weights
from lantern.children.rules.given_names import FORMS, GIVEN, HEADS
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
    if slips(a, b) == 0:
        return weights.FORENAME_SAME
    if _is_initial(a, b) or _is_initial(b, a):
        return weights.FORENAME_INITIAL
    if _is_form(a, b) or _holds(one, other):
        return weights.FORENAME_FORM
    if _are_two_names(one, other):
        return weights.FORENAME_ANOTHER
    if _slipped(a, b):
        return weights.FORENAME_NEAR
    if _clipped(a, b) or _slipped_twice(a, b) or _near_a_form(a, b) or _near_a_form(b, a):
        return weights.FORENAME_LOOSE
    return weights.FORENAME_DIFFERENT


@lru_cache(CACHE)
def surname_level(one: tuple[str, ...], other: tuple[str, ...]) -> Level:
    """How far two surnames agree; half of a double-barrelled one is a part of it."""
    if not one or not other:
        return weights.SILENT
    a, b = "".join(one), "".join(other)
    if slips(a, b) == 0:
        return weights.SURNAME_SAME
    if _slipped(a, b) or _slipped_twice(a, b):
        return weights.SURNAME_NEAR
    if (set(one) & set(other)) - PARTICLES:
        return weights.SURNAME_PART
    return weights.SURNAME_DIFFERENT


def slips(a: str, b: str) -> int:
    """Letters added, left out, changed or swapped with a neighbour between `a` and `b`.

    A lost character is taken out, and whatever the other name has in its place is not counted as a slip.
    """
    if a == b:
        return 0
    lost = a.count(LOST) + b.count(LOST)
    if not lost:
        return OSA.distance(a, b, score_cutoff=2)
    return max(0, OSA.distance(a.replace(LOST, ""), b.replace(LOST, "")) - lost)


def _slipped(a: str, b: str) -> bool:
    return slips(a, b) == 1 and min(len(a), len(b)) >= ONE_SLIP


def _slipped_twice(a: str, b: str) -> bool:
    long_enough = min(len(a), len(b)) >= TWO_SLIPS
    return long_enough and slips(a, b) == 2 and JaroWinkler.similarity(a, b) >= TWO_SLIPS_ALIKE


def _is_initial(a: str, b: str) -> bool:
    return len(a) == 1 and b.startswith(a)


def _is_form(a: str, b: str) -> bool:
    """Whether two names can be forms of one: William, Liam."""
    return not HEADS.get(a, frozenset()).isdisjoint(HEADS.get(b, frozenset()))


def _holds(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words of one name, or forms of them, are all in the other, in any order: Thi Mai, Mai."""
    shorter, longer = sorted((set(one), set(other)), key=len)
    if max(map(len, shorter)) == 1:
        return False
    return all(word in longer or any(_is_form(word, name) for name in longer) for word in shorter)


def _are_two_names(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two forenames that look alike are two names: Ella and Ellie; Mary Jane and Mary Ann."""
    a, b = ("".join(word for word in ours if word not in theirs) for ours, theirs in ((one, other), (other, one)))
    if a in GIVEN and b in GIVEN:
        return slips(a, b) <= 2 or _clipped(a, b) or len(one) + len(other) > 2
    return not set(one).isdisjoint(other) and slips(a, b) > 1


def _clipped(a: str, b: str) -> bool:
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) >= CLIPPED and (longer.startswith(shorter) or longer.endswith(shorter))


def _near_a_form(a: str, b: str) -> bool:
    """Whether `a`, no name itself, is a slip away from a form of `b`: Muhanmad, Mohammed."""
    if a in GIVEN:
        return False
    return any(_slipped(a, form) for head in HEADS.get(b, ()) for form in FORMS[head])
