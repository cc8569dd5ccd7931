"""Places that several children have in common: gone from there, or found there (MIS-13)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

BETWEEN = re.compile(r"[\W_]+")
FEWEST = 2  # children: one alone has no place in common with anybody
NO_PLACE = frozenset(
    {
        *("home", "home address", "own address", "at home", "own home", "returned home", "family home", "placement"),
        *("address of a friend", "friend s address", "address of a relative", "relative s address"),
        *("street", "in the street", "walking on a main road", "train to another county", "on a train", "on a bus"),
        *("unknown", "not known", "n k", "nk", "n a", "na", "none", "other", "elsewhere", "somewhere else"),
    }
)
"""What is true of many places and names none: two children found at home were not found together."""


class Visit(StrEnum):
    """What a child has to do with a place."""

    GONE = "gone from"
    FOUND = "found at"


@dataclass(frozen=True, slots=True)
class Been:
    """A child was there once, as one episode says; `place` as it was written."""

    child: UUID
    episode: UUID
    place: str
    visit: Visit
    at: datetime


@dataclass(frozen=True, slots=True)
class Common:
    """A place, as it was written last, and everything that ties children to it, the latest first."""

    place: str
    been: tuple[Been, ...]

    @property
    def children(self) -> frozenset[UUID]:
        return frozenset(each.child for each in self.been)

    @property
    def episodes(self) -> frozenset[UUID]:
        """Of one who went from there and was found there again there is one."""
        return frozenset(each.episode for each in self.been)

    @property
    def since(self) -> datetime:
        """When the first of them was there."""
        return self.been[-1].at

    @property
    def latest(self) -> datetime:
        return self.been[0].at


def same_place(text: str) -> str:
    """What two ways to write one place have in common: words and numbers, not case, commas or blanks."""
    return BETWEEN.sub(" ", text.casefold()).strip()


def in_common(visits: Iterable[Been]) -> tuple[Common, ...]:
    """The places that at least two children have in common: those of most children first, then the latest.

    The order in which visits are given is never read.
    """
    of: dict[str, list[Been]] = {}
    for each in visits:
        key = same_place(each.place)
        if key and key not in NO_PLACE:
            of.setdefault(key, []).append(each)
    found = [_common(each) for each in of.values() if len({one.child for one in each}) >= FEWEST]
    return tuple(sorted(found, key=lambda each: (-len(each.children), -each.been[0].at.timestamp(), each.place)))


def _common(been: Iterable[Been]) -> Common:
    ordered = sorted(been, key=lambda each: (-each.at.timestamp(), each.place, each.child, each.episode, each.visit))
    return Common(ordered[0].place, tuple(ordered))
