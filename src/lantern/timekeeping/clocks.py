"""Clocks of the arrangement: how long, in what unit, and when that falls due (MIS-17)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from lantern.timekeeping.calendar import add_working_days
from lantern.timekeeping.moments import DAY, Moment, instant, london, midnight

LAST_MINUTE = time(23, 59)


class Unit(StrEnum):
    """What a clock counts: minutes and hours elapse, days are London's calendar days."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"


class UnknownTime(StrEnum):
    """Which end of the day starts a clock whose start is known only to the day."""

    END_OF_DAY = "end_of_day"
    START_OF_DAY = "start_of_day"


@dataclass(frozen=True, slots=True)
class Clock:
    """`amount` of `unit`, as the arrangement has it; raises `ValueError` for less than none."""

    amount: int
    unit: Unit
    unknown_time: UnknownTime = UnknownTime.END_OF_DAY

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"A clock cannot run for {self.amount} {self.unit}")


def due(clock: Clock, start: Moment) -> datetime:
    """When `clock` falls due, in UTC, having started at `start`; never before the start (MIS-17).

    Minutes and hours are elapsed: 72 hours are 72 hours across a clock change. Days are calendar days at the same time
    on the wall; see `instant` for the hour that spring leaves out and autumn repeats. Working days are counted from the
    day after the start and last to the end of the day: 23:59 in London, which is what pages print, and facts are
    recorded to the minute. `unknown_time` therefore changes nothing for them. Raises `CalendarEnds` when the working
    days lead beyond the known bank holidays.
    """
    begun = begins(clock, start)
    if clock.unit is Unit.WORKING_DAYS:
        return max(begun, last_minute(add_working_days(start.day, clock.amount)))
    if clock.unit is Unit.DAYS:
        return max(begun, instant(london(begun).replace(tzinfo=None) + clock.amount * DAY))
    return begun + timedelta(**{clock.unit.value: clock.amount})


def begins(clock: Clock, start: Moment) -> datetime:
    """The instant from which `clock` runs: `start`, or for a start known only to the day, the end of it (MIS-17).

    The end of a day is the next London midnight; an arrangement may choose the start of the day instead.
    """
    if start.date_only and clock.unknown_time is UnknownTime.END_OF_DAY and clock.unit is not Unit.WORKING_DAYS:
        return midnight(start.day + DAY)
    return start.at


def last_minute(day: date) -> datetime:
    """The minute that ends `day`: 23:59 in London, in UTC."""
    return instant(datetime.combine(day, LAST_MINUTE))


def due_before(clock: Clock, event: datetime) -> datetime:
    """The last instant, in UTC, that is still `clock` before `event`: what counts back from a meeting (M1-1, MIS-17).

    Minutes and hours are elapsed, days are calendar days at the same time on the wall. Of working days the day of the event is
    not counted, and the day that is reached lasts to 23:59 in London. Raises `CalendarEnds` before the known bank holidays.
    """
    if clock.unit is Unit.WORKING_DAYS:
        day = london(event).date()
        return min(event, last_minute(add_working_days(day, -clock.amount) if clock.amount else day))
    if clock.unit is Unit.DAYS:
        return instant(london(event).replace(tzinfo=None) - clock.amount * DAY)
    return event - timedelta(**{clock.unit.value: clock.amount})
