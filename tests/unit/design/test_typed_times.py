"""What is typed as a day and a time of London's clocks (MIS-17)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.design.forms.widgets import WhenInput
from lantern.design.rules import Unreadable, read_clock, read_day, read_moment
from lantern.timekeeping.moments import Moment


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:40pm", time(21, 40)),
        ("9.40 PM", time(21, 40)),
        ("9 p.m.", time(21)),
        ("21:40", time(21, 40)),
        ("2140", time(21, 40)),
        ("09:40", time(9, 40)),
        ("0:05", None),
        ("00:05", time(0, 5)),
        ("12am", time(0)),
        ("12:30pm", time(12, 30)),
        ("midday", time(12)),
        (" Midnight ", time(0)),
        ("24:00", None),
        ("13pm", None),
        ("0am", None),
        ("9:60pm", None),
        ("9", None),
        ("21", None),
        ("9:40", None),
        ("about nine", None),
        ("", None),
        ("٩:٤٠pm", time(21, 40)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time | None) -> None:
    """MIS-17: a time that could be morning or evening is asked about, never guessed."""
    if meant is None:
        with pytest.raises(Unreadable) as refused:
            read_clock(typed)
        assert refused.value.parts == ("time",)
    else:
        assert read_clock(typed) == (meant, "")


def test_an_hour_that_came_twice_is_asked_about() -> None:
    """MIS-17: 1:30am on 25 October 2026 happened twice, an hour apart."""
    night = date(2026, 10, 25)
    with pytest.raises(Unreadable, match="came twice"):
        read_moment(night, "1:30am")
    assert read_moment(night, "1:30am BST").at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read_moment(night, "1:30am gmt").at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_hour_that_was_left_out_is_refused() -> None:
    """MIS-17: the clocks went forward at 1am on 28 March 2027."""
    night = date(2027, 3, 28)
    assert read_moment(night, "00:59").at == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    with pytest.raises(Unreadable, match="did not happen"):
        read_moment(night, "1:30am")
    assert read_moment(night, "2am").at == datetime(2027, 3, 28, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("boxes", "parts", "words"),
    [
        (("", "3", "2026"), ("day",), "The date must include a day"),
        (("", "", "2026"), ("day", "month"), "The date must include a day and month"),
        (("", "", ""), ("day", "month", "year"), "The date must include a day, month and year"),
        (("3", "3", "26"), ("year",), "Year must include 4 numbers"),
        (("3", "3", "20225"), ("year",), "Year must include 4 numbers"),
        (("30", "2", "2026"), ("day", "month", "year"), "The date must be a real date"),
        (("3", "Smarch", "2026"), ("day", "month", "year"), "The date must be a real date"),
        (("3", "3", "0000"), ("day", "month", "year"), "The date must be a real date"),
        (("x", "3", "2026"), ("day", "month", "year"), "The date must be a real date"),
        (("²", "3", "2026"), ("day", "month", "year"), "The date must be a real date"),
        (("3", "²", "2026"), ("day", "month", "year"), "The date must be a real date"),
    ],
)
def test_a_day_that_cannot_be_read_says_which_box(
    boxes: tuple[str, str, str], parts: tuple[str, ...], words: str
) -> None:
    """MIS-17."""
    with pytest.raises(Unreadable, match=words) as refused:
        read_day(*boxes)
    assert refused.value.parts == parts


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["{0.month}", "{0:%B}", "{0:%b}", "{0.month:02}"]))
def test_every_day_is_read_back(day: date, month: str) -> None:
    """MIS-17: months by number or name."""
    assert read_day(str(day.day), month.format(day), str(day.year)) == day


@given(st.integers(0, 60 * 24 * 365 * 60))
def test_a_moment_shown_in_the_boxes_is_read_back(minutes: int) -> None:
    """MIS-17: to the minute, every clock change since 1975 included."""
    moment = Moment(datetime(1975, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
    typed = WhenInput().typed(moment)
    assert read_moment(read_day(typed.day, typed.month, typed.year), typed.time) == moment


@pytest.mark.parametrize("minutes", range(0, 180, 15))
def test_the_night_the_clocks_go_back_is_read_back(minutes: int) -> None:
    """MIS-17."""
    moment = Moment(datetime(2026, 10, 24, 23, 30, tzinfo=UTC) + timedelta(minutes=minutes))
    typed = WhenInput().typed(moment)
    assert read_moment(read_day(typed.day, typed.month, typed.year), typed.time) == moment
