"""A group's members and who of them knows whom; what of a plan is owed when (EXP-6)."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple, TypeVar
from uuid import UUID

from lantern.network.vocabulary.contexts import ContextKind
from lantern.network.vocabulary.persons import Certainty

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Described:
    """What a context is: `area` is its id or that of none; a point, where it has one, in degrees."""

    name: str
    kind: ContextKind
    certainty: Certainty
    area_id: UUID | None = None
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Assessed:
    """What somebody found, and by when it is looked at again."""

    risks: str
    strengths: str
    review_on: date


class Shared(NamedTuple):
    """What two members have in common besides the group: names of other groups and places, and of persons."""

    first: object
    second: object
    through: tuple[str, ...]


def acquaintances(members: Iterable[Key], known: Mapping[Key, Iterable[str]]) -> list[Shared]:
    """Each two of `members` who have something in common in `known`, those with most in common first.

    Who has nothing in common with anybody is in none of them; each two are there once.
    """
    of = {each: set(known.get(each, ())) for each in dict.fromkeys(members)}
    pairs = ((one, other, tuple(sorted(of[one] & of[other]))) for one, other in combinations(of, 2))
    return sorted((Shared(*each) for each in pairs if each[2]), key=lambda each: -len(each.through))


def is_overdue(due: date | None, done: date | None, today: date) -> bool:
    """Whether a step or a review was to be done before today and is not; on the day itself it is not late."""
    return due is not None and done is None and due < today
