"""Stretches of care and periods away, against a slow account of them half-day by half-day (MIS-5, MIS-16)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lantern.children.vocabulary import Status
from lantern.exchange.rules.return_care import Stay
from lantern.exchange.rules.return_episodes import EARLIEST, CareHeld, episode_rows
from lantern.exchange.rules.return_periods import CareSpan, Period, joined, missing_rows, start_of_period
from lantern.exchange.rules.return_spells import Spell, joined_spells, overlap, uncovered
from lantern.missing.vocabulary import Absence
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import ReturnYear

FIRST, LAST = date(2025, 3, 25), date(2025, 4, 12)  # days about the beginning of a return's year
YEAR = ReturnYear("2025-26")
HORIZON = 60  # half-days after which nothing else begins
CARE, NEED = Status.LOOKED_AFTER, Status.IN_NEED

days = st.integers(0, 18).map(lambda number: FIRST + timedelta(days=number))


def day(number: int) -> date:
    """The day of April 2025 with that number; those before the first are of March."""
    return date(2025, 3, 31) + timedelta(days=number)


def place(on: date) -> int:
    """A day as a point on a line on which a day is two steps long."""
    return 2 * (on - FIRST).days


def inside(since: date, until: date | None) -> set[int]:
    """What lies strictly within a stretch; one of no length is its own point."""
    end = place(until) if until else HORIZON
    return {place(since)} if place(since) == end else set(range(place(since) + 1, end))


@st.composite
def stretches(draw: st.DrawFn, *, some_length: bool = False) -> tuple[date, date | None]:
    since, until = sorted([draw(days), draw(days)])
    if some_length and since == until:
        until += timedelta(days=1)
    return since, draw(st.sampled_from([until, until, None]))


@pytest.mark.parametrize(
    ("one", "other", "shared", "why"),
    [
        ((1, 3), (2, 4), True, "a day in common"),
        ((1, 3), (3, 4), False, "the day on which one ends is the other’s"),
        ((1, 3), (4, 5), False, "apart"),
        ((1, None), (3, 4), True, "one goes on"),
        ((3, None), (1, 3), False, "it begins when the other ends"),
        ((1, None), (2, None), True, "both go on"),
        ((2, 2), (1, 3), True, "no length, within"),
        ((1, 1), (1, 3), False, "no length, on the day the other begins"),
        ((3, 3), (1, 3), False, "no length, on the day the other ends"),
        ((2, 2), (2, 2), False, "no length, both"),
        ((2, 2), (1, None), True, "no length, within what goes on"),
        ((1, 3), (1, 3), True, "the same"),
    ],
)
def test_whether_two_stretches_share_a_day(
    one: tuple[int, int | None], other: tuple[int, int | None], shared: bool, why: str
) -> None:
    """MIS-16: a placement ends on the day on which the next begins."""
    (since, until), (start, end) = ((day(a), day(b) if b else None) for a, b in (one, other))
    assert overlap(since, until, start, end) is overlap(start, end, since, until) is shared, why


@given(stretches(), stretches())
def test_sharing_is_what_lies_within_both(one: tuple[date, date | None], other: tuple[date, date | None]) -> None:
    """MIS-16: two of no length never share."""
    both_points = one[0] == one[1] and other[0] == other[1]
    assert overlap(*one, *other) is (bool(inside(*one) & inside(*other)) and not both_points)


def runs(free: Iterable[int]) -> list[tuple[date, date | None]]:
    """Half-days that hang together, as stretches; one that reaches the horizon goes on."""
    found = []
    for _, together in groupby(enumerate(sorted(free)), key=lambda pair: pair[1] - pair[0]):
        members = [value for _, value in together]
        first, last = FIRST + timedelta(days=(members[0] - 1) // 2), (members[-1] + 1) // 2
        found.append((first, None if members[-1] >= HORIZON - 1 else FIRST + timedelta(days=last)))
    return found


@given(stretches(some_length=True), st.lists(stretches(some_length=True), max_size=4))
@example((day(1), day(9)), [(day(3), day(4)), (day(4), day(5))])
@example((day(1), None), [(day(3), None), (day(2), day(4))])
def test_what_is_left_between_spells(stretch: tuple[date, date | None], around: list[tuple[date, date | None]]) -> None:
    """MIS-16: every day that no spell covers, once; touching spells leave nothing between."""
    spells = [Spell(since, until, CARE) for since, until in around]
    odd = {half for half in inside(*stretch) if half % 2}
    covered = {half for each in around for half in inside(*each) if half % 2}
    free = odd - covered
    whole = free | {half + 1 for half in free if half + 2 in free}  # free on both sides of a day's beginning
    assert list(uncovered(*stretch, spells)) == runs(whole)


@pytest.mark.parametrize(
    ("at", "around", "left"),
    [
        (2, [], True),
        (2, [(1, 3)], False),
        (2, [(2, 4)], False),
        (2, [(1, 2)], False),
        (2, [(3, 4)], True),
        (2, [(1, None)], False),
        (2, [(3, None)], True),
        (2, [(0, 1), (3, 4)], True),
    ],
)
def test_one_of_no_length_is_left_when_no_spell_touches_its_day(
    at: int, around: list[tuple[int, int | None]], left: bool
) -> None:
    """MIS-16: a night in care that began and ended on a day is a fact, unless another says the day already."""
    spells = [Spell(day(a), day(b) if b else None, CARE) for a, b in around]
    assert list(uncovered(day(at), day(at), spells)) == ([(day(at), day(at))] if left else [])


@pytest.mark.parametrize(
    ("spells", "wanted"),
    [
        ([(1, 3, CARE, "C1"), (3, 5, CARE, "C1")], [(1, 5, CARE, "C1")]),
        ([(3, 5, CARE, "C1"), (1, 3, CARE, "C1")], [(1, 5, CARE, "C1")]),
        ([(1, 3, CARE, "C1"), (3, None, CARE, "C1")], [(1, None, CARE, "C1")]),
        ([(1, 3, CARE, "C1"), (3, 5, CARE, "C2")], [(1, 3, CARE, "C1"), (3, 5, CARE, "C2")]),
        ([(1, 3, CARE, "C1"), (4, 5, CARE, "C1")], [(1, 3, CARE, "C1"), (4, 5, CARE, "C1")]),
        ([(1, 3, NEED, ""), (3, 5, NEED, "")], [(1, 3, NEED, ""), (3, 5, NEED, "")]),
        (
            [(1, 3, CARE, ""), (3, 5, NEED, ""), (5, 7, CARE, "")],
            [(1, 3, CARE, ""), (3, 5, NEED, ""), (5, 7, CARE, "")],
        ),
        ([(1, 3, CARE, ""), (3, 5, CARE, ""), (5, 7, CARE, "")], [(1, 7, CARE, "")]),
        ([(1, None, CARE, ""), (3, 5, CARE, "")], [(1, None, CARE, ""), (3, 5, CARE, "")]),
    ],
)
def test_care_under_one_legal_status_that_touches_is_one(spells: list[tuple], wanted: list[tuple]) -> None:
    """MIS-16: other standings stay as they were recorded."""

    def made(rows: list[tuple]) -> list[Spell]:
        return [Spell(day(a), day(b) if b else None, status, legal) for a, b, status, legal in rows]

    assert joined_spells(made(spells)) == made(wanted)
    assert joined_spells(made(wanted)) == made(wanted)


# Periods in a year's return


def held(since: date, until: date | None) -> set[int]:
    """Half-days in care: the day it ceased is not one."""
    return set(range(place(since), place(until) if until else HORIZON))


def gone(first: date, last: date | None) -> set[int]:
    """Half-days away: up to the day of return, which is home again; a period within one day has its first half."""
    return {place(first)} if first == last else set(range(place(first), place(last) if last else HORIZON))


def wanted_rows(first: date, last: date | None, care: list[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """What the return holds of one period: each time in care that it shares, cut to it, if it touches the year."""
    rows = []
    for span in joined([CareSpan(*each) for each in care]):
        if not held(span.start, span.end) & gone(first, last):
            continue
        ends = [end for end in (last, span.end) if end]
        start, end = max(first, span.start), min(ends) if ends else None
        if start <= YEAR.end and (end is None or end >= YEAR.start):
            rows.append((start, end))
    return sorted(rows)


cared_for = st.lists(stretches(some_length=True), max_size=3)


@given(stretches(), cared_for)
@example((day(-3), day(1)), [(day(-5), None)])
@example((day(-3), day(0)), [(day(-5), None)])
@example((day(2), day(4)), [(day(4), None)])
@example((day(4), day(4)), [(day(4), None)])
@example((day(4), None), [(day(1), day(4))])
@example((day(1), day(9)), [(day(-2), day(3)), (day(6), day(8))])
def test_the_rows_of_a_period_are_its_times_in_care_that_touch_the_year(
    period: tuple[date, date | None], care: list[tuple[date, date | None]]
) -> None:
    """MIS-16: from the first of April on; not what ended before; cut to the care it lay in."""
    first, last = period
    spans = tuple(CareSpan(*each) for each in care)
    told = Period("C1", None, Absence.MISSING, Moment.on(first), Moment.on(last) if last else None, spans)
    rows = missing_rows([told], YEAR)
    assert [(row.start.day, row.end.day) for row in rows] == wanted_rows(first, last, care)
    assert [row.number for row in rows] == list(range(2, 2 + len(rows)))


@given(st.lists(stretches(), max_size=4), st.permutations(range(4)))
def test_rows_come_in_one_order_whatever_order_periods_come_in(
    periods: list[tuple[date, date | None]], order: list[int]
) -> None:
    """MIS-16: by child, start, end, kind: an open one after one that ended on its first day (574)."""
    care = (CareSpan(date(2024, 1, 1)),)
    told = [
        Period(
            f"C{number % 2}", None, list(Absence)[number % 2], Moment.on(first), Moment.on(last) if last else None, care
        )
        for number, (first, last) in enumerate(periods)
    ]
    shuffled = [told[place] for place in order if place < len(told)]
    assert missing_rows(shuffled, YEAR) == missing_rows(told, YEAR)
    keys = [(row.child, row.start.day, row.end.day or date.max, row.kind) for row in missing_rows(told, YEAR)]
    assert keys == sorted(keys)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("end", "written"),
    [(date(2026, 3, 31), date(2026, 3, 31)), (date(2026, 4, 1), None), (None, None)],
)
def test_an_end_after_the_year_stays_blank(end: date | None, written: date | None) -> None:
    """MIS-16: the period is open as far as that year knows; its start keeps last year’s day."""
    care = (CareSpan(date(2024, 1, 1)),)
    told = Period("C1", None, Absence.AWAY, Moment.on(date(2025, 3, 20)), Moment.on(end) if end else None, care)
    (row,) = missing_rows([told], YEAR)
    assert (row.kind, row.start.day, row.end.day) == ("A", date(2025, 3, 20), written)
    assert missing_rows([told], YEAR.previous)[0].end.day is None


@pytest.mark.parametrize(
    ("left", "seen", "start"),
    [(None, None, None), (2, None, 2), (None, 2, 2), (2, 3, 3), (3, 2, 3), (2, 2, 2)],
)
def test_a_period_starts_with_the_later_of_leaving_and_being_seen(
    left: int | None, seen: int | None, start: int | None
) -> None:
    """codes.md: by a responsible adult; what is known when one is not."""
    told = [Moment.on(day(each)) if each else None for each in (left, seen)]
    assert start_of_period(*told) == (Moment.on(day(start)) if start else None)


# Care as rows of Episodes


def lived(*stays: tuple[int, int | None, str]) -> tuple[Stay, ...]:
    return tuple(Stay(day(a), day(b) if b else None, code, "PR1", "", "X1" if b else "") for a, b, code in stays)


@pytest.mark.parametrize(
    ("spells", "stays", "wanted"),
    [
        ([], (), []),
        ([Spell(day(1), None, CARE, "C1")], (), [(1, None, "C1", None, None)]),
        (
            [Spell(day(1), None, CARE, "C1")],
            lived((1, 5, "U4"), (5, None, "K2")),
            [(1, 5, "C1", "U4", "X1"), (5, None, "C1", "K2", None)],
        ),
        (
            [Spell(day(1), day(5), CARE, "C1"), Spell(day(5), None, CARE, "C2")],
            lived((1, None, "U4")),
            [(1, 5, "C1", "U4", None), (5, None, "C2", "U4", None)],
        ),
        (
            [Spell(day(1), day(9), CARE, "C1")],
            lived((3, 5, "U4")),
            [(1, 9, "C1", None, None), (3, 5, "C1", "U4", "X1"), (5, 9, "C1", None, None)],
        ),
        (
            [Spell(day(1), day(3), CARE), Spell(day(6), None, CARE)],
            (),
            [(1, 3, None, None, None), (6, None, None, None, None)],
        ),
        ([Spell(date(2024, 1, 1), date(2025, 3, 31), CARE)], (), []),
        ([Spell(date(2026, 4, 1), None, CARE)], (), []),
    ],
)
def test_care_is_cut_wherever_legal_status_or_placement_changes(
    spells: list[Spell], stays: tuple[Stay, ...], wanted: list[tuple]
) -> None:
    """MIS-16: what the rules compare periods with; a stretch without a placement lasts as long as care is known to."""
    rows = list(episode_rows("C1", None, CareHeld(tuple(spells), stays), YEAR))
    found = [(row.start.day, row.end.day, row.legal_status, row.placement, row.ended_because) for row in rows]
    assert found == [(day(a), day(b) if b else None, *rest) for a, b, *rest in wanted]
    assert {row.child for row in rows} <= {"C1"}


def test_care_that_ends_after_the_year_is_open_in_it() -> None:
    """MIS-16: with no reason yet for its ending."""
    care = CareHeld(
        (Spell(day(1), date(2026, 4, 1), CARE),), (Stay(day(1), date(2026, 4, 1), "U4", reason_ended="E8"),)
    )
    (row,) = episode_rows("C1", None, care, YEAR)
    assert (row.end.day, row.ended_because) == (None, None)
    (later,) = episode_rows("C1", None, care, ReturnYear("2026-27"))
    assert (later.end.day, later.ended_because) == (date(2026, 4, 1), "E8")


@pytest.mark.parametrize(("born", "start"), [(date(2011, 6, 1), date(2011, 6, 1)), (None, EARLIEST)])
def test_care_since_nobody_knows_when_goes_back_to_birth(born: date | None, start: date) -> None:
    """MIS-16."""
    (row,) = episode_rows("C1", born, CareHeld((Spell(None, None, CARE),)), YEAR)
    assert row.start.day == start
