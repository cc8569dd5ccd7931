"""Spans that may touch but not overlap (MIS-3), and the year of the return (MIS-16)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lantern.timekeeping.moments import LONDON, Moment
from lantern.timekeeping.periods import EndsBeforeStart, NotAReturnYear, ReturnYear, Span

START = datetime(2026, 3, 27, tzinfo=UTC)


def moment(text: str) -> Moment:
    """A date alone is date-only; with a time, what a wall in London showed."""
    if len(text) == 10:
        return Moment.on(date.fromisoformat(text))
    return Moment.wall(datetime.fromisoformat(text))


def span(start: str, end: str | None = None) -> Span:
    return Span(moment(start), moment(end) if end else None)


moments = st.builds(
    lambda hours, date_only: Moment(START + timedelta(hours=hours), date_only), st.integers(0, 120), st.booleans()
)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(moments)
    end = draw(st.none() | moments.filter(lambda end: end.latest >= start.at))
    return Span(start, end)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (span("2026-03-01 10:00", "2026-03-01 12:00"), span("2026-03-01 12:00", "2026-03-01 14:00")),
        (span("2026-03-01", "2026-03-03"), span("2026-03-03", "2026-03-05")),
        (span("2026-03-01", "2026-03-03 20:00"), span("2026-03-03")),
        (span("2026-03-01", "2026-03-03"), span("2026-03-03 06:00")),
        (span("2026-03-01", "2026-03-01"), span("2026-03-01", "2026-03-01")),
        (span("2026-03-01", "2026-03-02"), span("2026-03-09")),
        (span("2026-10-25 00:30", "2026-10-25 01:30"), span("2026-10-25 01:31")),
    ],
)
def test_a_new_start_on_the_day_the_last_one_ended(first: Span, second: Span) -> None:
    """MIS-3: touching ends share no time, and on the same day a date-only end leaves room for the other."""
    assert not first.overlaps(second)
    assert not second.overlaps(first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (span("2026-03-01 10:00", "2026-03-01 12:00"), span("2026-03-01 11:59", "2026-03-01 14:00")),
        (span("2026-03-01", "2026-03-04"), span("2026-03-03", "2026-03-05")),
        (span("2026-03-01", "2026-03-05"), span("2026-03-02", "2026-03-03")),
        (span("2026-03-01"), span("2026-03-09")),
        (span("2026-03-01"), span("2026-03-02", "2026-03-03")),
        (span("2026-03-01 08:00", "2026-03-01 10:00"), span("2026-03-01 09:00", "2026-03-01")),
        (span("2026-03-01 08:00", "2026-03-01 10:00"), span("2026-03-01", "2026-03-01 09:00")),
        (span("2026-03-01 10:00", "2026-03-02 00:00"), span("2026-03-01 11:00")),
        (span("2026-03-01", "2026-03-02 00:00"), span("2026-03-01 09:00")),
    ],
)
def test_overlap(first: Span, second: Span) -> None:
    """MIS-3: a child's episodes never overlap; one that is still open overlaps everything after it."""
    assert first.overlaps(second)
    assert second.overlaps(first)


@given(spans(), spans())
def test_overlap_is_mutual_and_agrees_with_some_reading_of_the_days(first: Span, second: Span) -> None:
    """MIS-3: no overlap exactly when the unknown times can be such that one ends before the other starts."""
    assert first.overlaps(second) == second.overlaps(first)
    assert first.overlaps(second) != (possible(first, second) or possible(second, first))


def possible(first: Span, second: Span) -> bool:
    """Try every half hour of the unknown ends: can `first` be over when `second` starts?"""
    if first.end is None:
        return False
    return any(
        end <= start
        for first_start in readings(first.start)
        for end in readings(first.end)
        if end >= first_start
        for start in readings(second.start)
        if second.end is None or start <= second.end.latest
    )


def readings(moment: Moment) -> list[datetime]:
    if not moment.date_only:
        return [moment.at]
    return [
        moment.at + timedelta(hours=hours) for hours in range(25) if moment.at + timedelta(hours=hours) <= moment.latest
    ]


def test_a_span_cannot_end_before_it_starts() -> None:
    """MIS-3: but found "on the 1st" is in order for a child last seen at 10am on the 1st."""
    span("2026-03-01 10:00", "2026-03-01")
    for start, end in (
        ("2026-03-01 10:00", "2026-03-01 09:59"),
        ("2026-03-02", "2026-03-01"),
        ("2026-03-02 00:00", "2026-03-01"),
    ):
        with pytest.raises(EndsBeforeStart):
            span(start, end)


@given(spans(), st.integers(0, 200))
@example(span("2026-03-01 10:00", "2026-03-01"), 0)
def test_duration_is_elapsed_time_and_never_negative(period: Span, hours: int) -> None:
    """MIS-17: to the end, or to now while open."""
    now = START + timedelta(hours=hours)
    end = period.end.at if period.end else now
    assert period.duration(now) == max(end - period.start.at, timedelta())


def test_duration_across_a_clock_change() -> None:
    """MIS-17: from midnight to 9am on the day the clocks go forward is eight hours, asked in London time too."""
    assert span("2026-03-29 00:00", "2026-03-29 09:00").duration(START) == timedelta(hours=8)
    assert span("2026-03-29 00:00").duration(datetime(2026, 3, 29, 9, tzinfo=LONDON)) == timedelta(hours=8)


@pytest.mark.parametrize(
    ("period", "exact"),
    [
        (span("2026-03-01 10:00"), True),
        (span("2026-03-01 10:00", "2026-03-01 11:00"), True),
        (span("2026-03-01"), False),
        (span("2026-03-01 10:00", "2026-03-02"), False),
    ],
)
def test_a_span_is_exact_when_both_times_are_known(period: Span, exact: bool) -> None:
    """MIS-17: times unknown are recorded as date-only."""
    assert period.is_exact == exact


def test_the_return_year_is_april_to_march() -> None:
    """MIS-16: 1 April to 31 March, both included; the label's second half is the next year, across a century too."""
    year = ReturnYear("2025-26")
    assert (year.start, year.end) == (date(2025, 4, 1), date(2026, 3, 31))
    assert year.contains(date(2025, 4, 1)) and year.contains(date(2026, 3, 31))
    assert not year.contains(date(2025, 3, 31)) and not year.contains(date(2026, 4, 1))
    assert str(year) == "2025-26"
    assert year.previous == ReturnYear("2024-25") < year
    assert ReturnYear("1999-00").end == date(2000, 3, 31)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
@example(date(2028, 2, 29))
@example(date(1999, 12, 31))
def test_every_day_is_in_one_return_year(day: date) -> None:
    """MIS-16: the year of a day holds it, and its neighbours do not; the label reads back."""
    year = ReturnYear.of(day)
    assert year.contains(day)
    assert not year.previous.contains(day)
    assert year.previous.end + timedelta(days=1) == year.start
    assert ReturnYear.parse(str(year)) == year


@pytest.mark.parametrize("text", ["2025-26", " 2025/26 ", "2025-2026", "2025–26", "2025 / 26"])
def test_a_return_year_as_people_write_it(text: str) -> None:
    """MIS-16: the usual ways to write it."""
    assert ReturnYear.parse(text) == ReturnYear("2025-26")


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-27", "2025-25", "25-26", "20225-26", "2025-26\n1", "0025-26", "٢٠٢٥-٢٦"]
)
def test_not_a_return_year(text: str) -> None:
    """MIS-16: refused, with an example of how to write it."""
    with pytest.raises(NotAReturnYear, match="like 2025-26"):
        ReturnYear.parse(text)
