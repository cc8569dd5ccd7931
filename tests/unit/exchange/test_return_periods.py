"""MIS-16, MIS-5: which periods stand in a year's return, with which dates."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lantern.exchange.rules.return_checks import check, not_checked
from lantern.exchange.rules.return_periods import CareSpan, Period, joined, missing_rows, start_of_period
from lantern.exchange.rules.return_tables import DateCell, EpisodeRow, HeaderRow, MissingRow, ReturnTables
from lantern.missing.vocabulary import Absence
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import ReturnYear

YEAR = ReturnYear("2025-26")
BORN = date(2011, 6, 1)
ALWAYS = (CareSpan(date(2020, 1, 1)),)


def on(text: str) -> Moment:
    return Moment.on(date.fromisoformat(text))


def period(
    start: str, end: str | None = None, *, kind: Absence = Absence.MISSING, care: tuple[CareSpan, ...] = ALWAYS
) -> Period:
    return Period("C1", BORN, kind, on(start), on(end) if end else None, care)


def dates(*periods: Period) -> list[tuple[str | None, str | None]]:
    return [(row.start.text, row.end.text) for row in missing_rows(periods, YEAR)]


def test_a_row_has_the_returns_five_values() -> None:
    """MIS-16: dd/mm/yyyy, and numbered as it will be written."""
    (row,) = missing_rows([period("2025-05-03", "2025-05-04")], YEAR)
    assert row == MissingRow(
        *(2, "C1", DateCell.on(BORN), "M", DateCell.received("03/05/2025"), DateCell.received("04/05/2025"))
    )
    assert row.born.text == "01/06/2011"


def test_periods_that_share_a_day_with_the_year_are_in() -> None:
    """MIS-16: 1 April and 31 March included; a start before the year is kept (576), an end after it left blank (571)."""
    assert dates(period("2025-03-20", "2025-03-31")) == []
    assert dates(period("2025-03-20", "2025-04-01")) == [("20/03/2025", "01/04/2025")]
    assert dates(period("2026-03-31", "2026-03-31")) == [("31/03/2026", "31/03/2026")]
    assert dates(period("2026-03-31", "2026-04-01")) == [("31/03/2026", None)]
    assert dates(period("2024-03-31")) == [("31/03/2024", None)]
    assert dates(period("2026-04-01", "2026-04-02")) == []


def test_the_day_is_londons() -> None:
    """MIS-17: half past eleven in the evening UTC on 31 March is already 1 April here."""
    late = Moment(datetime(2026, 3, 31, 23, 30, tzinfo=UTC))
    assert missing_rows([Period("C1", BORN, Absence.MISSING, late, None, ALWAYS)], YEAR) == []


def test_a_period_starts_at_the_later_of_leaving_and_last_seen() -> None:
    """MIS-16: what is known when one is not."""
    left, seen = on("2025-05-03"), on("2025-05-04")
    assert start_of_period(left, seen) == start_of_period(seen, left) == seen
    assert start_of_period(left, None) == left
    assert start_of_period(None, seen) == seen
    assert start_of_period(None, None) is None


def test_only_days_looked_after_count() -> None:
    """MIS-16: rules 577, 578, 581."""
    care = (CareSpan(date(2025, 5, 10), date(2025, 6, 10)),)
    assert dates(period("2025-05-01", "2025-05-05", care=care)) == []
    assert dates(period("2025-05-01", "2025-05-10", care=care)) == []
    assert dates(period("2025-05-01", "2025-05-12", care=care)) == [("10/05/2025", "12/05/2025")]
    assert dates(period("2025-06-09", "2025-06-12", care=care)) == [("09/06/2025", "10/06/2025")]
    assert dates(period("2025-06-09", care=care)) == [("09/06/2025", "10/06/2025")]
    assert dates(period("2025-06-10", "2025-06-12", care=care)) == []
    assert dates(period("2025-05-20", "2025-05-21", care=())) == []


def test_a_change_of_placement_does_not_cut_a_period() -> None:
    """MIS-16: care that goes on the same day is one; a day without care makes two rows."""
    touching = (CareSpan(date(2025, 5, 1), date(2025, 5, 5)), CareSpan(date(2025, 5, 5)))
    apart = (CareSpan(date(2025, 5, 1), date(2025, 5, 5)), CareSpan(date(2025, 5, 7)))
    assert dates(period("2025-05-03", "2025-05-09", care=touching)) == [("03/05/2025", "09/05/2025")]
    assert dates(period("2025-05-03", "2025-05-09", care=apart)) == [
        ("03/05/2025", "05/05/2025"),
        ("07/05/2025", "09/05/2025"),
    ]


def test_care_is_joined_whatever_its_order_and_overlap() -> None:
    """MIS-16: a span inside another does not shorten it; one without end has none."""
    first, inside = CareSpan(date(2025, 1, 1), date(2025, 3, 1)), CareSpan(date(2025, 2, 1), date(2025, 2, 2))
    assert joined([inside, first]) == [first]
    assert joined([first, CareSpan(date(2025, 2, 1)), inside]) == [CareSpan(date(2025, 1, 1))]
    assert joined([first, CareSpan(date(2025, 3, 2))]) == [first, CareSpan(date(2025, 3, 2))]


def test_missing_and_away_are_never_added_together() -> None:
    """MIS-5: two rows, even when one follows the other on the same day; and no overlap by rule 574."""
    missing, away = period("2025-05-03", "2025-05-05"), period("2025-05-05", kind=Absence.AWAY)
    rows = missing_rows([away, missing], YEAR)
    assert [(row.kind, row.start.text, row.end.text) for row in rows] == [
        ("M", "03/05/2025", "05/05/2025"),
        ("A", "05/05/2025", None),
    ]
    assert check(ReturnTables(missing=tuple(rows)), YEAR) == []


def test_three_times_away_within_a_day_raise_nothing() -> None:
    """MIS-3, rule 574: the open one last, whatever the order in which they came."""
    within = period("2025-05-03", "2025-05-03")
    rows = missing_rows([period("2025-05-03"), within, period("2025-05-01", "2025-05-03"), within], YEAR)
    assert [row.end.is_blank for row in rows] == [False, False, False, True]
    assert check(ReturnTables(missing=tuple(rows)), YEAR) == []


def test_an_open_period_is_carried_over_with_its_start() -> None:
    """MIS-16, rule 576: next year's rows answer this year's."""
    still = period("2026-03-20", "2026-04-07")
    last, this = missing_rows([still], YEAR), missing_rows([still], ReturnYear("2026-27"))
    assert this[0].start == last[0].start
    assert check(ReturnTables(missing=tuple(this), missing_last=tuple(last)), ReturnYear("2026-27")) == []


FIRST = datetime(2024, 1, 1, tzinfo=UTC)
steps = st.integers(min_value=0, max_value=40 * 24 * 60)


@st.composite
def moments(draw: st.DrawFn, count: int) -> list[Moment]:
    """`count` times in order, to the minute, over about three years; several may fall on one day."""
    at, found = FIRST, []
    for _ in range(count):
        at += timedelta(minutes=draw(steps | st.integers(0, 300)))
        found.append(Moment(at))
    return found


@st.composite
def care_of_a_child(draw: st.DrawFn) -> tuple[CareSpan, ...]:
    """Up to three stays with at least a day between them; the last may go on."""
    day, spans = date(2023, 6, 1), []
    for _ in range(draw(st.integers(1, 3))):
        start = day + timedelta(days=draw(st.integers(2, 500)))
        day = start + timedelta(days=draw(st.integers(1, 500)))
        spans.append(CareSpan(start, day))
    return (*spans[:-1], CareSpan(spans[-1].start, None)) if draw(st.booleans()) else tuple(spans)


@st.composite
def times_away(draw: st.DrawFn, child: str) -> list[Period]:
    """Periods of one child that do not overlap in time; the last may still be open."""
    care = draw(care_of_a_child())
    times = draw(st.integers(0, 6).flatmap(lambda count: moments(2 * count)))
    kinds = st.sampled_from(Absence)
    pairs = zip(times[::2], times[1::2], strict=True)
    found = [Period(child, BORN, draw(kinds), start, end, care) for start, end in pairs]
    still_open = draw(st.booleans())
    if found and still_open:
        last = found.pop()
        found.append(Period(child, BORN, last.kind, last.start, None, care))
    return found


children_away = (
    st.integers(1, 4)
    .flatmap(lambda count: st.tuples(*(times_away(f"C{number}") for number in range(count))))
    .map(lambda by_child: [period for periods in by_child for period in periods])
)


def whole_return(periods: list[Period], year: ReturnYear) -> ReturnTables:
    """The return of `year` with last year's Missing, and an episode for each stay in care that touches the year."""
    care = {found.child: found.looked_after for found in periods}
    stays = [(child, span) for child, spans in care.items() for span in spans]
    return ReturnTables(
        header=tuple(HeaderRow(2, child, DateCell.on(BORN)) for child in care),
        episodes=tuple(
            EpisodeRow(
                *(number, child, DateCell.on(span.start)),
                DateCell.on(span.end if span.end and span.end <= year.end else None),
            )
            for number, (child, span) in enumerate(stays)
            if span.start <= year.end and (span.end is None or span.end >= year.start)
        ),
        missing=tuple(missing_rows(periods, year)),
        missing_last=tuple(missing_rows(periods, year.previous)),
    )


@given(children_away, st.sampled_from(["2023-24", "2024-25", "2025-26", "2026-27"]))
def test_periods_that_do_not_overlap_raise_no_finding(periods: list[Period], label: str) -> None:
    """MIS-16: all 20 rules pass for what is made from sound periods; the order in which they come is not read."""
    year = ReturnYear(label)
    tables = whole_return(periods, year)
    assert not_checked(tables, year) == []
    assert check(tables, year) == []
    assert missing_rows(periods[::-1], year) == list(tables.missing or ())


@given(children_away, st.sampled_from(["2024-25", "2025-26"]))
def test_rows_are_true_to_the_periods(periods: list[Period], label: str) -> None:
    """MIS-16, MIS-5: each row lies in the year, in care and in a period of its kind; numbers run on from 2."""
    year = ReturnYear(label)
    rows = missing_rows(periods, year)
    assert [row.number for row in rows] == list(range(2, len(rows) + 2))
    for row in rows:
        assert row.start.day and row.start.day <= year.end
        assert row.end.day is None or year.start <= row.end.day <= year.end
        assert any(_holds(found, row, year) for found in periods)
    for child in {row.child for row in rows}:
        for before, after in pairwise(row for row in rows if row.child == child):
            assert before.end.day and after.start.day and before.end.day <= after.start.day


def _holds(found: Period, row: MissingRow, year: ReturnYear) -> bool:
    start, end = row.start.day or date.min, row.end.day or year.end
    last = found.end.day if found.end else date.max
    in_care = any(span.start <= start and end <= (span.end or date.max) for span in found.looked_after)
    same = (found.child, found.kind) == (row.child, row.kind)
    return same and in_care and found.start.day <= start and end <= last
