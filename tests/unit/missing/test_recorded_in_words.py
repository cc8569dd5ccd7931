"""A recorded step as it is read: every question, and what each correction changed (MIS-7, MIS-8)."""

from typing import Any

import pytest

from lantern.missing.models import StepVersion
from lantern.missing.parts.recorded import NOT_SAID, Difference, differences, recorded_parts, versions
from lantern.missing.rules.questions import ASKED, asked
from lantern.missing.vocabulary import StepKind
from lantern.organisation.models import Member
from tests.unit.missing.drawn import NOWHERE, OFFICER, WORKER, step
from tests.unit.missing.told import at, moment

PLAN, MEETING, CONTACT = StepKind.PREVENTION_PLAN, StepKind.STRATEGY_MEETING, StepKind.CONTACT
NINE = "2026-06-10 09:00"
SAID = {"pushes": "Rows at home.", "agreed": [["Calls at ten", "Ada Sample", "Friday"]]}


def a_version(number: int, when: str = NINE, by: Member | None = OFFICER, **wording: Any) -> StepVersion:
    read = moment(when)
    kept = {"note": "Seen alone.", "said": SAID, "reference": "PLAN-7"} | wording
    return StepVersion(
        **NOWHERE | kept, number=number, happened_at=read.at, date_only=read.date_only, by=by, at=at("2026-06-10 10:00")
    )


def a_plan(when: str = NINE, **wording: Any) -> Any:
    return step(PLAN, when, **{"said": SAID, "reference": "PLAN-7"} | wording)


def test_every_question_is_shown_and_one_without_an_answer_says_so() -> None:
    """MIS-8: a reader can tell what was not asked from what was not answered."""
    parts = recorded_parts(a_plan())
    assert [part.legend for part in parts] == ["Why, and what holds", "What is agreed", "The record"]
    shown = {answer.label: answer.lines for part in parts for answer in part.answers}
    assert {one.label for one in asked(PLAN)} <= set(shown)
    assert shown["What pushes the child away?"] == ("Rows at home.",)
    assert shown["What pulls the child?"] == (NOT_SAID,)
    assert shown["What is agreed, with whom, by when"] == ("Calls at ten, Ada Sample, Friday",)
    assert (shown["Reference of the plan"], shown["Note"]) == (("PLAN-7",), ("Seen alone.",))


def test_a_step_from_before_the_form_shows_what_it_has() -> None:
    """MIS-7: no list of questions that nobody was asked then; of one with nothing at all, nothing."""
    assert [part.legend for part in recorded_parts(step(CONTACT, NINE))] == ["The record"]
    assert recorded_parts(step(CONTACT, NINE, note="")) == []


@pytest.mark.parametrize("kind", list(ASKED))
def test_no_two_questions_of_a_form_are_read_by_the_same_words(kind: StepKind) -> None:
    """MIS-7: corrections are compared by label, and two alike would hide one."""
    labels = ["When", *(one.label for one in asked(kind)), "Reference of the plan", "Note"]
    assert len(labels) == len(set(labels))


def test_each_wording_is_set_against_the_one_that_followed() -> None:
    """MIS-8: two corrections say two things, each by whoever wrote what was there before."""
    now = a_plan(note="Third.", version=3)
    second, first = a_version(2, note="Second.", by=WORKER), a_version(1, note="First.")
    latest, oldest = versions(now, [second, first])
    assert (latest.number, latest.who, latest.differences) == (
        2,
        "Ada Sample",
        [Difference("Note", "Second.", "Third.")],
    )
    assert (oldest.number, oldest.who, oldest.differences) == (
        1,
        "Sam Invented",
        [Difference("Note", "First.", "Second.")],
    )


def test_what_was_left_empty_before_or_after_says_so() -> None:
    """MIS-8: an answer that was added, and one that was taken out."""
    (earlier,) = versions(a_plan(said={"pulls": "A friend."}), [a_version(1, reference="")])
    assert earlier.differences == [
        Difference("What pushes the child away?", "Rows at home.", NOT_SAID),
        Difference("What pulls the child?", NOT_SAID, "A friend."),
        Difference("What is agreed, with whom, by when", "Calls at ten, Ada Sample, Friday", NOT_SAID),
        Difference("Reference of the plan", NOT_SAID, "PLAN-7"),
    ]


def test_a_time_that_became_known_is_a_difference() -> None:
    """MIS-17: midnight and a day alone are one instant and two facts."""
    (earlier,) = versions(a_plan("2026-06-10 00:00"), [a_version(1, "2026-06-10")])
    assert earlier.differences == [
        Difference("When", "Wednesday 10 June 2026", "Wednesday 10 June 2026, midnight"),
    ]


def test_a_wording_that_nobody_is_known_to_have_written_has_no_name() -> None:
    """MIS-8: as of steps that came with the machine."""
    (earlier,) = versions(a_plan(), [a_version(1, by=None)])
    assert (earlier.who, earlier.differences) == ("", [])


def test_the_second_editor_sees_both_texts() -> None:
    """MIS-8: what they typed, against what stands since somebody else corrected it; what both have alike is left out."""
    typed = {"happened": moment(NINE), "note": "Mine.", "reference": "PLAN-7", "said": SAID}
    assert differences(a_plan(note="Theirs."), typed) == [Difference("Note", "Mine.", "Theirs.")]
    assert differences(a_plan(), typed | {"note": "Seen alone."}) == []


def test_a_meetings_lines_and_day_are_compared_as_they_are_read() -> None:
    """MIS-12: who was there a line each, the day of the review spelled."""
    said = {"attended": [["Sam Sample", "Police"]], "review_on": "2026-06-20"}
    more = {"attended": [["Sam Sample", "Police"], ["Ada Sample", ""]], "review_on": "2026-06-21"}
    typed = {"happened": moment(NINE), "note": "Seen alone.", "reference": "", "said": said}
    found = {one.label: (one.before, one.after) for one in differences(step(MEETING, NINE, said=more), typed)}
    assert found == {
        "Who was there?": ("Sam Sample, Police", "Sam Sample, Police\nAda Sample"),
        "When is it looked at again?": ("Saturday 20 June 2026", "Sunday 21 June 2026"),
    }
