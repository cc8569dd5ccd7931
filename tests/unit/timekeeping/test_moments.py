"""Moments and London's clocks (MIS-17)."""
# ruff: noqa: DTZ001 -- times on the wall have no zone, and that is what is tested

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lantern.timekeeping.moments import LONDON, Moment, instant, london, midnight, utc

SPRING = [datetime(2025, 3, 30), datetime(2026, 3, 29), datetime(2027, 3, 28), datetime(2028, 3, 26)]
AUTUMN = [datetime(2025, 10, 26), datetime(2026, 10, 25), datetime(2027, 10, 31), datetime(2028, 10, 29)]

walls = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31))
instants = walls.map(lambda wall: wall.replace(tzinfo=UTC))


@pytest.mark.parametrize("day", SPRING)
def test_the_hour_that_spring_leaves_out_is_the_instant_the_clocks_go_forward(day: datetime) -> None:
    """MIS-17: 1:00 to 1:59 do not exist; each means 1am GMT, which the wall shows as 2am."""
    for minutes in (0, 1, 30, 59):
        at = instant(day.replace(hour=1, minute=minutes))
        assert at == day.replace(hour=1, tzinfo=UTC)
        assert london(at).hour == 2


@pytest.mark.parametrize("day", AUTUMN)
def test_the_hour_that_autumn_repeats_is_its_first_time(day: datetime) -> None:
    """MIS-17: 1:30am comes twice; the first, still in summer time, is meant, whatever `fold` says."""
    for fold in (0, 1):
        assert instant(day.replace(hour=1, minute=30, fold=fold)) == day.replace(hour=0, minute=30, tzinfo=UTC)


@given(walls)
@example(datetime(2026, 3, 29, 0, 59, 59, 999999))
@example(datetime(2026, 3, 29, 2))
def test_a_time_that_exists_is_shown_as_it_was_given(wall: datetime) -> None:
    """MIS-17: wall time to instant and back is the same, but for the hour that spring leaves out."""
    back = london(instant(wall)).replace(tzinfo=None)
    left_out = any(day.date() == wall.date() and wall.hour == 1 for day in SPRING)
    assert back == (wall.replace(hour=2, minute=0, second=0, microsecond=0) if left_out else wall)


def test_an_instant_needs_no_zone_and_a_moment_needs_one() -> None:
    """MIS-17: a time without a zone is never read in the machine's own."""
    naive = datetime(2026, 3, 1, 10)
    for refuses in (Moment, utc, london):
        with pytest.raises(ValueError, match="no time zone"):
            refuses(naive)
    with pytest.raises(ValueError, match="already"):
        instant(naive.replace(tzinfo=UTC))


def test_moments_from_london_are_an_hour_apart_when_the_clock_is_turned_back() -> None:
    """MIS-17: Python would say that 1:30am and 1:30am again are the same; they are 60 minutes apart."""
    first = Moment(datetime(2026, 10, 25, 1, 30, tzinfo=LONDON))
    again = Moment(datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1))
    assert again.at - first.at == timedelta(hours=1)
    assert first < again


@given(instants)
def test_a_date_only_moment_holds_every_instant_of_its_london_day_and_no_other(at: datetime) -> None:
    """MIS-17: date-only is midnight in London, and runs to the last microsecond before the next."""
    whole = Moment(at, date_only=True)
    assert whole == Moment.on(london(at).date())
    assert whole.at <= at <= whole.latest
    assert london(whole.at).date() == london(whole.latest).date() == whole.day
    assert london(whole.latest + datetime.resolution).time() == datetime.min.time()


def test_a_moment_to_the_minute_means_itself_alone() -> None:
    """MIS-17: what a wall in London showed, in summer and in winter."""
    summer, winter = Moment.wall(datetime(2026, 7, 1, 0, 30)), Moment.wall(datetime(2026, 1, 1, 0, 30))
    assert summer.at == summer.latest == datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert summer.day == date(2026, 7, 1)
    assert winter.at == datetime(2026, 1, 1, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2028, 2, 29), 24)])
def test_a_day_in_london_has_23_24_or_25_hours(day: date, hours: int) -> None:
    """MIS-17: a day is from midnight to midnight in London."""
    assert midnight(day + timedelta(days=1)) - midnight(day) == timedelta(hours=hours)
