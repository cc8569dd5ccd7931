"""Rules that compare the periods of one child with each other, in this year's return and last year's."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from lantern.exchange.rules.return_checks.finding import Place
from lantern.exchange.rules.return_checks.gathered import Gathered, by_child
from lantern.exchange.rules.return_tables import CollectionYear, MissingRow, Table


def overlapping_periods(gathered: Gathered, _: CollectionYear) -> Iterator[Place]:
    """574: the later of two neighbours is named. Starting again on the day the last one ended is allowed (MIS-3)."""
    for rows in gathered.missing_by_child.values():
        for before, after in pairwise(sorted(rows, key=_by_end)):
            if before.end.day is None or _starts_before(after, before.end.day):
                yield Table.MISSING, after.number


def _by_end(row: MissingRow) -> tuple[date, date]:
    """Periods in order of their end; one that goes on stands where it started, one without dates stands last."""
    return row.end.day or row.start.day or date.max, row.start.day or date.max


def _starts_before(row: MissingRow, day: date) -> bool:
    return row.start.day is not None and row.start.day < day


def open_periods_not_carried_over(gathered: Gathered, _: CollectionYear) -> Iterator[Place]:
    """576: a period left open last year must be this year's first, with the same start.

    Named is the child's first row this year; where this year has no row for the child, last year's.
    """
    for child, left_open in _open_last_year(gathered.tables.missing_last or ()).items():
        this_year = gathered.missing_by_child.get(child)
        if this_year is None:
            yield from ((Table.MISSING_LAST, row.number) for row in left_open)
            continue
        first = min(this_year, key=lambda row: row.start.day or date.max)
        if any(row.start.day != first.start.day for row in left_open):
            yield Table.MISSING, first.number


def _open_last_year(rows: Iterable[MissingRow]) -> dict[str, list[MissingRow]]:
    return by_child(row for row in rows if row.end.is_blank and row.start.day is not None)
