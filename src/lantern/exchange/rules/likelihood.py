"""How likely a candidate is, in a word: where its weight stands between what the arrangement asks a person about and
what it takes for certain (MIS-4)."""

from collections.abc import Iterable
from enum import StrEnum

from lantern.children.rules.weights import ANOTHER_PERSON

ANOTHER_NAME = frozenset(level.words for level in ANOTHER_PERSON)


class Likelihood(StrEnum):
    VERY_LIKELY = "very likely"
    LIKELY = "likely"
    POSSIBLE = "possible"
    OTHER_NAME = "another forename"


def likelihood(weight: float, *, certain: float, possible: float, disagrees: Iterable[str]) -> Likelihood:
    """Another forename outweighs everything else that agrees: twins share all the rest."""
    if not ANOTHER_NAME.isdisjoint(disagrees):
        return Likelihood.OTHER_NAME
    if weight >= certain:
        return Likelihood.VERY_LIKELY
    return Likelihood.LIKELY if weight >= (certain + possible) / 2 else Likelihood.POSSIBLE
