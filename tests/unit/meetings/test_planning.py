"""The dates of a year, and by when what each meeting needs is there (M1-1)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.meetings.rules.planning import against, cycle, dates, starts_at
from lantern.organisation.rules.mace1 import LAST, Mace1, Mace1Clocks
from lantern.timekeeping.calendar import CalendarEnds, is_working_day
from lantern.timekeeping.clocks import Clock, Unit, due, due_before
from lantern.timekeeping.moments import DAY, Moment, london

START, END = date(2026, 1, 1), date(2026, 12, 31)
ARRANGED = st.builds(
    Mace1, every_months=st.integers(1, 6), week=st.integers(1, LAST), weekday=st.integers(0, 4)
)  # fmt: skip
DAYS = st.dates(date(2025, 2, 1), date(2026, 11, 30))


@given(ARRANGED)
def test_each_month_has_its_working_day(arranged: Mace1) -> None:
    """M1-1: one a month, or every few; never a bank holiday, and it says which day it stands for."""
    found = dates(arranged, START, END)
    assert all(is_working_day(each.day) for each in found)
    meant = [each.instead_of or each.day for each in found]
    assert all(each.weekday() == arranged.weekday for each in meant)
    months = [(each.year, each.month) for each in meant]
    assert len(set(months)) == len(months) >= 12 // arranged.every_months - 1


def test_a_bank_holiday_gives_way_to_the_next_working_day() -> None:
    """M1-1: Good Friday 2026 is 3 April; Easter Monday is none either."""
    found = dates(Mace1(week=1, weekday=4), date(2026, 4, 1), date(2026, 4, 30))
    assert [(each.day, each.instead_of) for each in found] == [(date(2026, 4, 7), date(2026, 4, 3))]


def test_the_last_week_is_the_last_whichever_it_is() -> None:
    """M1-1: the fourth Thursday of February, the fifth of April."""
    found = dates(Mace1(week=LAST, weekday=3), date(2026, 2, 1), date(2026, 4, 30))
    assert [each.day for each in found] == [date(2026, 2, 26), date(2026, 3, 26), date(2026, 4, 30)]


def test_beyond_the_known_bank_holidays_it_says_so() -> None:
    """MIS-17: nothing is guessed."""
    with pytest.raises(CalendarEnds):
        dates(Mace1(), date(2040, 1, 1), date(2040, 3, 1))


@given(DAYS, st.integers(0, 20))
def test_working_days_before_and_after_are_each_others_inverse(day: date, amount: int) -> None:
    """M1-1, MIS-17: n working days before a meeting on a working day, n working days lead to it again."""
    clock = Clock(amount, Unit.WORKING_DAYS)
    if not is_working_day(day):
        return
    event = starts_at(day, "09:30")
    back = due_before(clock, event)
    assert back <= event
    if amount:
        assert london(due(clock, Moment.on(london(back).date()))).date() == day


def test_hours_before_are_elapsed_and_days_are_of_the_calendar() -> None:
    """MIS-17: across the night on which the clocks go forward, 48 hours are 48 hours, two days the same time on the wall."""
    event = starts_at(date(2026, 3, 30), "09:30")
    assert event - due_before(Clock(48, Unit.HOURS), event) == timedelta(hours=48)
    assert london(due_before(Clock(2, Unit.DAYS), event)).strftime("%d %H:%M") == "28 09:30"


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_what_closes_too_late_is_said_and_nothing_else(day: date, closes: int, needed: int) -> None:
    """M1-1: exactly when requests close after what rests on them is due."""
    clocks = Mace1Clocks(
        request_closes=Clock(closes, Unit.DAYS),
        template_due=Clock(needed, Unit.WORKING_DAYS),
        agenda_out=Clock(0, Unit.HOURS),
    )
    of = cycle(starts_at(day, "09:30"), 180, clocks)
    assert bool(against(of)) == (of.request_closes > of.template_due)


def test_ten_days_and_seven_working_days_collide() -> None:
    """M1-1: 7 working days can be 11 calendar days: over Easter 2026 ten calendar days close after the template is due."""
    clocks = Mace1Clocks(request_closes=Clock(10, Unit.DAYS))
    of = cycle(starts_at(date(2026, 4, 9), "09:30"), 180, clocks)
    assert against(of) == (
        "Discussions can be asked for until 30 March 2026, but templates are due on 27 March 2026.",
        "Discussions can be asked for until 30 March 2026, but the agenda is due on 27 March 2026.",
    )


def test_minutes_are_due_after_the_end() -> None:
    """M1-7: counted from when the meeting is planned to end."""
    begins = starts_at(date(2026, 3, 5), "09:30")
    of = cycle(begins, 180, Mace1Clocks(minutes_out=Clock(2, Unit.HOURS)))
    assert of.minutes_out == begins + timedelta(hours=5)
    assert isinstance(of.minutes_out, datetime)
    assert timedelta(hours=5) < DAY
