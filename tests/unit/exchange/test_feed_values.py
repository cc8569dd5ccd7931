"""Cells as values: the dates and times that feeds write, postcodes, formulas (MIS-3, MIS-17)."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.exchange.rules import feed_values as values
from lantern.timekeeping.moments import Moment


@pytest.mark.parametrize("text", ["19/07/2025 21:50", "2025-07-19 21:50:00", "19-Jul-2025 21:50", "2025-07-19T21:50"])
def test_every_form_of_a_time_is_london_time(text: str) -> None:
    """MIS-17: 21:50 on a July wall is 20:50 in UTC."""
    assert values.moment(text, "Last seen") == Moment(datetime(2025, 7, 19, 20, 50, tzinfo=UTC))


@pytest.mark.parametrize("text", ["19/07/25", "19/07/2025", "19/07/2025 00:00", "2025-07-19 00:00:00", "19-Jul-2025"])
def test_a_day_without_a_time_is_a_day_alone(text: str) -> None:
    """MIS-17: unknown times are date-only; systems that must write a time write midnight."""
    assert values.moment(text, "Last seen") == Moment.on(date(2025, 7, 19))


@pytest.mark.parametrize("text", ["", "-", "unknown", "Not known", "N/K"])
def test_blank_is_nothing(text: str) -> None:
    """MIS-3: blanks say nothing, however they are written."""
    assert values.moment(text, "Found") is None
    assert values.day(text, "DOB") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("05/06/20225", "“05/06/20225” is not a date in any form"),
        ("20225-06-05 10:00:00", "not a date in any form"),
        ("31/02/2025", "not a day and time that exist"),
        ("29/02/2025 10:00", "not a day and time that exist"),
        ("12/31/2025", "not a day and time that exist"),
        ("05-Jux-2025", "not a day and time that exist"),
        ("05/06/2025 25:00", "not a day and time that exist"),
        ("05/06/1825", "year in “05/06/1825” cannot be right"),
        ("٠٥/٠٦/٢٠٢٥", "not a date in any form"),
        ("tomorrow", "not a date in any form"),
        ("=NOW()", "not a date in any form"),
    ],
)
def test_what_is_no_date_is_unreadable(text: str, words: str) -> None:
    """MIS-3: a date that cannot be read is never guessed; the message names the column."""
    with pytest.raises(values.UnreadableError, match=r"Found: .*") as caught:
        values.moment(text, "Found")
    assert words in str(caught.value)


def test_the_hours_of_the_clock_changes_are_doubted_in_words() -> None:
    """MIS-17: 01:30 does not exist on 30 March 2025 and comes twice on 26 October 2025; any other hour is plain."""
    assert "did not exist" in values.clock_doubt("30/03/2025 01:30", "Reported")
    assert "came twice" in values.clock_doubt("26/10/2025 01:30", "Reported")
    assert values.moment("26/10/2025 01:30", "Reported") == Moment(datetime(2025, 10, 26, 0, 30, tzinfo=UTC))
    for plain in ("30/03/2025 02:00", "26/10/2025 00:59", "26/10/2025 02:00", "26/10/2025", ""):
        assert values.clock_doubt(plain, "Reported") == ""


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y"]))
def test_every_day_is_read_back(day: date, form: str) -> None:
    """MIS-3: no day of any form is misread."""
    assert values.day(day.strftime(form), "DOB") == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [("co156hy", "CO15 6HY"), ("CM1  9UQ", "CM1 9UQ"), (" ig10 2bu", "IG10 2BU"), ("CM1", "CM1"), ("unknown", "")],
)
def test_postcodes_are_cleaned_of_layout_only(text: str, expected: str) -> None:
    """MIS-4: what is no postcode stays as it came."""
    assert values.postcode(text) == expected


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x","y")', "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-SUM(A1:A2)"]
)
def test_formulas_are_seen(text: str) -> None:
    """MIS-3: a cell that a spreadsheet would run is recognised."""
    assert values.is_formula(text)


@pytest.mark.parametrize("text", ["- left after school", "+44 7700 900000", "O'Example", "a=b", "", "-"])
def test_plain_text_is_no_formula(text: str) -> None:
    """MIS-3: a dash or a telephone number is not taken for one."""
    assert not values.is_formula(text)


def test_a_long_cell_is_repeated_in_part() -> None:
    """MIS-3: a message stays short enough to read."""
    assert len(values.shown("x" * 500)) < 50


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-07-19T21:50:00+01:00", "2025-07-19T20:50"),
        ("2025-07-19T20:50Z", "2025-07-19T20:50"),
        ("2025-07-19 20:50:07.123z", "2025-07-19T20:50:07.123"),
        ("2025-10-26T01:30:00+01:00", "2025-10-26T00:30"),
        ("2025-10-26T01:30:00+0000", "2025-10-26T01:30"),
        ("2025-07-19T00:00:00+01:00", "2025-07-18T23:00"),
    ],
)
def test_a_time_that_says_its_distance_from_utc_is_exact(text: str, utc: str) -> None:
    """MIS-17: as systems write it; then the hour that comes twice is not in doubt, and midnight is a time."""
    assert values.moment(text, "Last seen") == Moment(datetime.fromisoformat(f"{utc}+00:00"))
    assert values.clock_doubt(text, "Last seen") == ""
    assert values.day("2025-07-18T23:30:00Z", "DOB") == date(2025, 7, 19)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1825-07-19T21:50:00Z", "year in"),
        ("2025-02-30T21:50:00Z", "not a day and time that exist"),
        ("2025-07-19T24:50:00Z", "not a day and time that exist"),
        ("2025-07-19T21:50:00+25:00", "not a day and time that exist"),
        ("2025-07-19T21:50:00 Europe/London", "not a date in any form"),
        ("20225-07-19T21:50:00Z", "not a date in any form"),
    ],
)
def test_an_exact_time_that_is_none_is_unreadable(text: str, words: str) -> None:
    """MIS-3."""
    for read in (values.moment, values.day, values.clock_doubt):
        with pytest.raises(values.UnreadableError, match="Found") as caught:
            read(text, "Found")
        assert words in str(caught.value)
