"""When a clock falls due, across clock changes, bank holidays and leap days (MIS-17)."""
# ruff: noqa: DTZ001 -- times on the wall have no zone, and that is what is tested

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lantern.timekeeping.calendar import CalendarEnds, is_working_day, working_days_between
from lantern.timekeeping.clocks import Clock, Unit, UnknownTime, due
from lantern.timekeeping.moments import LONDON, Moment, london, midnight

CHANGES = [date(2025, 3, 30), date(2025, 10, 26), date(2026, 3, 29), date(2026, 10, 25)]
CHANGES += [date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29)]
ONE_DAY = timedelta(days=1)

minutes_near = st.integers(-4 * 24 * 60, 2 * 24 * 60).map(lambda n: timedelta(minutes=n))
near_changes = st.builds(lambda day, by: Moment(midnight(day) + by), st.sampled_from(CHANGES), minutes_near)
anywhere = st.datetimes(datetime(2025, 1, 1), datetime(2028, 6, 1)).map(lambda at: Moment(at.replace(tzinfo=UTC)))
exact = near_changes | anywhere
day_only = exact.map(lambda moment: Moment.on(moment.day))
starts = exact | day_only
clocks = st.builds(Clock, st.integers(0, 30), st.sampled_from(Unit), st.sampled_from(UnknownTime))


def at(wall: str, fold: int = 0) -> datetime:
    """What a wall in London shows, as an instant."""
    return datetime.fromisoformat(wall).replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("clock", "start", "expected"),
    [
        (Clock(24, Unit.HOURS), "2027-03-28 00:30", "2027-03-29 01:30"),
        (Clock(72, Unit.HOURS), "2026-03-27 09:00", "2026-03-30 10:00"),
        (Clock(72, Unit.HOURS), "2026-10-23 09:00", "2026-10-26 08:00"),
        (Clock(90, Unit.MINUTES), "2026-03-29 00:30", "2026-03-29 03:00"),
        (Clock(1, Unit.DAYS), "2026-03-28 09:00", "2026-03-29 09:00"),
        (Clock(1, Unit.DAYS), "2026-03-28 01:30", "2026-03-29 02:00"),  # 1:30 does not exist
        (Clock(1, Unit.DAYS), "2026-10-24 01:30", "2026-10-25 01:30"),  # 1:30 comes twice: the first
        (Clock(1, Unit.DAYS), "2028-02-28 09:00", "2028-02-29 09:00"),
        (Clock(366, Unit.DAYS), "2027-02-28 09:00", "2028-02-29 09:00"),
        (Clock(1, Unit.WORKING_DAYS), "2026-04-02 09:00", "2026-04-07 23:59"),
        (Clock(5, Unit.WORKING_DAYS), "2026-03-02 00:00", "2026-03-09 23:59"),
        (Clock(0, Unit.WORKING_DAYS), "2026-04-04 09:00", "2026-04-07 23:59"),
    ],
)
def test_due(clock: Clock, start: str, expected: str) -> None:
    """MIS-17: hours elapse, days keep the wall time, working days last to the end of the day."""
    assert due(clock, Moment(at(start))) == at(expected)


@pytest.mark.parametrize(
    ("amount", "unit", "unknown", "expected"),
    [
        (72, Unit.HOURS, UnknownTime.END_OF_DAY, "2026-03-31 01:00"),
        (72, Unit.HOURS, UnknownTime.START_OF_DAY, "2026-03-30 01:00"),
        (3, Unit.DAYS, UnknownTime.END_OF_DAY, "2026-03-31 00:00"),
        (3, Unit.DAYS, UnknownTime.START_OF_DAY, "2026-03-30 00:00"),
        (1, Unit.WORKING_DAYS, UnknownTime.END_OF_DAY, "2026-03-30 23:59"),
        (1, Unit.WORKING_DAYS, UnknownTime.START_OF_DAY, "2026-03-30 23:59"),
    ],
)
def test_a_start_known_to_the_day_alone(amount: int, unit: Unit, unknown: UnknownTime, expected: str) -> None:
    """MIS-17: the clock starts at the end of that day, or at its start where the arrangement says so."""
    assert due(Clock(amount, unit, unknown), Moment.on(date(2026, 3, 27))) == at(expected)


def test_the_end_of_the_day_is_what_an_arrangement_gets_when_it_says_nothing() -> None:
    """MIS-17: the default."""
    assert Clock(72, Unit.HOURS).unknown_time is UnknownTime.END_OF_DAY


@given(exact, st.integers(0, 5000), st.sampled_from([Unit.MINUTES, Unit.HOURS]))
def test_hours_and_minutes_are_elapsed(start: Moment, amount: int, unit: Unit) -> None:
    """MIS-17: 72 hours are 72 hours across a clock change."""
    assert due(Clock(amount, unit), start) - start.at == amount * timedelta(**{unit.value: 1})


@given(exact, st.integers(1, 400))
@example(Moment(at("2026-03-28 01:30")), 1)
@example(Moment(at("2026-10-25 01:30", fold=1)), 1)
def test_days_keep_the_time_on_the_wall(start: Moment, amount: int) -> None:
    """MIS-17: the same time on a later day; in the hour that spring leaves out, 2am."""
    wall, then = london(start.at), london(due(Clock(amount, Unit.DAYS), start))
    assert then.date() == wall.date() + amount * ONE_DAY
    left_out = then.date() in CHANGES and then.month == 3 and wall.hour == 1
    assert then.time() == (time(2) if left_out else wall.time())
    assert then.fold == 0


@given(starts, st.integers(1, 30), st.sampled_from(UnknownTime))
def test_working_days_end_with_the_day(start: Moment, amount: int, unknown: UnknownTime) -> None:
    """MIS-17: 23:59 on a working day, `amount` working days after the day of the start, whatever time that had."""
    then = london(due(Clock(amount, Unit.WORKING_DAYS, unknown), start))
    assert then.time() == time(23, 59)
    assert is_working_day(then.date())
    assert working_days_between(start.day, then.date()) == amount


@given(clocks, starts)
@example(Clock(0, Unit.DAYS), Moment(at("2026-10-25 01:30", fold=1)))
@example(Clock(0, Unit.WORKING_DAYS), Moment(at("2026-03-02 23:59") + timedelta(seconds=30)))
def test_nothing_falls_due_before_it_started(clock: Clock, start: Moment) -> None:
    """MIS-17: due is an instant in UTC, at or after the start."""
    assert due(clock, start) >= start.at
    assert due(clock, start).tzinfo is UTC


@given(clocks, exact, minutes_near)
def test_a_later_start_never_falls_due_earlier(clock: Clock, start: Moment, by: timedelta) -> None:
    """MIS-17: order is kept, but that days from the repeated hour of autumn may swap within that hour."""
    later = Moment(start.at + abs(by))
    repeated = clock.unit is Unit.DAYS and london(later.at).fold
    assert due(clock, later) >= due(clock, start) - (timedelta(hours=1) if repeated else timedelta())


@given(clocks, exact)
def test_not_knowing_the_time_never_shortens_a_clock(clock: Clock, start: Moment) -> None:
    """MIS-17: started at the end of the day, a clock falls due no earlier than from any time in that day."""
    assume(clock.unknown_time is UnknownTime.END_OF_DAY)
    assert due(clock, Moment.on(start.day)) >= due(clock, start)


@given(clocks, day_only)
def test_the_end_of_a_day_is_the_start_of_the_next(clock: Clock, start: Moment) -> None:
    """MIS-17: for every unit but working days, which end with their day in any case."""
    assume(clock.unit is not Unit.WORKING_DAYS)
    at_end = Clock(clock.amount, clock.unit, UnknownTime.END_OF_DAY)
    at_start = Clock(clock.amount, clock.unit, UnknownTime.START_OF_DAY)
    assert due(at_end, start) == due(at_start, Moment.on(start.day + ONE_DAY))


def test_working_days_beyond_the_bank_holidays_are_refused() -> None:
    """MIS-17: no guess about 2029."""
    with pytest.raises(CalendarEnds):
        due(Clock(5, Unit.WORKING_DAYS), Moment(at("2028-12-28 09:00")))


def test_a_clock_does_not_run_backwards() -> None:
    """MIS-17: an arrangement cannot hold less than no time."""
    with pytest.raises(ValueError, match="-1 hours"):
        Clock(-1, Unit.HOURS)


def test_units_are_written_as_arrangements_write_them() -> None:
    """PAR-7: presets name units and the reading of an unknown time by these words."""
    assert [str(unit) for unit in Unit] == ["minutes", "hours", "days", "working_days"]
    assert [str(unknown) for unknown in UnknownTime] == ["end_of_day", "start_of_day"]
