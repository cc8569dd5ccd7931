"""Working days of England and Wales (MIS-17)."""

import json
import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lantern.timekeeping import calendar
from lantern.timekeeping.calendar import CalendarEnds, add_working_days, is_working_day, working_days_between

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("LANTERN_SHARED_DATA", ROOT.parent / "shared" / "data"))

days = st.dates(date(2012, 1, 1), date(2028, 12, 31))
inner_days = st.dates(date(2014, 1, 1), date(2026, 12, 31))
counts = st.integers(-200, 200)


def published() -> set[date]:
    file = ROOT / SHARED / "reference" / "bank-holidays.json"
    events = json.loads(file.read_text(encoding="utf-8"))["england-and-wales"]["events"]
    return {date.fromisoformat(event["date"]) for event in events}


def test_the_bank_holidays_are_those_published() -> None:
    """MIS-17: 140 bank holidays of England and Wales from 2012 to 2028, none more and none fewer."""
    known = {day for day in calendar.bank_holidays() if day.year <= 2028}
    assert known == published()
    assert len(known) == 140


def test_every_known_year_is_whole() -> None:
    """MIS-17: no year is counted with that has fewer than the eight usual bank holidays."""
    known = calendar.calendar()
    for year in range(known.first.year, known.last.year + 1):
        assert sum(day.year == year for day in calendar.bank_holidays()) >= 8


@given(days)
def test_a_working_day_is_neither_weekend_nor_bank_holiday(day: date) -> None:
    """MIS-17, checked against the published list and not against the calendar's own."""
    assert is_working_day(day) == (day.isoweekday() <= 5 and day not in published())


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Maundy Thursday: over Good Friday and Easter Monday
        (date(2026, 4, 4), 0, date(2026, 4, 7)),  # not a working day: the next one
        (date(2026, 4, 7), 0, date(2026, 4, 7)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 4, 5), -1, date(2026, 4, 2)),
        (date(2021, 12, 24), 1, date(2021, 12, 29)),  # Christmas on a weekend: two substitute days
        (date(2022, 9, 16), 1, date(2022, 9, 20)),  # a bank holiday of that year alone
        (date(2028, 2, 28), 2, date(2028, 3, 1)),  # a leap day works like any other
        (date(2026, 3, 2), 7, date(2026, 3, 11)),
    ],
)
def test_working_days_added(start: date, n: int, end: date) -> None:
    """MIS-17: working days skip weekends and bank holidays; the first day is not counted."""
    assert add_working_days(start, n) == end


@given(inner_days, counts)
def test_adding_lands_on_a_working_day_and_counting_gives_the_number_back(day: date, n: int) -> None:
    """MIS-17: `working_days_between` is the inverse of `add_working_days`."""
    end = add_working_days(day, n)
    assert is_working_day(end)
    assume(n or end == day)
    assert working_days_between(day, end) == n


@given(inner_days, counts, counts)
def test_from_a_working_day_steps_add_up(day: date, some: int, more: int) -> None:
    """MIS-17: five and then three is eight; there and back is where one was."""
    assume(is_working_day(day))
    assert add_working_days(add_working_days(day, some), more) == add_working_days(day, some + more)


@given(inner_days, st.integers(0, 60))
def test_between_counts_each_day_after_the_start_up_to_the_end(start: date, length: int) -> None:
    """MIS-17: the count, done the slow way."""
    end = start + timedelta(days=length)
    slow = sum(is_working_day(start + timedelta(days=n)) for n in range(1, length + 1))
    assert working_days_between(start, end) == slow


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2029, 1, 1), date(2029, 1, 6), date(9999, 12, 31)])
def test_a_year_beyond_the_data_is_refused_and_never_guessed(day: date) -> None:
    """MIS-17: a weekend too, since a wrong year is a wrong year."""
    for ask in (
        lambda: is_working_day(day),
        lambda: add_working_days(day, 3),
        lambda: add_working_days(day, -3),
        lambda: working_days_between(day, date(2026, 1, 1)),
        lambda: working_days_between(date(2026, 1, 1), day),
    ):
        with pytest.raises(CalendarEnds, match="2012 to"):
            ask()


def test_counting_past_either_end_of_the_data_is_refused() -> None:
    """MIS-17: the last known working day can be reached, the one after it cannot, and nothing wraps round."""
    known = calendar.calendar()
    assert add_working_days(known.last, -1) == known.ordered[-1]
    assert add_working_days(known.first, 1) == known.ordered[0]
    for start, n in (
        (known.last, 1),
        (known.last, 0),
        (known.first, -1),
        (date(2026, 1, 1), 9999),
        (known.last, -9999),
    ):
        with pytest.raises(CalendarEnds):
            add_working_days(start, n)


def test_a_time_is_not_a_day() -> None:
    """MIS-17: a time given for a day would always look like no working day; it is refused."""
    with pytest.raises(TypeError):
        is_working_day(datetime(2026, 3, 2))  # noqa: DTZ001


def test_the_data_is_read_once() -> None:
    """A page asks hundreds of times."""
    assert calendar.calendar() is calendar.calendar()


def test_time_needs_neither_a_network_nor_a_framework() -> None:
    """MIS-17: in a fresh interpreter, the whole room loads no HTTP client and no Django."""
    ask = (
        "import sys; from datetime import date; from lantern.timekeeping import calendar, clocks, periods, words; "
        "calendar.is_working_day(date(2026, 3, 2)); "
        "print({'requests', 'urllib3', 'django', 'http.client'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
