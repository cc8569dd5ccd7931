"""Working days of England and Wales: neither a weekend nor a bank holiday (MIS-17).

The bank holidays are those that the `govuk-bank-holidays` package carries; nothing is fetched. The file is read
directly, because the package's own reader loads an HTTP client.
"""

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from lantern.timekeeping.moments import DAY

USUAL_BANK_HOLIDAYS = 8  # a year; a year with fewer has not been published in full
SATURDAY = 5


class CalendarEnds(LookupError):
    """A day was asked about, or reached by counting, in a year whose bank holidays are not known."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(
            f"Bank holidays are known for the years {first} to {last} only. "
            "A newer release of govuk-bank-holidays may know more."
        )


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days from `first` to `last`, whole years; `ordered` to count and `working` to look up are the same days."""

    first: date
    last: date
    ordered: tuple[date, ...]
    working: frozenset[date]

    def check(self, day: date) -> None:
        """Raise `CalendarEnds` when `day` lies outside the known years."""
        if not self.first <= day <= self.last:
            raise self.ended()

    def at(self, position: int) -> date:
        """The working day at `position`; `CalendarEnds` when there is none."""
        if not 0 <= position < len(self.ordered):
            raise self.ended()
        return self.ordered[position]

    def ended(self) -> CalendarEnds:
        return CalendarEnds(self.first.year, self.last.year)


@cache
def bank_holidays() -> frozenset[date]:
    """Every known bank holiday of England and Wales, substitute days included."""
    text = files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text(encoding="utf-8")
    events = json.loads(text)["england-and-wales"]["events"]
    return frozenset(date.fromisoformat(event["date"]) for event in events)


@cache
def calendar() -> Calendar:
    """The known years, read once."""
    holidays = bank_holidays()
    years = [year for year, count in Counter(day.year for day in holidays).items() if count >= USUAL_BANK_HOLIDAYS]
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    days = (first + n * DAY for n in range((last - first).days + 1))
    ordered = tuple(day for day in days if day.weekday() < SATURDAY and day not in holidays)
    return Calendar(first, last, ordered, frozenset(ordered))


def is_working_day(day: date) -> bool:
    """Whether `day` is neither a weekend nor a bank holiday; raises `CalendarEnds` outside the known years."""
    known = calendar()
    known.check(day)
    return day in known.working


def add_working_days(day: date, n: int) -> date:
    """The `n`th working day after `day`, or before it when `n` is negative; `day` itself is never counted.

    With 0: `day` when it is a working day, else the next one. Raises `CalendarEnds` outside the known years.
    """
    known = calendar()
    known.check(day)
    if n > 0:
        return known.at(bisect_right(known.ordered, day) + n - 1)
    return known.at(bisect_left(known.ordered, day) + n)


def working_days_between(start: date, end: date) -> int:
    """How many working days to count from `start` to be at `end`: those after `start`, up to and including `end`.

    The inverse of `add_working_days`, negative when `end` comes first. Raises `CalendarEnds` outside the known years.
    """
    known = calendar()
    known.check(start)
    known.check(end)
    place = bisect_right if start <= end else bisect_left
    return place(known.ordered, end) - place(known.ordered, start)
