"""Dates and times as people write them (MIS-3, MIS-17)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.exchange.rules.feed_values import UnreadableError, moment
from lantern.exchange.rules.mapping.dates import (
    EPOCH,
    Order,
    Zone,
    day_of,
    moment_of,
    orders_of,
    read_clock,
    read_date,
)

DAY_FIRST, MONTH_FIRST = Order.DAY_FIRST, Order.MONTH_FIRST
DAYS = st.dates(date(1991, 1, 1), date(2098, 12, 31))
MINUTES = st.datetimes(datetime(1991, 1, 1), datetime(2098, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0))  # noqa: DTZ001
NAMED = (
    "%d %b %Y",
    "%d-%b-%Y",
    "%d %B %Y",
    "%A %d %B %Y",
    "%a, %d %b %Y",
    "%B %d, %Y",
    "%d%b%Y",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
)
CLOCKS = ("%H:%M", "%H:%M:%S", "%H.%M", "%I:%M%p", "%I:%M %p", "%H%M", "%H:%Mhrs", "%H:%M hours", "%Hh%M")


@given(DAYS, st.sampled_from(NAMED), st.sampled_from(Order))
def test_a_month_in_letters_or_a_year_in_front_needs_no_order(day: date, writing: str, order: Order) -> None:
    """MIS-3: read the same whichever order the column has."""
    said = read_date(day.strftime(writing), order)
    assert said is not None
    assert (said.day, said.clock) == (day, None)


@given(DAYS, st.sampled_from("/.- "))
def test_numbers_are_read_in_the_order_of_the_column(day: date, mark: str) -> None:
    """MIS-3: the same text is two days."""
    for order, writing in ((DAY_FIRST, "%d/%m/%Y"), (MONTH_FIRST, "%m/%d/%Y")):
        said = read_date(day.strftime(writing).replace("/", mark), order)
        assert said is not None
        assert said.day == day


@given(MINUTES, st.sampled_from(("%d/%m/%Y", "%d %b %Y", "%Y-%m-%d")), st.sampled_from(CLOCKS), st.booleans())
def test_a_time_stands_after_or_before_its_date(at: datetime, day: str, clock: str, turned: bool) -> None:
    """MIS-3, MIS-17: "21:50 03/04/2026" is "03/04/2026 21:50"."""
    parts = [at.strftime(day), at.strftime(clock)]
    said = read_date(" ".join(reversed(parts) if turned else parts), DAY_FIRST)
    assert said is not None
    assert (said.day, said.clock) == (at.date(), at.time())


@given(MINUTES)
def test_a_serial_number_is_the_day_and_the_part_of_it(at: datetime) -> None:
    """MIS-3: what a spreadsheet leaves when the format of a date is lost; 1,462 days more where it counts from 1904."""
    days = (at.date() - EPOCH).days + (at - datetime.combine(at.date(), time())) / timedelta(days=1)
    said = read_date(f"{days:.6f}", DAY_FIRST)
    assert said is not None
    assert (said.day, (said.clock or time()).replace(second=0)) == (at.date(), at.time())
    later = read_date(f"{days - 1462:.6f}", DAY_FIRST, later_epoch=True)
    assert later is None or later.day == at.date()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "32/01/2026",
        "31/06/2026",
        "13/13/2026",
        "01/01/1899",
        "2026-02-30",
        "12",
        "25:00",
        "1234567",
        "99999",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    """MIS-3: never a guess."""
    assert read_date(text, DAY_FIRST) is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("21:50", time(21, 50)), ("9.05pm", time(21, 5)), ("9 pm", time(21)), ("12:10am", time(0, 10)), ("2150", time(21, 50)),
        ("0.5", time(12)), ("12 noon", None), ("24:10", None), ("13pm", None), ("", None),
    ],
)  # fmt: skip
def test_times_of_day(text: str, clock: time | None) -> None:
    """MIS-17."""
    assert read_clock(text) == clock


@pytest.mark.parametrize(
    ("texts", "orders"),
    [
        (["03/04/2026", "13/04/2026"], {DAY_FIRST}),
        (["03/04/2026", "04/13/2026"], {MONTH_FIRST}),
        (["03/04/2026", "05/06/2026"], {DAY_FIRST, MONTH_FIRST}),
        (["13/04/2026", "04/13/2026"], set()),
        (["03/04/2026", "soon", "", "30/04/2026 10:00"], {DAY_FIRST}),
    ],
)
def test_the_column_as_a_whole_says_its_order(texts: list[str], orders: set[Order]) -> None:
    """MIS-3: one day above twelve settles all of them; where none is, somebody must say."""
    assert orders_of(texts) == orders


def test_an_order_that_makes_no_difference_is_not_asked() -> None:
    """MIS-3: 3 March and 2026-04-03 are what they are, and so is 04/04/2026."""
    assert orders_of(["03 Mar 2026", "2026-04-03", "04/04/2026", "n/k"]) is None


@given(MINUTES, st.sampled_from(Zone))
def test_what_is_written_our_way_is_the_same_instant(at: datetime, zone: Zone) -> None:
    """MIS-17: by London's clocks; a time in UTC keeps its instant through every change of the clocks."""
    written = moment_of(f"{at:%Y-%m-%d %H:%M}", "", DAY_FIRST, zone, "Reported")
    read = moment(written, "Reported")
    assert read is not None
    if zone is Zone.UTC and not read.date_only:
        assert read.at == at.replace(tzinfo=UTC)
    elif zone is Zone.LONDON:
        assert read == moment(f"{at:%d/%m/%Y %H:%M}", "Reported")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-10-25T00:30:00Z", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T01:30:00Z", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-10-25 01:30+01:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("25/10/2026 01:30 GMT", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("25/07/2026 01:30 BST", datetime(2026, 7, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_zone_in_the_cell_outweighs_the_mapping(text: str, instant: datetime) -> None:
    """MIS-17: both times that London's clocks show half past one in October are told apart."""
    read = moment(moment_of(text, "", DAY_FIRST, Zone.LONDON, "Found"), "Found")
    assert read is not None
    assert read.at == instant


def test_a_time_in_a_column_of_its_own() -> None:
    """MIS-3: a date cell and a time cell are one moment; a date and time in the time's column gives its time."""
    joined = ["21:50", "9:50pm", "2026-04-03 21:50:00", "1899-12-30T21:50:00"[11:16]]
    assert {moment_of("3 Apr 2026", each, DAY_FIRST, Zone.LONDON, "Last seen") for each in joined} == {
        "03/04/2026 21:50"
    }
    assert moment_of("3 Apr 2026", "", DAY_FIRST, Zone.LONDON, "Last seen") == "03/04/2026"
    assert moment_of("", "21:50", DAY_FIRST, Zone.LONDON, "Last seen") == ""


@pytest.mark.parametrize(("text", "clock"), [("13/04/2026", ""), ("03/04/2026", "late")])
def test_what_cannot_be_read_says_how_it_was_tried(text: str, clock: str) -> None:
    """MIS-3: a day that contradicts the column's order is refused, never turned round."""
    with pytest.raises(UnreadableError, match="Last seen: “"):
        moment_of(text, clock, MONTH_FIRST, Zone.LONDON, "Last seen")
    with pytest.raises(UnreadableError, match="read month first"):
        day_of("13/04/2026", MONTH_FIRST, "Date of birth")
