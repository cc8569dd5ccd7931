"""Absences over time as small multiples: a row a year, or a month when there are few; each row counts the same things.

Missing, away without authorisation and absent from school are three kinds that are never added together (MIS-5, MIS-14).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from lantern.timekeeping.moments import Moment, london, midnight

MONTHS_AT_MOST = 12  # as long as everything lies within so many months, each has a row of its own
HOURS = 24


class Lane(StrEnum):
    """A kind of absence, with a line of its own; declaration order is that of the lines."""

    MISSING = "Missing"
    AWAY = "Away without authorisation"
    SCHOOL = "Absent from school"


class Absence(NamedTuple):
    """One absence: `since` and `until` as they were told, `whence` and `found` in the words of the picture."""

    lane: Lane
    since: Moment
    until: Moment | None
    whence: str = ""
    found: str = ""

    @property
    def start(self) -> datetime:
        return self.since.at

    def ends(self, now: datetime) -> datetime:
        """When it ended, else now; a day alone is over when the day is."""
        return min(self.until.latest, now) if self.until else now


LENGTHS = (
    ("Under 6 hours", timedelta(hours=6)),
    ("6 to 24 hours", timedelta(hours=24)),
    ("1 to 3 days", timedelta(days=3)),
    ("3 to 7 days", timedelta(days=7)),
    ("Over 7 days", timedelta.max),
)
NOT_SAID = "Not said"

Tally = dict[Lane, Counter[str]]


@dataclass(frozen=True)
class Row:
    """One year or month: `touching` are drawn in it, the numbers count those that began in it."""

    label: str
    opens: datetime
    closes: datetime
    touching: tuple[Absence, ...] = ()
    began: tuple[Absence, ...] = ()
    lengths: Tally = field(default_factory=dict)
    hours: dict[Lane, Counter[int]] = field(default_factory=dict)
    whence: Tally = field(default_factory=dict)
    found: Tally = field(default_factory=dict)

    def times(self, lane: Lane) -> int:
        """How many of a kind began in it."""
        return sum(each.lane is lane for each in self.began)

    def untimed(self, lane: Lane) -> int:
        """How many of those have no time of day."""
        return self.times(lane) - sum(self.hours.get(lane, Counter()).values())


def rows_of(absences: Sequence[Absence], now: datetime) -> list[Row]:
    """Every year from the first absence to the last, the latest first; months instead when they are few."""
    if not absences:
        return []
    first = london(min(each.start for each in absences)).date()
    last = london(max(each.ends(now) for each in absences)).date()
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    by_month = months <= MONTHS_AT_MOST
    spans = [_month(first, number) for number in range(months)] if by_month else _years(first.year, last.year)
    return [_row(opens, closes, absences, now, by_month=by_month) for opens, closes in reversed(spans)]


def is_by_month(rows: Sequence[Row]) -> bool:
    """Whether a row is a month."""
    return bool(rows) and rows[0].closes - rows[0].opens < timedelta(days=40)


def length_words(lasted: timedelta) -> str:
    """Under 6 hours: the upper end is not included."""
    return next(said for said, upper in LENGTHS if lasted < upper or upper == timedelta.max)


def _years(first: int, last: int) -> list[tuple[date, date]]:
    return [(date(year, 1, 1), date(year + 1, 1, 1)) for year in range(first, last + 1)]


def _month(first: date, number: int) -> tuple[date, date]:
    return _month_start(first, number), _month_start(first, number + 1)


def _month_start(first: date, number: int) -> date:
    years, month = divmod(first.month - 1 + number, 12)
    return date(first.year + years, month + 1, 1)


def _row(opens: date, closes: date, absences: Iterable[Absence], now: datetime, *, by_month: bool) -> Row:
    since, before = midnight(opens), midnight(closes)
    touching = tuple(each for each in absences if each.start < before and each.ends(now) >= since)
    began = tuple(each for each in touching if each.start >= since)
    counted = [each for each in began if each.lane is not Lane.SCHOOL]
    return Row(
        label=f"{opens:%B %Y}" if by_month else str(opens.year),
        opens=since,
        closes=before,
        touching=touching,
        began=began,
        lengths=_tally((each.lane, length_words(each.ends(now) - each.start)) for each in counted),
        hours=_hours(counted),
        whence=_tally((each.lane, each.whence or NOT_SAID) for each in counted),
        found=_tally((each.lane, each.found or NOT_SAID) for each in counted if each.until),
    )


def _tally(said: Iterable[tuple[Lane, str]]) -> Tally:
    counted: Tally = {}
    for lane, words in said:
        counted.setdefault(lane, Counter())[words] += 1
    return counted


def _hours(absences: Iterable[Absence]) -> dict[Lane, Counter[int]]:
    """The hour in London at which each began, of those whose time is known (MIS-17)."""
    counted: dict[Lane, Counter[int]] = {}
    for each in absences:
        if not each.since.date_only:
            counted.setdefault(each.lane, Counter())[london(each.start).hour] += 1
    return counted
