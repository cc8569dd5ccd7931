"""A recorded step as it is read again, what a correction changed, and the forms that keep what was typed (MIS-3, 7, 8, 12)."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from lantern.missing.forms_of_steps import LINE, LONG, MOST_LINES, StepForm, initial_of, kept
from lantern.missing.forms_of_triggers import HINTS, AnswerForm, TakeBackForm
from lantern.missing.models import Step, StepVersion
from lantern.missing.parts.letters import STATES, TO_WORDS, as_document, number_of
from lantern.missing.parts.recorded import NOT_SAID, Difference, differences, recorded_parts, versions
from lantern.missing.rules.letters import LetterState, To
from lantern.missing.rules.questions import ASKED, Kind, account, asked, in_words
from lantern.missing.vocabulary import ANSWER_WORDS, AnswerKind, Harm, StepKind
from lantern.organisation.models import Member
from tests.factories.steps import said, typed
from tests.unit.missing.told import at, moment
from tests.unit.missing.typed import NOW, error, when

DONE = at("2026-03-06 09:00")
HERE = {"partnership_id": uuid4()}


def a_step(kind: StepKind = StepKind.CONTACT, **more: Any) -> Step:
    return Step(**{"kind": kind, "happened_at": DONE, "said": said(kind), "note": "", "reference": ""} | HERE | more)


def earlier(number: int, kind: StepKind = StepKind.CONTACT, **more: Any) -> StepVersion:
    wording = {
        "happened_at": DONE,
        "said": said(kind),
        "note": "",
        "reference": "",
        "at": DONE + timedelta(hours=number),
    }
    return StepVersion(number=number, **wording | HERE | more)


def typed_again(**more: Any) -> dict[str, Any]:
    return {"happened": moment("2026-03-06 09:00"), "note": "", "reference": "", "said": said(StepKind.CONTACT)} | more


# As it is read


@pytest.mark.parametrize("kind", list(ASKED))
def test_every_question_is_read_with_its_answer_or_that_there_is_none(kind: StepKind) -> None:
    """MIS-7: what nobody answered is not what somebody denied."""
    parts = recorded_parts(a_step(kind))
    assert [part.legend for part in parts] == [part.legend for part in ASKED[kind]]
    read = {answer.label: answer.lines for part in parts for answer in part.answers}
    for one in asked(kind):
        assert (read[one.label] == (NOT_SAID,)) is not one.required


def test_where_the_plan_is_filed_and_the_note_stand_last() -> None:
    """MIS-8: under a legend of their own."""
    last = recorded_parts(a_step(StepKind.PREVENTION_PLAN, note="Seen alone.", reference="PLAN-7"))[-1]
    assert last.legend == "The record"
    assert last.answers == (("Reference of the plan", ("PLAN-7",)), ("Note", ("Seen alone.",)))


def test_a_step_that_was_asked_nothing_shows_no_questions() -> None:
    """MIS-7: one recorded before there were questions, or by a message, is not a row of gaps."""
    assert recorded_parts(a_step(said={})) == []
    (only,) = recorded_parts(a_step(StepKind.ATTENDANCE, said={}, note="Two officers."))
    assert [answer.lines for answer in only.answers] == [("Two officers.",)]


def test_each_wording_is_compared_with_the_one_that_followed() -> None:
    """MIS-3: the latest first; what it said and what was made of it."""
    who = Member(name="Sam Sample", **HERE)
    step = a_step(said=said(StepKind.CONTACT, harm="disclosed"))
    found = versions(
        step, [earlier(2, said=said(StepKind.CONTACT, harm="suspected"), by=who), earlier(1, note="Called twice.")]
    )
    assert [(each.number, each.who) for each in found] == [(2, "Sam Sample"), (1, "")]
    harm = "Did the child come to harm?"
    words = {
        key: in_words(next(one for one in asked(StepKind.CONTACT) if one.key == "harm"), {"harm": key})[0]
        for key in Harm
    }
    assert found[0].differences == [Difference(harm, words[Harm.SUSPECTED], words[Harm.DISCLOSED])]
    assert found[1].differences == [
        Difference(harm, words[Harm.NONE], words[Harm.SUSPECTED]), Difference("Note", "Called twice.", NOT_SAID),
    ]  # fmt: skip


def test_a_step_never_corrected_has_no_earlier_wording() -> None:
    """MIS-3."""
    assert versions(a_step(), []) == []


def test_two_editors_see_what_they_typed_beside_what_stands() -> None:
    """MIS-3: before is what this person typed, after is what the other saved; a time made a day is a difference."""
    step = a_step(note="Theirs")
    assert differences(step, typed_again(note="Mine")) == [Difference("Note", "Mine", "Theirs")]
    assert differences(step, typed_again(note="Theirs")) == []
    (moved,) = differences(step, typed_again(note="Theirs", happened=moment("2026-03-06")))
    assert moved.label == "When"
    assert "9am" in moved.after
    assert "9am" not in moved.before
    (filed,) = differences(step, typed_again(note="Theirs", reference="PLAN-7"))
    assert filed == Difference("Reference of the plan", "PLAN-7", NOT_SAID)


def test_lines_of_a_list_are_compared_line_by_line() -> None:
    """MIS-12: who was at the meeting."""
    kind = StepKind.STRATEGY_MEETING
    before = earlier(1, kind, said=said(kind, attended=[["Sam Sample", "Police"], ["Ada Sample", ""]]))
    (one,) = versions(a_step(kind, said=said(kind, attended=[["Sam Sample", "Police"]])), [before])
    assert one.differences == [Difference("Who was there?", "Sam Sample, Police\nAda Sample", "Sam Sample, Police")]


def test_a_word_that_is_chosen_no_more_is_not_shown_as_a_code() -> None:
    """codes.md: nothing rather than a word of the database."""
    choice = next(one for one in asked(StepKind.CONTACT) if one.kind is Kind.CHOICE)
    assert in_words(choice, {choice.key: "gone"}) == ()
    assert in_words(choice, {choice.key: ""}) == in_words(choice, {}) == ()


@pytest.mark.parametrize("again", ["unlikely", "unknown", ""])
def test_only_likely_is_likely(again: str) -> None:
    """MIS-12c: what is not known sets nothing off, nor does an answer that was left out."""
    found = account(StepKind.CONTACT, moment("2026-03-06"), {"harm": "none", "again": again, "at_risk": "unknown"})
    assert found is not None
    assert (found.likely_again, found.at_risk, found.significant) == (False, False, False)
    assert found.source == "contact"


NEEDED = {
    StepKind.VULNERABILITY_CHECK: "who how seen safe harm at_risk significant again",
    StepKind.CONTACT: "who how seen safe harm at_risk significant again",
    StepKind.PREVENTION_PLAN: "pushes pulls would_call agreed",
    StepKind.PLAN_REVIEW: "still_right",
    StepKind.LONG_MISSING_REVIEW: "who done next risk",
    StepKind.ADULT_HANDOVER: "to_whom agreed",
    StepKind.SUPPORT_RESPONSE: "response support",
    StepKind.STRATEGY_MEETING: "attended decisions safety_plan review_on",
    StepKind.STRATEGY_REVIEW: "attended decisions",
}


def test_what_has_to_be_answered_is_what_the_process_needs() -> None:
    """MIS-7, MIS-8, MIS-12: written out, so that a question which becomes optional is a decision and no slip."""
    assert {kind: " ".join(one.key for one in asked(kind) if one.required) for kind in ASKED} == NEEDED


def test_the_boxes_of_a_line_hold_what_they_say() -> None:
    """MIS-8, MIS-12: the longest that is taken, and one sign more."""
    for kind, key in ((StepKind.PREVENTION_PLAN, "agreed"), (StepKind.STRATEGY_MEETING, "attended")):
        boxes = next(one.boxes for one in asked(kind) if one.key == key)
        given = when("happened", "6/3/2026 9am") | typed(kind) | {"reference": "P"}
        full = {f"{key}-0-{box}": "x" * longest for box, _, longest in boxes}
        assert StepForm(given | full, now=NOW, kind=kind).is_valid()
        for box, label, longest in boxes:
            over = StepForm(given | full | {f"{key}-0-{box}": "x" * (longest + 1)}, now=NOW, kind=kind)
            assert error(over, key) == f"“{label}” in line 1 must have {longest} characters or fewer"
    assert [longest for _, _, longest in boxes] == [100, 100]


# As it is typed


def lines_of(number: int, what: str = "Stay in touch") -> dict[str, str]:
    return {f"agreed-{place}-{box}": what for place in range(number) for box in ("what", "whom", "when")}


def a_plan(**more: str) -> StepForm:
    given = when("happened", "6/3/2026 9am") | typed(StepKind.PREVENTION_PLAN) | {"reference": "P"}
    return StepForm(given | more, now=NOW, kind=StepKind.PREVENTION_PLAN)


def test_a_text_may_be_as_long_as_it_says_and_one_sign_more_stays_to_be_shortened() -> None:
    """MIS-8: nobody types 4,000 signs twice; a sign of several bytes is one."""
    assert a_plan(pushes="é" * LONG, would_call="é" * LINE).is_valid()
    form = a_plan(pushes="é" * (LONG + 1))
    assert "at most 4,000 characters" in error(form, "pushes").replace("4000", "4,000")
    assert form["pushes"].value() == "é" * (LONG + 1)
    assert "at most 200 characters" in error(a_plan(would_call="x" * (LINE + 1)), "would_call")


def test_a_list_has_as_many_lines_as_there_is_room_for() -> None:
    """MIS-8: a line more than the page draws is not taken from whoever sends one."""
    form = a_plan(**lines_of(MOST_LINES + 3, "now"))
    assert form.is_valid(), form.errors
    assert form.cleaned_step()["said"]["agreed"] == [["now"] * 3] * MOST_LINES


def test_a_line_that_is_half_filled_is_named_by_its_number() -> None:
    """MIS-8: what was typed in it stays; the first box is what a line needs."""
    form = a_plan(**{"agreed-1-what": "", "agreed-1-whom": "Her aunt"})
    assert error(form, "agreed") == "Enter “What” in line 2"
    assert form["agreed"].value()[1] == ("", "Her aunt", "")
    assert a_plan(**{"agreed-0-whom": "", "agreed-0-when": ""}).is_valid()


def test_an_empty_line_between_two_is_closed() -> None:
    """MIS-8: somebody cleared it to take it away."""
    form = a_plan(**lines_of(3, "now") | {f"agreed-1-{box}": " " for box in ("what", "whom", "when")})
    assert form.is_valid(), form.errors
    assert len(form.cleaned_step()["said"]["agreed"]) == 2


def test_a_list_left_empty_asks_for_one_line() -> None:
    """MIS-8: a plan in which nothing is agreed is none."""
    empty = {f"agreed-0-{box}": "" for box in ("what", "whom", "when")}
    assert error(a_plan(**empty), "agreed") == "Enter at least one agreement"


def test_a_choice_that_is_not_offered_is_refused() -> None:
    """MIS-7: whoever sends a word of their own."""
    given = when("happened", "6/3/2026 9am") | typed(StepKind.CONTACT) | {"harm": "plenty"}
    form = StepForm(given, now=NOW, kind=StepKind.CONTACT)
    assert set(form.errors) == {"harm"}


def test_what_was_not_answered_is_not_kept_as_empty_words() -> None:
    """MIS-7: an empty box is no answer, and no difference later."""
    form = a_plan()
    assert form.is_valid(), form.errors
    assert set(form.cleaned_step()["said"]) == {one.key for one in asked(StepKind.PREVENTION_PLAN) if one.required}


def test_a_review_without_a_day_is_kept_without_one() -> None:
    """MIS-12: a safety plan that is needed no longer is looked at no more."""
    given = when("happened", "6/3/2026 9am") | typed(StepKind.STRATEGY_REVIEW)
    form = StepForm(given, now=NOW, kind=StepKind.STRATEGY_REVIEW)
    assert form.is_valid(), form.errors
    assert "review_on" not in form.cleaned_step()["said"]


def test_days_and_lines_are_kept_as_a_database_holds_them() -> None:
    """MIS-12: and shown again as the form takes them."""
    assert kept(date(2026, 3, 4)) == "2026-03-04"
    assert kept((("Sam", "Police"),)) == [["Sam", "Police"]]
    assert kept("(text)") == "(text)"
    assert kept(None) is None
    begun = initial_of(
        StepKind.STRATEGY_MEETING, {"review_on": "2026-03-04", "attended": [["Sam", "Police"]], "colour": "x"}
    )
    assert begun == {"review_on": date(2026, 3, 4), "attended": (("Sam", "Police"),)}


# Answers to triggers


def test_an_answer_takes_others_of_the_child_along_unless_unticked() -> None:
    """MIS-12: ticked to begin with; only those that were offered; none are offered where none wait."""
    one, other = uuid4(), uuid4()
    others = [(one, "Repeat"), (other, "Harm")]
    assert AnswerForm(others=others).fields["also"].initial == [str(one), str(other)]
    form = AnswerForm({"kind": AnswerKind.SUPPORT.value, "text": "A worker.", "also": [str(other)]}, others=others)
    assert form.is_valid(), form.errors
    assert form.also_answered == {str(other)}
    assert form.cleaned_answer() == {"kind": AnswerKind.SUPPORT, "text": "A worker."}
    strange = AnswerForm({"kind": AnswerKind.SUPPORT.value, "text": "x", "also": [str(uuid4())]}, others=others)
    assert set(strange.errors) == {"also"}
    alone = AnswerForm({"kind": AnswerKind.NOTHING.value, "text": "x", "also": [str(one)]})
    assert alone.is_valid(), alone.errors
    assert alone.also_answered == set()


def test_no_further_action_needs_its_words_as_well() -> None:
    """MIS-12: that nothing is done is a decision that somebody explains."""
    form = AnswerForm({"kind": AnswerKind.NOTHING.value, "text": "  "})
    assert error(form, "text") == "Enter what is asked for, or why"
    long = AnswerForm({"kind": AnswerKind.NOTHING.value, "text": "w" * 4_001})
    assert set(long.errors) == {"text"}
    assert long["text"].value() == "w" * 4_001
    assert set(HINTS) == {each.value for each in ANSWER_WORDS} == {each.value for each in AnswerKind}


def test_an_answer_is_taken_back_for_a_reason() -> None:
    """MIS-3, MIS-12: it stays beside the answer."""
    assert set(TakeBackForm({"why": " "}).errors) == {"why"}
    assert TakeBackForm({"why": "w" * 400}).is_valid()
    assert set(TakeBackForm({"why": "w" * 401}).errors) == {"why"}


# Letters as one file


def test_a_batch_is_named_by_its_number_and_one_letter_by_its_title() -> None:
    """MIS-8: the name of a file names no child."""
    values = {
        "title": "Would you like to talk?",
        "blocks": [],
        "holder": "Rowan",
        "address": ["Rowan"],
        "sender": ["S"],
    }
    one: Any = SimpleNamespace(said=values | {"dated": ""}, marking="Official-Sensitive")
    assert as_document([one]).title == "Would you like to talk?"
    assert as_document([one, one]).title == "2 letters about missing chats"
    assert (number_of(1, "letter"), number_of(0, "letter"), number_of(1_200, "letter")) == (
        "1 letter", "0 letters", "1,200 letters",
    )  # fmt: skip
    assert set(STATES) == set(LetterState)
    assert set(TO_WORDS) == set(To)
