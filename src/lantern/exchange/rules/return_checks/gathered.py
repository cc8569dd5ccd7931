"""A return's rows gathered by child, once, so that no rule walks a table inside another."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Protocol, TypeVar

from lantern.exchange.rules.return_checks.days_covered import DaysCovered, DaySpan
from lantern.exchange.rules.return_tables import EpisodeRow, HeaderRow, MissingRow, ReturnTables


class _OfAChild(Protocol):
    @property
    def child(self) -> str | None: ...


Row = TypeVar("Row", bound=_OfAChild)


def by_child(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows under their child's number, in the order received; a row without a number belongs to nobody."""
    gathered: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.child is not None:
            gathered[row.child].append(row)
    return dict(gathered)


def periods_of_care(episodes: Iterable[EpisodeRow]) -> list[DaySpan]:
    """Episodes joined into unbroken care: the next one starts no later than the day the one before ended.

    A period ends as its last episode does, and goes on when that one has no end. Episodes without a start are left out.
    """
    ordered = sorted((row.start.day, place, row.end.day) for place, row in enumerate(episodes) if row.start.day)
    dated = [(start, end) for start, _, end in ordered]
    periods: list[DaySpan] = dated[:1]
    for (_, end_before), (start, end) in pairwise(dated):
        if end_before is not None and start > end_before:
            periods.append((start, end))
        else:
            periods[-1] = (periods[-1][0], end)
    return periods


class Gathered:
    """What several rules ask of the same tables; each answer is worked out once, when first asked."""

    def __init__(self, tables: ReturnTables) -> None:
        self.tables = tables

    @property
    def missing(self) -> tuple[MissingRow, ...]:
        return self.tables.missing or ()

    @cached_property
    def missing_by_child(self) -> dict[str, list[MissingRow]]:
        return by_child(self.missing)

    @cached_property
    def episodes_by_child(self) -> dict[str, list[EpisodeRow]]:
        return by_child(self.tables.episodes or ())

    @cached_property
    def header_by_child(self) -> dict[str, list[HeaderRow]]:
        return by_child(self.tables.header or ())

    @cached_property
    def care_by_child(self) -> dict[str, list[DaySpan]]:
        """Periods of care of each child with at least one dated episode."""
        joined = {child: periods_of_care(rows) for child, rows in self.episodes_by_child.items()}
        return {child: periods for child, periods in joined.items() if periods}

    @cached_property
    def days_in_care(self) -> dict[str, DaysCovered]:
        return {child: DaysCovered(periods) for child, periods in self.care_by_child.items()}

    @cached_property
    def days_in_an_episode(self) -> dict[str, DaysCovered]:
        """Days inside any single episode: unlike `days_in_care`, nothing is joined."""
        return {child: DaysCovered(_dated(rows)) for child, rows in self.episodes_by_child.items()}

    @cached_property
    def days_in_an_ended_episode(self) -> dict[str, DaysCovered]:
        return {
            child: DaysCovered(span for span in _dated(rows) if span[1] is not None)
            for child, rows in self.episodes_by_child.items()
        }

    @cached_property
    def open_care_since(self) -> dict[str, date]:
        """The start of the earliest period of care that goes on, for each child who has one."""
        since = {
            child: [start for start, end in periods if end is None] for child, periods in self.care_by_child.items()
        }
        return {child: min(starts) for child, starts in since.items() if starts}


def _dated(rows: Iterable[EpisodeRow]) -> list[DaySpan]:
    return [(row.start.day, row.end.day) for row in rows if row.start.day]
