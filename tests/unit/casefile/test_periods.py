"""When and for how long a child was missing, counted at its edges (MIS-12a, MIS-17)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lantern.casefile.rules.periods import Period, by_year, started_within

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TIMES = st.datetimes(datetime(2015, 1, 1), datetime(2026, 3, 3), timezones=st.just(UTC))  # noqa: DTZ001 (naive bounds are what it takes)


def test_the_first_day_of_the_window_counts() -> None:
    """MIS-12a: an episode exactly ninety days ago is within them, a second earlier is not."""
    edge = NOW - 90 * DAY
    assert started_within([Period(edge)], NOW, 90) == 1
    assert started_within([Period(edge - timedelta(seconds=1))], NOW, 90) == 0
    assert started_within([Period(NOW + DAY)], NOW, 90) == 0


def test_an_episode_over_new_year_is_drawn_in_both_years_and_counted_in_the_first() -> None:
    """MIS-17: the year turns at midnight in London."""
    period = Period(datetime(2024, 12, 31, 22, tzinfo=UTC), datetime(2025, 1, 1, 3, tzinfo=UTC))
    later, earlier = by_year([period], NOW)
    assert (later.number, later.periods, later.started) == (2025, (period,), 0)
    assert (earlier.number, earlier.periods, earlier.started) == (2024, (period,), 1)
    assert earlier.longest == timedelta(hours=5)


def test_summer_time_moves_an_episode_to_the_day_it_was_in_london() -> None:
    """MIS-17: 11:30pm of 31 December in London is that year's, whatever the clock elsewhere."""
    (year,) = by_year(
        [Period(datetime(2024, 12, 31, 23, 30, tzinfo=UTC), datetime(2024, 12, 31, 23, 45, tzinfo=UTC))], NOW
    )
    assert year.number == 2024


def test_years_between_are_kept_and_an_open_episode_lasts_until_now() -> None:
    """A year without an episode says so."""
    open_one = Period(NOW - timedelta(hours=5))
    years = by_year([open_one, Period(datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 5, 2, tzinfo=UTC))], NOW)
    assert [(year.number, year.started) for year in years] == [(2026, 1), (2025, 0), (2024, 1)]
    assert years[0].longest == timedelta(hours=5)
    assert by_year([], NOW) == []


@given(st.lists(TIMES, max_size=20))
def test_every_episode_is_counted_in_one_year_alone(starts: list[datetime]) -> None:
    """The sum over the years is the number of episodes."""
    periods = [Period(start, start + timedelta(hours=6)) for start in starts]
    assert sum(year.started for year in by_year(periods, NOW)) == len(periods)
