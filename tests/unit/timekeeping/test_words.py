"""Time as people say it, in London (MIS-17; pages: dates, durations and due times)."""
# ruff: noqa: DTZ001 -- times on the wall have no zone, and that is what is tested

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.timekeeping import words
from lantern.timekeeping.moments import LONDON, Moment
from lantern.timekeeping.periods import Span


def at(wall: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


NOW = at("2026-03-02 17:58")  # a Monday
instants = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)).map(lambda wall: wall.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("wall", "said"),
    [
        ("2026-03-03 16:15", "Tuesday 3 March 2026, 4:15pm"),
        ("2026-03-03 16:00", "Tuesday 3 March 2026, 4pm"),
        ("2026-03-03 12:00", "Tuesday 3 March 2026, midday"),
        ("2026-03-03 00:00", "Tuesday 3 March 2026, midnight"),
        ("2026-03-03 00:05", "Tuesday 3 March 2026, 12:05am"),
        ("2026-03-03 12:30", "Tuesday 3 March 2026, 12:30pm"),
        ("2027-03-29 01:30", "Monday 29 March 2027, 1:30am"),  # the day after the clocks went forward
        ("2026-07-01 00:30", "Wednesday 1 July 2026, 12:30am"),  # still June in UTC
        ("2028-02-29 23:59", "Tuesday 29 February 2028, 11:59pm"),
    ],
)
def test_long_when(wall: str, said: str) -> None:
    """MIS-17: the whole date and the time in London."""
    assert words.long_when(at(wall)) == said


@pytest.mark.parametrize(
    ("wall", "said"),
    [
        ("2026-03-02 03:10", "Today 3:10am"),
        ("2026-03-01 23:45", "Yesterday 11:45pm"),
        ("2026-03-03 03:10", "Tomorrow 3:10am"),
        ("2026-02-27 23:45", "Fri 11:45pm"),
        ("2026-02-24 16:00", "Tue 4pm"),
        ("2026-03-08 16:00", "Sun 4pm"),
        ("2026-02-23 16:00", "23 Feb, 4pm"),
        ("2026-03-09 00:00", "9 Mar, midnight"),
        ("2026-02-14 03:10", "14 Feb, 3:10am"),
        ("2025-09-14 03:10", "14 Sept 2025, 3:10am"),
        ("2027-01-01 12:00", "1 Jan 2027, midday"),
    ],
)
def test_when(wall: str, said: str) -> None:
    """MIS-17: near days by name, six days either way by weekday, else the date."""
    assert words.when(at(wall), NOW) == said


def test_a_near_day_of_another_year_is_still_near() -> None:
    """MIS-17: on New Year's Day, yesterday was last year."""
    assert words.when(at("2025-12-31 23:45"), at("2026-01-01 09:00")) == "Yesterday 11:45pm"


def test_today_is_londons_day_and_not_that_of_utc() -> None:
    """MIS-17: at half past midnight in summer, UTC is still on yesterday."""
    assert words.when(at("2026-07-01 00:10"), at("2026-07-01 00:30")) == "Today 12:10am"
    assert words.when(at("2026-06-30 23:50"), at("2026-07-01 00:30")) == "Yesterday 11:50pm"


@given(instants)
def test_both_times_round_the_clock_change_are_said_as_the_wall_shows_them(now: datetime) -> None:
    """MIS-17: against `strftime`, for every hour of four years."""
    there = now.astimezone(LONDON)
    if (there.hour, there.minute) not in {(0, 0), (12, 0)}:
        clock = f"{int(there.strftime('%I'))}{':%M' if there.minute else ''}%p"
        assert words.clock_time(now) == there.strftime(clock).lower()
    assert words.long_day(there) == f"{there:%A} {there.day} {there:%B %Y}"


def test_a_date_only_moment_says_its_day_alone() -> None:
    """MIS-17: no time is made up."""
    assert words.said(Moment.on(date(2026, 3, 2)), NOW) == "Today"
    assert words.said(Moment.on(date(2026, 2, 27)), NOW) == "Fri"
    assert words.said(Moment.on(date(2026, 2, 14)), NOW) == "14 Feb"
    assert words.said(Moment.on(date(2025, 2, 14)), NOW) == "14 Feb 2025"
    assert words.said_long(Moment.on(date(2026, 7, 1))) == "Wednesday 1 July 2026"


def test_a_moment_to_the_minute_says_its_time() -> None:
    """MIS-17: as `when` and `long_when` do."""
    assert words.said(Moment(at("2026-02-27 23:45")), NOW) == "Fri 11:45pm"
    assert words.said_long(Moment(at("2026-03-03 16:15"))) == "Tuesday 3 March 2026, 4:15pm"


def test_a_day() -> None:
    """Pages: a date of birth."""
    assert words.day(date(2012, 3, 3)) == "3 March 2012"


@pytest.mark.parametrize(
    ("length", "short", "long"),
    [
        (timedelta(), "under 1 min", "less than a minute"),
        (timedelta(seconds=59), "under 1 min", "less than a minute"),
        (timedelta(minutes=-5), "under 1 min", "less than a minute"),
        (timedelta(minutes=1), "1 min", "1 minute"),
        (timedelta(minutes=48, seconds=59), "48 min", "48 minutes"),
        (timedelta(hours=1), "1 h", "1 hour"),
        (timedelta(hours=1, minutes=1), "1 h 01 min", "1 hour 1 minute"),
        (timedelta(hours=2, minutes=5), "2 h 05 min", "2 hours 5 minutes"),
        (timedelta(hours=5, minutes=20), "5 h 20 min", "5 hours 20 minutes"),
        (timedelta(hours=23, minutes=59), "23 h 59 min", "23 hours 59 minutes"),
        (timedelta(days=1), "1 day", "1 day"),
        (timedelta(hours=27, minutes=40), "1 day 3 h", "1 day 3 hours"),
        (timedelta(days=2, hours=3), "2 days 3 h", "2 days 3 hours"),
        (timedelta(days=6, hours=23), "6 days 23 h", "6 days 23 hours"),
        (timedelta(days=7, hours=5), "7 days", "7 days"),
        (timedelta(days=12), "12 days", "12 days"),
    ],
)
def test_lengths_of_time(length: timedelta, short: str, long: str) -> None:
    """Pages: rounded down, the two largest units, and days alone from a week on."""
    assert (words.elapsed(length), words.duration(length)) == (short, long)


@pytest.mark.parametrize(
    ("left", "long", "short"),
    [
        (timedelta(), "due now", "due now"),
        (timedelta(minutes=1), "due in 1 minute", "due in 1 min"),
        (timedelta(minutes=40), "due in 40 minutes", "due in 40 min"),
        (timedelta(hours=1, minutes=59), "due in 1 hour", "due in 1 h"),
        (timedelta(hours=5), "due in 5 hours", "due in 5 h"),
        (timedelta(hours=33), "due in 33 hours", "due in 33 h"),
        (timedelta(hours=72), "due in 72 hours", "due in 72 h"),
        (timedelta(hours=73), "due in 3 days", "due in 3 days"),
        (timedelta(days=9, hours=23), "due in 9 days", "due in 9 days"),
        (timedelta(seconds=-1), "just late", "just late"),
        (timedelta(minutes=-1), "1 minute late", "1 min late"),
        (timedelta(hours=-18, minutes=-40), "18 hours late", "18 h late"),
        (timedelta(hours=-47), "47 hours late", "47 h late"),
        (timedelta(hours=-48), "2 days late", "2 days late"),
    ],
)
def test_due(left: timedelta, long: str, short: str) -> None:
    """MIS-17: late only once the due time has passed; never says more time than there is."""
    assert words.due_words(NOW + left, NOW) == long
    assert words.due_short(NOW + left, NOW) == short


def test_due_across_a_clock_change_counts_real_hours() -> None:
    """MIS-17: two London times of the same zone object would differ by the wall clock; here they do not."""
    now, due = datetime(2026, 3, 28, 12, tzinfo=LONDON), datetime(2026, 3, 29, 12, tzinfo=LONDON)
    assert words.due_words(due, now) == "due in 23 hours"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(Moment(at("2026-03-02 12:38"))), "5 h 20 min"),
        (Span(Moment.on(date(2026, 3, 2))), "under 1 day"),
        (Span(Moment.on(date(2026, 3, 1))), "1 day"),
        (Span(Moment(at("2026-02-27 23:00")), Moment.on(date(2026, 3, 1))), "2 days"),
        (Span(Moment(at("2026-03-01 10:00")), Moment.on(date(2026, 3, 1))), "under 1 day"),
    ],
)
def test_no_hours_are_said_of_a_span_known_by_the_day(span: Span, said: str) -> None:
    """MIS-17: times unknown are recorded as date-only, and said so."""
    assert words.elapsed_in(span, NOW) == said


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2012, 3, 3), date(2026, 3, 2), 13),
        (date(2012, 3, 3), date(2026, 3, 3), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2028, 2, 28), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2026, 3, 3), date(2026, 3, 2), 0),
    ],
)
def test_age(born: date, on: date, years: int) -> None:
    """MIS-15: the 18th birthday of a child born on 29 February is 1 March in a common year."""
    assert words.age(born, on) == years


def test_words_need_a_time_zone() -> None:
    """MIS-17: a time without a zone is refused, never read in the machine's own."""
    for say in (words.long_when, words.clock_time, lambda at: words.when(at, NOW), lambda at: words.due_words(at, NOW)):
        with pytest.raises(ValueError, match="no time zone"):
            say(datetime(2026, 3, 2))


FAR = at("2025-02-14 03:10")
FAR_MOMENT = Moment(FAR)
FAR_DAY = Moment.on(date(2025, 2, 14))

CALLS: dict[str, Callable[[], object]] = {
    "clock_time": lambda: words.clock_time(NOW),
    "day": lambda: words.day(date(2012, 3, 3)),
    "long_when": lambda: words.long_when(NOW),
    "when": lambda: words.when(FAR, NOW),
    "said": lambda: words.said(FAR_MOMENT, NOW),
    "said, date-only": lambda: words.said(FAR_DAY, NOW),
    "elapsed": lambda: words.elapsed(timedelta(hours=27)),
    "duration": lambda: words.duration(timedelta(hours=27)),
    "due_words": lambda: words.due_words(FAR, NOW),
    "due_short": lambda: words.due_short(FAR, NOW),
    "age": lambda: words.age(date(2012, 2, 29), date(2026, 3, 2)),
}


@pytest.mark.parametrize("name", CALLS)
def test_words_are_quick(name: str) -> None:
    """A page says hundreds: each takes under 5 microseconds of processor time (the best of seven rounds of 2,000)."""
    assert min(microseconds(CALLS[name]) for _ in range(7)) < 5


def microseconds(call: Callable[[], object], times: int = 2000) -> float:
    started = process_time()
    for _ in range(times):
        call()
    return (process_time() - started) / times * 1e6
