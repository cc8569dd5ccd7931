"""Stretches of days with children's services: from a day until the day it ended, or still going on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from lantern.children.vocabulary import Status

Days = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Spell:
    """How a child stood with children's services; `since` is `None` when nobody knows since when."""

    since: date | None
    until: date | None
    status: str
    legal_status: str = ""

    @property
    def is_care(self) -> bool:
        return self.status == Status.LOOKED_AFTER

    def goes_on_as(self, later: "Spell") -> bool:
        """Whether this is care that `later` carries on, under the same legal status from the day it ends."""
        same = (self.status, self.legal_status) == (later.status, later.legal_status)
        return self.is_care and same and self.until == later.since


def overlap(since: date, until: date | None, start: date, end: date | None) -> bool:
    """Whether two stretches share a day; the day on which one ends is the other's. One of no length lies in between."""
    last, over = until or date.max, end or date.max
    if since == last or start == over:
        return since < start < last or start < since < over
    return max(since, start) < min(last, over)


def uncovered(since: date, until: date | None, spells: Iterable[Spell]) -> Iterator[Days]:
    """What is left of a stretch between dated `spells`. One of no length is left when no spell touches its day."""
    around = sorted((spell.since, spell.until or date.max) for spell in spells if spell.since)
    if since == until:
        if not any(first <= since <= last for first, last in around):
            yield since, until
        return
    free = since
    for first, last in around:
        if last <= free:
            continue
        if until is not None and first >= until:
            break
        if first > free:
            yield free, first
        free = last
    if free < (until or date.max):
        yield free, until


def joined_spells(spells: Iterable[Spell]) -> list[Spell]:
    """Care under one legal status that touches, as one; in order."""
    whole: list[Spell] = []
    for spell in sorted(spells, key=lambda one: (one.since or date.min, one.until or date.max)):
        before = whole[-1] if whole else None
        if before and before.goes_on_as(spell):
            whole[-1] = replace(before, until=spell.until)
        else:
            whole.append(spell)
    return whole
