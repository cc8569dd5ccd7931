"""Cards of the board: which is heard, what is for whom, what comes first (MIS-1, MIS-5, MIS-6, MIS-13)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from lantern.children.queries.record import PlacementRow, Record, StatusRow
from lantern.missing.parts.card import Card, Fact, cards, facts_of
from lantern.missing.vocabulary import Grade, StepKind
from lantern.organisation.vocabulary import Role
from tests.unit.missing.drawn import ANALYST, an_episode, owed, viewer

LONG_AGO = date(2024, 1, 1)


def known(status: str, *, out_of_area: bool = False, until: date | None = None) -> Record:
    """The record of a child of whom nothing else is known."""
    standing = StatusRow(uuid4(), status, "", LONG_AGO, until)
    placed = PlacementRow(uuid4(), "U1", "", "", "", None, out_of_area, LONG_AGO, until)
    placements = (placed,) if status == "LAC" else ()
    return Record(
        names=(), references=(), addresses=(), statuses=(standing,), placements=placements, allocations=(),
        schooling=(), absences=(),
    )  # fmt: skip


def a_card(by: Any = None, *, record: Record | None = None, **facts: Any) -> Card:
    """The card of one episode; the child's record comes with the query."""
    episode: Any = an_episode(**facts)
    episode.child.__dict__["_record"] = record or known("CIN")
    (card,) = cards([episode], {}, {}, by or viewer())
    return card


@pytest.mark.parametrize(
    ("facts", "is_high"),
    [
        ({"risk": "high", "absence_now": "M"}, True),
        ({"risk": "medium", "absence_now": "M"}, False),
        ({"risk": "high", "absence_now": "A", "absence": "M"}, False),
    ],
)
def test_only_a_child_at_high_risk_who_is_missing_now_makes_the_sound(facts: dict[str, str], is_high: bool) -> None:
    """MIS-5, MIS-13: of one whose whereabouts became known, no alarm."""
    assert a_card(**facts).is_high is is_high


def test_circumstances_are_not_on_the_card_of_those_without_names() -> None:
    """SHA-2: nor is the age twice, which stands in the number's place."""
    full, bare = (a_card(each, circumstances="With Sam Pretend.") for each in (viewer(), ANALYST))
    assert (full.circumstances, full.age, full.name) == ("With Sam Pretend.", "14", "Rowan Example")
    assert (bare.circumstances, bare.age, bare.name) == ("", "", "Child L0000012, 14")


def test_a_card_says_why_somebody_cannot_record_the_return() -> None:
    """MIS-6, SHA-2."""
    may, may_not = (a_card(viewer(role)) for role in (Role.LIAISON_OFFICER, Role.CHAIR))
    assert may.return_reason == "" and may_not.return_reason


@pytest.mark.parametrize("kind", [StepKind.LONG_MISSING_REVIEW, StepKind.ADULT_HANDOVER])
def test_a_report_that_nobody_graded_is_graded_before_it_is_reviewed(kind: StepKind) -> None:
    """MIS-1, MIS-15: a review that falls due in days does not hide that nobody looked at the report."""
    duty = owed(kind, "2026-06-11 09:00")
    assert facts_of(an_episode(grade=""), [duty]) == (Fact("Next", "Grade the report"),)
    assert facts_of(an_episode(grade=Grade.PRIORITY), [duty])[0].due == duty.due_at


@pytest.mark.parametrize(
    ("record", "marks"),
    [
        (known("CIN"), []),
        (known("LAC"), ["In care"]),
        (known("LAC", out_of_area=True), ["In care", "Placed out of area"]),
        (known("LAC", out_of_area=True, until=date(2026, 1, 1)), []),
    ],
    ids=["in need", "in care", "out of area", "no longer"],
)
def test_a_card_marks_a_child_in_care_and_one_placed_elsewhere(record: Record, marks: list[str]) -> None:
    """MIS-13, MIS-14: another county's police may have to be told; what is over marks nobody."""
    assert [tag.text for tag in a_card(record=record).marks] == marks
