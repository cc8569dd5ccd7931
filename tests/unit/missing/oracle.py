"""When things fall due, worked out slowly from dates written down here and from nothing of the product (MIS-17).

London's clocks are two pairs of instants, its bank holidays a list, its working days are walked one by one.
"""

from datetime import UTC, date, datetime, time, timedelta

from lantern.timekeeping.clocks import Clock, Unit, UnknownTime
from lantern.timekeeping.moments import Moment

SUMMER_TIME = (
    (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
    (datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)),
)
BANK_HOLIDAYS = {
    date(2026, 1, 1): "New Year’s Day", date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday",
    date(2026, 5, 4): "Early May", date(2026, 5, 25): "Spring", date(2026, 8, 31): "Summer",
    date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Boxing Day, which is a Saturday",
    date(2027, 1, 1): "New Year’s Day", date(2027, 3, 26): "Good Friday", date(2027, 3, 29): "Easter Monday",
    date(2027, 5, 3): "Early May", date(2027, 5, 31): "Spring", date(2027, 8, 30): "Summer",
    date(2027, 12, 27): "Christmas Day, which is a Saturday", date(2027, 12, 28): "Boxing Day, which is a Sunday",
}  # fmt: skip
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def shown(at: datetime) -> datetime:
    """What a clock on a wall in London shows at an instant."""
    summer = any(begins <= at < ends for begins, ends in SUMMER_TIME)
    return (at + HOUR if summer else at).replace(tzinfo=None)


def first_shown(wall: datetime) -> datetime:
    """The first instant at which that clock shows `wall` or, where spring leaves it out, anything later."""
    at = wall.replace(tzinfo=UTC) - 2 * HOUR
    while shown(at) < wall:
        at += min(timedelta(minutes=1), wall - shown(at))
    return at


def is_worked(day: date) -> bool:
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def working_day(day: date, count: int) -> date:
    """`count` working days after `day`; with none to count, the day itself or the first worked after it."""
    while count or not is_worked(day):
        day += DAY
        if count and is_worked(day):
            count -= 1
    return day


def due(clock: Clock, start: Moment) -> datetime:
    """When `clock` falls due if it starts at `start`."""
    day = shown(start.at).date()
    if clock.unit is Unit.WORKING_DAYS:
        last = first_shown(datetime.combine(working_day(day, clock.amount), time(23, 59)))
        return max(last, start.at)
    begun = start.at
    if start.date_only and clock.unknown_time is UnknownTime.END_OF_DAY:
        begun = first_shown(datetime.combine(day + DAY, time()))
    if clock.unit is Unit.DAYS:
        return max(begun, first_shown(shown(begun) + clock.amount * DAY))
    return begun + clock.amount * (HOUR if clock.unit is Unit.HOURS else timedelta(minutes=1))
