"""Time as people say it, in London. Tables instead of `strftime`: a page says hundreds of these."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from lantern.timekeeping.moments import Moment, london, utc
from lantern.timekeeping.periods import Span

MINUTE = timedelta(minutes=1)
MONTHS = (
    *("", "January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NEAR_DAYS = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}

SAID_IN_HOURS_UNTIL_DUE = 72  # the longest clock that the guidance itself states in hours
SAID_IN_HOURS_WHEN_LATE = 47
SAID_WITH_HOURS = 7  # days; a longer time is said in days alone


def _time_said(hour: int, minute: int) -> str:
    if minute == 0 and hour in (0, 12):
        return "midday" if hour else "midnight"
    half = "am" if hour < 12 else "pm"
    return f"{hour % 12 or 12}:{minute:02}{half}" if minute else f"{hour % 12 or 12}{half}"


TIMES = tuple(_time_said(hour, minute) for hour in range(24) for minute in range(60))


class Units(NamedTuple):
    """How minutes and hours are written: one, more than one, and the minutes that follow an hour."""

    minute: str
    minutes: str
    hour: str
    hours: str
    minutes_after: str
    none: str


LONG = Units("minute", "minutes", "hour", "hours", "d", "less than a minute")
SHORT = Units("min", "min", "h", "h", "02d", "under 1 min")


def clock_time(at: datetime) -> str:
    """4:15pm, 4pm, midday, midnight (the first minute of a day)."""
    there = london(at)
    return TIMES[there.hour * 60 + there.minute]


def day(on: date) -> str:
    """3 March 2012."""
    return f"{on.day} {MONTHS[on.month]} {on.year}"


def long_day(on: date) -> str:
    """Tuesday 3 March 2026."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month]} {on.year}"


def short_day(on: date, today: date) -> str:
    """Today, Yesterday, Tomorrow; Fri within six days either way; else 14 Feb, with the year when it is another."""
    away = on.toordinal() - today.toordinal()
    if -7 < away < 7:
        return NEAR_DAYS.get(away) or SHORT_WEEKDAYS[on.weekday()]
    if on.year == today.year:
        return f"{on.day} {SHORT_MONTHS[on.month]}"
    return f"{on.day} {SHORT_MONTHS[on.month]} {on.year}"


def long_when(at: datetime) -> str:
    """Tuesday 3 March 2026, 4:15pm."""
    there = london(at)
    return f"{long_day(there)}, {TIMES[there.hour * 60 + there.minute]}"


def when(at: datetime, now: datetime) -> str:
    """Today 3:10am; Fri 11:45pm within six days either way; else 14 Feb, 3:10am, with the year when it is another."""
    there = london(at)
    on = short_day(there, london(now))
    return f"{on}{',' if on[0].isdigit() else ''} {TIMES[there.hour * 60 + there.minute]}"


def said(moment: Moment, now: datetime) -> str:
    """`when` for a moment; a date-only one says its day alone (MIS-17)."""
    return short_day(moment.day, london(now)) if moment.date_only else when(moment.at, now)


def inside(said: str) -> str:
    """What `when` and `said` give, in the middle of a sentence: today, not Today; months and weekdays keep their capital."""
    return said[:1].lower() + said[1:] if said.startswith(tuple(NEAR_DAYS.values())) else said


def said_long(moment: Moment) -> str:
    """`long_when` for a moment; a date-only one says its day alone (MIS-17)."""
    return long_day(moment.day) if moment.date_only else long_when(moment.at)


def elapsed(delta: timedelta) -> str:
    """48 min, 2 h 05 min, 1 day 3 h, and from seven days on 12 days; rounded down."""
    return _length(delta, SHORT)


def duration(delta: timedelta) -> str:
    """48 minutes, 2 hours 5 minutes, 2 days 3 hours, and from seven days on 12 days; rounded down."""
    return _length(delta, LONG)


def elapsed_in(span: Span, now: datetime) -> str:
    """`elapsed` for a span; in whole days when a time of day is unknown, so that no hour is made up (MIS-17)."""
    if span.is_exact:
        return elapsed(span.duration(now))
    last = london(now).date() if span.end is None else span.end.day
    days = (last - span.start.day).days
    return _days(days) if days > 0 else "under 1 day"


def due_words(due: datetime, now: datetime) -> str:
    """Due in 5 hours, due in 3 days, 18 hours late; rounded down, hours kept up to 72."""
    return _due(due, now, LONG)


def due_short(due: datetime, now: datetime) -> str:
    """Due in 33 h, 18 h late; otherwise as `due_words`."""
    return _due(due, now, SHORT)


def age(born: date, on: date) -> int:
    """Whole years on the day `on`; born on 29 February, the birthday in a common year is 1 March.

    0 before birth, so that a page still opens while a person corrects the date.
    """
    return max(0, on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def _length(delta: timedelta, units: Units) -> str:
    hours, minutes = divmod(delta // MINUTE, 60)
    if hours < 1:
        return _minutes(minutes, units) if hours == 0 and minutes else units.none
    days, hours = divmod(hours, 24)
    if not days:
        return _hours_and_minutes(hours, minutes, units)
    return f"{_days(days)} {_hours(hours, units)}" if hours and days < SAID_WITH_HOURS else _days(days)


def _hours_and_minutes(hours: int, minutes: int, units: Units) -> str:
    if not minutes:
        return _hours(hours, units)
    return f"{_hours(hours, units)} {minutes:{units.minutes_after}} {units.minute if minutes == 1 else units.minutes}"


def _due(due: datetime, now: datetime, units: Units) -> str:
    left = utc(due) - utc(now)
    if left >= timedelta():
        return f"due in {_rough(left, units, SAID_IN_HOURS_UNTIL_DUE)}" if left >= MINUTE else "due now"
    return f"{_rough(-left, units, SAID_IN_HOURS_WHEN_LATE)} late" if -left >= MINUTE else "just late"


def _rough(length: timedelta, units: Units, most_hours: int) -> str:
    """The largest unit alone, in hours up to `most_hours`."""
    hours, minutes = divmod(length // MINUTE, 60)
    if not hours:
        return _minutes(minutes, units)
    return _hours(hours, units) if hours <= most_hours else _days(hours // 24)


def _minutes(count: int, units: Units) -> str:
    return f"{count} {units.minute if count == 1 else units.minutes}"


def _hours(count: int, units: Units) -> str:
    return f"{count} {units.hour if count == 1 else units.hours}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
