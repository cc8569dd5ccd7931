"""The dates of a year, and by when what each meeting needs must be there (M1-1).

"7 working days" can be 11 calendar days or more: `against` says where an arrangement's clocks, each right by itself, would
close referrals after what rests on them is due.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from lantern.organisation.rules.mace1 import LAST, Mace1, Mace1Clocks
from lantern.timekeeping.calendar import add_working_days, is_working_day
from lantern.timekeeping.clocks import due, due_before
from lantern.timekeeping.moments import DAY, Moment, instant, london
from lantern.timekeeping.months import months_after
from lantern.timekeeping.words import day as day_in_words

WEEK = 7


class Planned(NamedTuple):
    """A day on which a meeting can be; `instead_of` is the one that the arrangement means where that is no working day."""

    day: date
    instead_of: date | None = None


class Cycle(NamedTuple):
    """By when what a meeting needs is there, in UTC, in the order in which they usually fall."""

    request_closes: datetime
    template_due: datetime
    agenda_out: datetime
    return_due: datetime
    minutes_out: datetime


WORDS = {
    "request_closes": "Discussions asked for",
    "template_due": "Templates handed in",
    "agenda_out": "Agenda sent",
    "return_due": "Agencies say what they hold",
    "minutes_out": "Minutes issued",
}


def dates(arranged: Mace1, start: date, end: date) -> tuple[Planned, ...]:
    """The days from `start` to `end`, both included, on which the arrangement means a meeting to be, in order.

    A day that is no working day gives way to the next one. Raises `CalendarEnds` beyond the known bank holidays.
    """
    return tuple(each for each in _dates(arranged, start, end) if start <= each.day <= end)


def starts_at(day: date, begins: str) -> datetime:
    """The instant, in UTC, at which a meeting on `day` begins when London's clocks show `begins`, such as 09:30."""
    hour, minute = begins.split(":")
    return instant(datetime(day.year, day.month, day.day, int(hour), int(minute)))  # noqa: DTZ001


def cycle(begins_at: datetime, length: int, clocks: Mace1Clocks) -> Cycle:
    """By when what a meeting that begins at `begins_at` and lasts `length` minutes needs is there."""
    ends = begins_at + timedelta(minutes=length)
    return Cycle(
        request_closes=due_before(clocks.request_closes, begins_at),
        template_due=due_before(clocks.template_due, begins_at),
        agenda_out=due_before(clocks.agenda_out, begins_at),
        return_due=due_before(clocks.return_due, begins_at),
        minutes_out=due(clocks.minutes_out, Moment(ends)),
    )


def against(of: Cycle) -> tuple[str, ...]:
    """What cannot be kept because one closes after the other is due, a sentence each; none for a cycle that holds."""
    found = []
    for name in ("template_due", "agenda_out"):
        due_at = getattr(of, name)
        if of.request_closes > due_at:
            closes, needed = day_in_words(london(of.request_closes).date()), day_in_words(london(due_at).date())
            what = "the agenda is due" if name == "agenda_out" else "templates are due"
            found.append(f"Discussions can be asked for until {closes}, but {what} on {needed}.")
    return tuple(found)


def _dates(arranged: Mace1, start: date, end: date) -> Iterator[Planned]:
    month = start.replace(day=1)
    while month <= end:
        meant = _nth(month, arranged.week, arranged.weekday)
        yield Planned(meant) if is_working_day(meant) else Planned(add_working_days(meant, 0), meant)
        month = months_after(month, arranged.every_months)


def _nth(month: date, week: int, weekday: int) -> date:
    """The first, second … or last of a weekday in a month."""
    if week == LAST:
        end = month.replace(day=monthrange(month.year, month.month)[1])
        return end - (end.weekday() - weekday) % WEEK * DAY
    return month + ((weekday - month.weekday()) % WEEK + WEEK * (week - 1)) * DAY
