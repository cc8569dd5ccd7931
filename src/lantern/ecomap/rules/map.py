"""A map as plain values: who and what is on it, and each tie between two of them (EXP-7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from lantern.children.rules.around import CHILD, Around, Bearing, Direction, Near, Strength, Surety
from lantern.ecomap.vocabulary import TieKind

NODE = "node"  # how keys of what was added by hand begin


class Family(NamedTuple):
    """What the genogram needs of somebody; years, not days."""

    figure: str = ""
    born: int | None = None
    has_died: bool = False
    died: int | None = None
    in_household: bool = False


NO_FAMILY = Family()


class Spot(NamedTuple):
    """Where something was put by hand, in units from the middle; the version of that."""

    x: int
    y: int
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One of the map. `by_hand` was added by a person, who may change it; the rest stands in a record, at `url` perhaps."""

    key: str
    label: str
    kind: Near | None = None
    words: str = ""
    source: str = ""
    url: str = ""
    by_hand: bool = False
    version: int = 0
    family: Family = NO_FAMILY
    spot: Spot | None = None

    @property
    def is_child(self) -> bool:
        return self.key == CHILD


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie between two of the map, by their keys."""

    key: str
    first: str
    second: str
    kind: TieKind = TieKind.TIE
    how: str = ""
    strength: Strength = Strength.ORDINARY
    direction: Direction = Direction.BOTH
    bearing: Bearing = Bearing.NEUTRAL
    surety: Surety = Surety.UNSAID
    words: str = ""
    since: date | None = None
    until: date | None = None
    source: str = ""
    by_hand: bool = False
    version: int = 0

    @property
    def ends(self) -> tuple[str, str]:
        return self.first, self.second

    def other(self, key: str) -> str:
        """The end that is not `key`."""
        return self.second if self.first == key else self.first


@dataclass(frozen=True, slots=True)
class Map:
    """What is on the map, the child first, and what somebody took off it or hid."""

    things: tuple[Thing, ...]
    links: tuple[Link, ...]
    hidden: tuple[Thing, ...] = ()
    untied: tuple[Link, ...] = ()

    @property
    def by_key(self) -> dict[str, Thing]:
        return {each.key: each for each in self.things}

    @property
    def others(self) -> tuple[Thing, ...]:
        """All but the child."""
        return tuple(each for each in self.things if not each.is_child)

    def links_of(self, key: str) -> tuple[Link, ...]:
        """The ties of one of them."""
        return tuple(each for each in self.links if key in each.ends)


def composed(
    child: Thing, found: Iterable[Around], nodes: Iterable[Thing], links: Iterable[Link], *, spots: Mapping[str, Spot],
    hidden: frozenset[str] = frozenset(), removed: Iterable[Thing] = (), untied: Iterable[Link] = (),
) -> Map:  # fmt: skip
    """The working map: what the rooms know, what people added, where each is put; a tie without its two ends is not on it."""
    given = list(found)
    named = _things(given)
    placed = [replace(each, spot=spots.get(each.key)) for each in (child, *named, *nodes)]
    shown = tuple(each for each in placed if each.key not in hidden)
    keys = {each.key for each in shown}
    ties = (*_links(given), *links)
    return Map(
        things=shown,
        links=tuple(each for each in ties if keys.issuperset(each.ends)),
        hidden=(*(each for each in placed if each.key in hidden), *removed),
        untied=tuple(each for each in untied if keys.issuperset(each.ends)),
    )


def _things(found: Iterable[Around]) -> list[Thing]:
    """Each once, in the order in which they are given, whatever number of ties it has."""
    things: dict[str, Thing] = {}
    for each in found:
        made = Thing(key=each.key, label=each.label, kind=each.kind, source=each.source, url=each.url)
        things.setdefault(each.key, made)
    return list(things.values())


AS_DRAWN = {Direction.BOTH: Direction.BOTH, Direction.TO: Direction.FROM, Direction.FROM: Direction.TO}
"""Of a tie that a room gives, whose first end is the one it leads to; a `Link` goes `TO` its second."""


def _links(found: Iterable[Around]) -> list[Link]:
    """The ties that rooms give; a second one of the same two has a number in its key."""
    seen: dict[tuple[str, str], int] = {}
    links = []
    for each in found:
        number = seen[each.to, each.key] = seen.get((each.to, each.key), 0) + 1
        links.append(
            Link(
                key=f"{each.key}>{each.to}" + (f"#{number}" if number > 1 else ""),
                first=each.to,
                second=each.key,
                strength=each.strength,
                direction=AS_DRAWN[each.direction],
                bearing=each.bearing,
                surety=each.surety,
                words=each.words,
                since=each.since,
                until=each.until,
                source=each.source,
            )
        )
    return links


def bearing_of(key: str, links: Iterable[Link]) -> Bearing:
    """What one of the map is to the child: a concern when one of its ties to the child is, else protective when one is."""
    own = {each.bearing for each in links if key in each.ends and CHILD in each.ends}
    return next((each for each in (Bearing.CONCERN, Bearing.PROTECTIVE) if each in own), Bearing.NEUTRAL)


def nearest(of: Map, number: int) -> Map:
    """The child and at most `number` others: concerns first, then what protects, then the most ties; for a small picture."""
    rank = {Bearing.CONCERN: 0, Bearing.PROTECTIVE: 1, Bearing.NEUTRAL: 2}
    tied = [each for each in of.others if any(CHILD in link.ends for link in of.links_of(each.key))]
    first = sorted(tied, key=lambda each: (rank[bearing_of(each.key, of.links)], -len(of.links_of(each.key))))[:number]
    keys = {CHILD, *(each.key for each in first)}
    things = tuple(each for each in of.things if each.key in keys)
    return Map(things, tuple(each for each in of.links if keys.issuperset(each.ends)))
