"""Which of a child's periods stand in a year's return, and with which dates (MIS-16, MIS-5)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lantern.exchange.rules.return_tables import CollectionYear, DateCell, MissingRow
from lantern.missing.vocabulary import Absence
from lantern.timekeeping.moments import Moment

FIRST_ROW = 2
"""The number of the first row under the column names, as a spreadsheet counts."""


@dataclass(frozen=True, slots=True)
class CareSpan:
    """Days looked after: `end` is the day care ceased, `None` while it goes on."""

    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """One time a child was missing or away: `child` is the council's number, `end` the return, `None` while open."""

    child: str
    born: date | None
    kind: Absence
    start: Moment
    end: Moment | None
    looked_after: tuple[CareSpan, ...] = ()


def start_of_period(left_placement: Moment | None, last_seen: Moment | None) -> Moment | None:
    """The later of leaving the placement and being last seen by a responsible adult; what is known when one is not."""
    known = [moment for moment in (left_placement, last_seen) if moment is not None]
    return max(known, default=None)


def missing_rows(periods: Iterable[Period], year: CollectionYear) -> list[MissingRow]:
    """The rows of `year`'s Missing table, numbered as they will be written: by child, start, end, kind.

    A period is in when it shares a day with the year and with the child's care. It starts no earlier than care did and
    ends no later than care ceased; its end is blank when it lay after the year or has not come. Its start is not moved
    to 1 April: a period carried over keeps the start it had last year. M and A stay rows of their own.
    """
    stretches = (
        (period, start, end if end is not None and end <= year.end else None)
        for period in periods
        for start, end in _stretches_in_care(period)
        if start <= year.end and (end is None or end >= year.start)
    )
    ordered = sorted(stretches, key=lambda found: _order(*found))
    return [_row(number, *found) for number, found in enumerate(ordered, start=FIRST_ROW)]


def _order(period: Period, start: date, end: date | None) -> tuple[str, date, date, str]:
    """An open period stands after one that ended on the day it started, so that neither seems to overlap (574)."""
    return period.child, start, end or date.max, period.kind.value


def _row(number: int, period: Period, start: date, end: date | None) -> MissingRow:
    return MissingRow(
        number,
        period.child,
        born=DateCell.on(period.born),
        kind=period.kind.value,
        start=DateCell.on(start),
        end=DateCell.on(end),
    )


def _stretches_in_care(period: Period) -> Iterator[tuple[date, date | None]]:
    """First and last day of each part of `period` that lies in care."""
    first, last = period.start.day, period.end.day if period.end else None
    for care in joined(period.looked_after):
        gone_before_care = first < care.start and last is not None and last <= care.start
        gone_after_care = care.end is not None and first >= care.end
        if not (gone_before_care or gone_after_care):
            yield max(first, care.start), _earlier(last, care.end)


def _earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends, `None` being never."""
    return min((day for day in (one, other) if day is not None), default=None)


def joined(spans: Sequence[CareSpan]) -> list[CareSpan]:
    """Unbroken care: spans that overlap, or start on the day another ended, as one."""
    whole: list[CareSpan] = []
    for span in sorted(spans, key=lambda span: span.start):
        before = whole[-1] if whole else None
        if before is not None and (before.end is None or span.start <= before.end):
            open_ended = before.end is None or span.end is None
            end = None if open_ended else max(before.end or date.min, span.end or date.min)
            whole[-1] = CareSpan(before.start, end)
        else:
            whole.append(span)
    return whole
