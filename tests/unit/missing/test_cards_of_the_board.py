"""Cards of the board: which is heard, what is for whom, what comes first (MIS-1, MIS-5, MIS-6, MIS-13)."""

from typing import Any

import pytest

from lantern.missing.parts.card import Card, Fact, cards, facts_of
from lantern.missing.vocabulary import Grade, StepKind
from lantern.organisation.vocabulary import Role
from tests.unit.missing.drawn import ANALYST, CHILD, an_episode, owed, viewer


def a_card(by: Any = None, *, out_of_area: bool = False, **facts: Any) -> Card:
    """The card of one episode; whether the placement is out of the area comes with the query."""
    episode: Any = an_episode(**facts)
    episode.out_of_area = out_of_area
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
    ("status", "out_of_area", "marks"),
    [("CIN", False, []), ("LAC", False, ["In care"]), ("LAC", True, ["In care", "Placed out of area"])],
)
def test_a_card_marks_a_child_in_care_and_one_placed_elsewhere(
    status: str, out_of_area: bool, marks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """MIS-13: another county's police may have to be told."""
    monkeypatch.setattr(CHILD, "status", status)
    assert [tag.text for tag in a_card(out_of_area=out_of_area).marks] == marks
