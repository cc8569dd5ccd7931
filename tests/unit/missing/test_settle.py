"""A child cannot be missing twice: what stands, what waits, and what it waits behind (MIS-3, MIS-6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.facts import EpisodeFacts, Incident, Joins
from lantern.missing.rules.overlaps import settle
from lantern.timekeeping.moments import Moment
from tests.unit.missing.told import moment


def key(reference: str) -> Incident:
    return "feed", reference


def facts(reference: str, start: str, end: str = "", until: str = "") -> EpisodeFacts:
    """An episode of 5 March 2026 by the hour, `2026-03-05 16:00` as `16:00`; other days are written out."""
    read = {name: _moment(text) for name, text in (("start", start), ("end", end), ("until", until)) if text}
    return EpisodeFacts(key(reference), messages=(f"{reference}-i",), **read)


def _moment(text: str) -> Moment:
    return moment(text if "-" in text else f"2026-03-05 {text}")


A_DAY, NEXT_DAY = "2026-03-05", "2026-03-06"


@pytest.mark.parametrize(
    ("incidents", "touched", "standing", "behind", "why"),
    [
        ([("A", "10:00", "12:00"), ("B", "12:00", "13:00")], "", "AB", {}, "touching is no overlap"),
        ([("A", "10:00", "12:01"), ("B", "12:00", "13:00")], "", "A", {"B": "A"}, "a minute of overlap"),
        ([("A", "10:00", "12:01"), ("B", "12:00", "13:00")], "B", "B", {"A": "B"}, "a person worked on B"),
        ([("A", "10:00", "12:01"), ("B", "12:00", "13:00")], "AB", "A", {"B": "A"}, "on both: the earlier start"),
        ([("B", "10:00", "12:00"), ("A", "10:00", "12:00")], "", "A", {"B": "A"}, "equal starts: the reference"),
        ([("A", "10:00", "12:00"), ("B", "11:00", "13:00"), ("C", "12:30", "14:00")], "", "AC", {"B": "A"}, "a chain"),
        ([("A", "10:00", "12:00"), ("B", "11:00", "13:00"), ("C", "12:30", "14:00")], "B", "B", {"A": "B", "C": "B"}, "middle"),
        ([("A", "10:00", "20:00"), ("B", "11:00", "12:00"), ("C", "13:00", "14:00")], "", "A", {"B": "A", "C": "A"}, "within"),
        ([("A", "10:00", "20:00"), ("B", "11:00", "12:00"), ("C", "13:00", "14:00")], "C", "BC", {"A": "C"}, "one touched"),
        ([("A", "10:00", ""), ("B", "12:00", "")], "", "A", {"B": "A"}, "two that are open"),
        ([("A", "10:00", ""), ("B", "12:00", "")], "B", "B", {"A": "B"}, "two that are open, one touched"),
        ([("A", "10:00", ""), ("B", "12:00", "13:00")], "", "AB", {}, "a return nobody recorded"),
        ([("A", "10:00", ""), ("B", "10:00", "13:00")], "", "B", {"A": "B"}, "not surely before: the same absence?"),
        ([("A", "10:00", ""), ("B", "12:00", "13:00")], "A", "AB", {}, "touched, and it can stand before"),
        ([("A", "12:30", ""), ("B", "12:00", "13:00")], "", "B", {"A": "B"}, "reported again while away"),
        ([("A", "12:30", ""), ("B", "12:00", "13:00")], "A", "A", {"B": "A"}, "somebody works on that report"),
        ([("A", "12:30", ""), ("B", "12:00", "13:00")], "AB", "B", {"A": "B"}, "and on the return as well"),
        ([("A", "13:00", ""), ("B", "12:00", "13:00")], "", "BA", {}, "gone again the minute they came back"),
        ([("A", "09:00", ""), ("B", "10:00", ""), ("C", "12:00", "13:00")], "", "AC", {"B": "A"}, "one place before C"),
        ([("A", "09:00", ""), ("B", "14:00", ""), ("C", "12:00", "13:00")], "", "ACB", {}, "one before C and one after"),
        ([("A", "09:00", ""), ("C", "12:00", "13:00"), ("B", "14:00", ""), ("D", "16:00", "17:00")], "", "ACBD", {}, "between"),
        ([("A", "09:00", "11:00"), ("B", "10:00", ""), ("C", "09:50", "12:00")], "BC", "C", {"A": "C", "B": "C"}, "both"),
        ([("A", "09:00", "11:00"), ("B", "10:00", ""), ("C", A_DAY, "12:00")], "BC", "CA", {"B": "C"}, "B waits: A is free"),
        ([("A", A_DAY, ""), ("B", "12:00", "13:00")], "", "AB", {}, "by its day: it may have begun after that return"),
        ([("A", A_DAY, A_DAY), ("B", "12:00", "13:00")], "", "AB", {}, "both within the day: nothing is sure"),
        ([("A", A_DAY, NEXT_DAY), ("B", "12:00", "13:00")], "", "AB", {}, "the one was over before the other began"),
        ([("A", "2026-03-04", NEXT_DAY), ("B", "12:00", "13:00")], "", "A", {"B": "A"}, "surely away that day"),
        ([("A", "10:00", A_DAY), ("B", A_DAY, NEXT_DAY)], "", "BA", {}, "gone again on the day of the return"),
    ],
)  # fmt: skip
def test_what_stands_and_what_waits_behind_what(
    incidents: list[tuple[str, str, str]], touched: str, standing: str, behind: dict[str, str], why: str
) -> None:
    """MIS-3: what people worked on, then the earlier start, then the reference; whatever order they come in."""
    candidates = [facts(*each) for each in incidents]
    for order in (candidates, candidates[::-1]):
        stands, held = settle(order, {key(reference) for reference in touched})
        assert "".join(one.key[1] for one in stands) == standing, why
        assert {one.key[1]: one.behind[1] for one in held if one.behind} == behind, why


def test_an_episode_without_a_return_is_bounded_by_the_next_return_and_says_so() -> None:
    """MIS-6: the bound is when the child was last seen before going again; nothing else of the episode changes."""
    alone = facts("A", "09:00")
    (before, _, after), held = settle([facts("B", "12:00", "13:00"), facts("C", "14:00"), alone], ())
    back = "The child was back by Thursday 5 March 2026, midday, when last seen before the next episode."
    assert before == replace(alone, until=_moment("12:00"), doubts=(f"No return is recorded. {back}",))
    assert (after.until, after.doubts, after.is_open) == (None, (), True)
    assert not held


def test_the_nearest_return_that_follows_is_the_bound() -> None:
    """MIS-6: not the last one, and not one that came before."""
    told = [
        facts("D", "18:00", "19:00"),
        facts("B", "12:00", "13:00"),
        facts("A", "09:00"),
        facts("Z", "07:00", "08:00"),
    ]
    stands, _ = settle(told, ())
    assert {one.key[1]: one.until for one in stands if one.until} == {"A": _moment("12:00")}


def test_words_for_what_waits_name_the_episode_in_its_way() -> None:
    """MIS-3: a person reads what to answer."""
    _, (within,) = settle([facts("A", "10:00", "12:00"), facts("B", "11:00", "13:00")], ())
    assert within.because == "Overlaps the episode of Thursday 5 March 2026, 10am to Thursday 5 March 2026, midday."
    _, (again,) = settle([facts("A", "10:00"), facts("B", "12:00")], ())
    assert again.because == (
        "The child has been missing since Thursday 5 March 2026, 10am and no return is recorded. "
        "Say when they returned, or that this is the same absence."
    )
    assert (again.messages, again.facts) == (("B-i",), facts("B", "12:00"))


def test_an_open_episode_asks_about_each_report_behind_it_earliest_first() -> None:
    """MIS-3: and only the open one does; what it doubted before stays."""
    open_one = replace(facts("A", "09:00"), doubts=("Doubted before.",))
    (standing,), held = settle([facts("C", "15:00"), open_one, facts("B", "12:00")], ())
    assert standing.doubts == (
        "Doubted before.",
        "Reported missing again, last seen Thursday 5 March 2026, midday: was the child back?",
        "Reported missing again, last seen Thursday 5 March 2026, 3pm: was the child back?",
    )
    assert [one.key[1] for one in held] == ["B", "C"]


@pytest.mark.parametrize(
    ("start", "end", "until", "sure"),
    [
        ("10:00", "", "", ("10:00", None)),
        ("10:00", "12:00", "", ("10:00", "12:00")),
        ("10:00", "", "12:00", ("10:00", "12:00")),
        ("10:00", "10:00", "", None),
        (A_DAY, A_DAY, "", None),
        ("10:00", A_DAY, "", None),
        (A_DAY, "12:00", "", None),
        ("10:00", "2026-03-07", "", ("10:00", "2026-03-07 00:00")),
    ],
)
def test_when_a_child_was_surely_missing(start: str, end: str, until: str, sure: tuple[str, str | None] | None) -> None:
    """MIS-3, MIS-17: what a database can hold apart; a day alone is sure of nothing on that day."""
    found = facts("A", start, end, until).surely_missing
    assert found == (sure and (_moment(sure[0]).at, _moment(sure[1]).at if sure[1] else None))


def test_two_days_are_surely_missing_from_the_end_of_the_first_to_the_start_of_the_last() -> None:
    """MIS-17."""
    found = facts("A", "2026-03-05", "2026-03-08").surely_missing
    assert found == (Moment.on(moment("2026-03-05").day).latest, moment("2026-03-08").at)
    assert facts("A", "2026-03-05").surely_missing == (moment("2026-03-05").latest, None)


hours = st.integers(0, 30).map(lambda hour: Moment(datetime(2026, 3, 5, tzinfo=UTC) + timedelta(hours=2 * hour)))
moments = hours | hours.map(lambda one: Moment.on(one.day))


@st.composite
def candidates(draw: st.DrawFn) -> EpisodeFacts:
    start, end = sorted([draw(moments), draw(moments)], key=lambda one: one.at)
    found = EpisodeFacts(key(draw(st.sampled_from("ABCDEF"))), start)
    return found if draw(st.integers(0, 2)) == 0 else replace(found, end=end)


apart = st.lists(candidates(), max_size=6, unique_by=lambda one: one.key)
keys = st.frozensets(st.sampled_from("ABCDEF").map(key), max_size=3)


@given(apart, keys)
def test_every_incident_stands_or_waits_behind_one_that_stands(
    told: list[EpisodeFacts], touched: frozenset[Incident]
) -> None:
    """MIS-3: none is lost, none doubled, and none waits behind another that waits."""
    stands, held = settle(told, touched)
    assert sorted([*(one.key for one in stands), *(one.key for one in held)]) == sorted(one.key for one in told)
    assert {one.behind for one in held} <= {one.key for one in stands}
    assert all(not one.span.overlaps(other.span) for one, other in pairwise(stands))


@given(apart, keys)
def test_what_waits_cannot_stand_beside_what_it_waits_behind(
    told: list[EpisodeFacts], touched: frozenset[Incident]
) -> None:
    """MIS-3: the two alone are in each other's way too, so the reason given is a true one."""
    by_key = {one.key: one for one in told}
    for one in settle(told, touched)[1]:
        assert one.behind is not None
        alone, waiting = settle([by_key[one.key], by_key[one.behind]], touched)
        assert (len(alone), len(waiting)) == (1, 1)


@given(apart, keys)
def test_taking_away_what_waits_changes_nothing_that_stands(
    told: list[EpisodeFacts], touched: frozenset[Incident]
) -> None:
    """MIS-3: an incident that is held back moves no other; only its question goes."""
    stands, held = settle(told, touched)
    waiting = {one.key for one in held}
    again, none = settle([one for one in told if one.key not in waiting], touched)
    assert not none
    assert [replace(one, doubts=()) for one in again] == [replace(one, doubts=()) for one in stands]


def test_joins_lead_to_one_anchor_and_say_who_was_joined() -> None:
    """MIS-3: on and on, in a circle, to oneself, or not at all."""
    a, b, c, d = (key(reference) for reference in "ABCD")
    for same, anchors, joined in (
        ({}, "ABCD", ""),
        ({a: b}, "BBCD", "B"),
        ({a: b, b: c}, "CCCD", "C"),
        ({a: b, b: a}, "AACD", "A"),
        ({d: c, c: b, b: c}, "ABBB", "B"),
        ({a: a}, "ABCD", "A"),
    ):
        joins = Joins(same=same)
        assert "".join(joins.anchor(each)[1] for each in (a, b, c, d)) == anchors, same
        assert "".join(each[1] for each in (a, b, c, d) if joins.has_joined(each)) == joined, same
