"""What the forms for corrections and for what was done take and refuse, field by field (MIS-3, MIS-7, MIS-8, MIS-17)."""

from typing import Any

import pytest

from lantern.missing.forms.episodes import GRADES, RISK_HINTS, RISKS, ConfirmForm, CorrectForm
from lantern.missing.forms_of_steps import NOTES, WHEN_DONE, StepForm, initial_of
from lantern.missing.rules.questions import ASKED, Kind, account, asked, in_words, unknown
from lantern.missing.vocabulary import (
    FOUND_BY_WORDS,
    FROM_WORDS,
    HARM_WORDS,
    STEP_VERBS,
    Absence,
    FoundBy,
    Grade,
    Harm,
    MissingFrom,
    Risk,
    StepKind,
)
from tests.factories.steps import said, typed
from tests.unit.missing.told import moment
from tests.unit.missing.typed import NO_TIMES, NOW, error, when


def correction(*, found: str | None = "2026-03-06 03:10", may_be_away: bool = False, **typed: str) -> CorrectForm:
    end = moment(found) if found else None
    stands = {"last_seen": moment("2026-03-05 16:15"), "found": end, "absence": "M"}
    return CorrectForm(typed, now=NOW, has_return=end is not None, may_be_away=may_be_away, initial=stands)


SEEN, FOUND = when("last_seen", "5/3/2026 4:15pm"), when("found", "6/3/2026 3:10am")


@pytest.mark.parametrize(
    ("typed", "options", "changed"),
    [
        (SEEN | when("found", "6/3/2026 3:11am"), {}, {"found": moment("2026-03-06 03:11")}),
        (when("last_seen", "5/3/2026 ?") | FOUND, {}, {"last_seen": moment("2026-03-05")}),
        (SEEN | when("found", "6/3/2026 ?"), {}, {"found": moment("2026-03-06")}),
        (SEEN | FOUND | {"absence": "A"}, {"may_be_away": True}, {"absence": Absence.AWAY}),
        (when("last_seen", "5/3/2026 4pm"), {"found": None}, {"last_seen": moment("2026-03-05 16:00")}),
        (when("last_seen", "6/3/2026 3:10am") | FOUND, {}, {"last_seen": moment("2026-03-06 03:10")}),
    ],
)  # fmt: skip
def test_a_correction_takes_what_differs_and_nothing_else(
    typed: dict[str, str], options: dict[str, Any], changed: dict[str, object]
) -> None:
    """MIS-3, MIS-17: a time made a day is a difference."""
    form = correction(**options, **typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_correction() == changed


@pytest.mark.parametrize(
    ("typed", "options", "field", "words"),
    [
        (SEEN | FOUND, {}, "__all__", "Nothing is different from what stands. Change what is wrong, or cancel."),
        (SEEN | FOUND | {"absence": "M"}, {"may_be_away": True}, "__all__", "Nothing is different from what stands."),
        (SEEN | FOUND | {"absence": "A"}, {}, "__all__", "Nothing is different from what stands."),
        (SEEN | FOUND, {"found": None}, "__all__", "Nothing is different from what stands."),
        (SEEN | when("found", "5/3/2026 4:14pm"), {}, "found", "The return cannot be before the child was last seen"),
        (SEEN | when("found", "4/3/2026 ?"), {}, "found", "The return cannot be before the child was last seen"),
        (SEEN | when("found", "1/11/2026 12:01pm"), {}, "found", "When the child returned must not be in the future"),
        (FOUND | when("last_seen", "// "), {}, "last_seen", "What was said cannot be emptied."),
        (SEEN | when("found", "// "), {}, "found", "What was said cannot be emptied."),
        (SEEN, {}, "__all__", "Nothing is different from what stands."),
    ],
)  # fmt: skip
def test_a_correction_of_nothing_or_to_what_cannot_be_is_refused(
    typed: dict[str, str], options: dict[str, Any], field: str, words: str
) -> None:
    """MIS-3: nothing is written for nothing; a return cannot be taken away by emptying its boxes."""
    assert error(correction(**options, **typed), field).startswith(words)


# What was done


@pytest.mark.parametrize("kind", list(WHEN_DONE))
def test_each_step_asks_when_and_only_a_plan_asks_where_it_is_filed(kind: StepKind) -> None:
    """MIS-8: the reference of the plan on the social care record."""
    given = {**when("happened", "6/3/2026 9am"), "note": "Seen alone.", **typed(kind)}
    form = StepForm(given, now=NOW, kind=kind)
    assert form.fields["happened"].label == WHEN_DONE[kind]
    if kind is StepKind.PREVENTION_PLAN:
        assert error(form, "reference") == "Enter the reference of the plan"
        assert "at most 80 characters" in error(
            StepForm({**given, "reference": "P" * 81}, now=NOW, kind=kind), "reference"
        )
        form = StepForm({**given, "reference": " PLAN-7 "}, now=NOW, kind=kind)
    assert form.is_valid(), form.errors
    wanted = "PLAN-7" if kind is StepKind.PREVENTION_PLAN else ""
    assert form.cleaned_step() == {
        "happened": moment("2026-03-06 09:00"),
        "note": "Seen alone.",
        "reference": wanted,
        "said": said(kind),
    }


@pytest.mark.parametrize("kind", list(ASKED))
def test_what_is_kept_fills_the_form_again_as_it_was_typed(kind: StepKind) -> None:
    """MIS-7, MIS-8: a correction begins with what stands, to the last box."""
    kept = said(kind)
    form = StepForm({**when("happened", "6/3/2026 9am"), **typed(kind), "reference": "P"}, now=NOW, kind=kind)
    assert form.is_valid(), form.errors
    again = StepForm(None, now=NOW, kind=kind, initial=initial_of(kind, form.cleaned_step()["said"]))
    for one in asked(kind):
        if one.key in kept:
            assert form.cleaned_data[one.key] == again.get_initial_for_field(again.fields[one.key], one.key)


@pytest.mark.parametrize("kind", list(ASKED))
def test_every_question_that_needs_an_answer_asks_for_it_by_its_own_words(kind: StepKind) -> None:
    """MIS-7, MIS-8: nothing is recorded that leaves out what the check is for."""
    form = StepForm({**when("happened", "6/3/2026 9am"), "reference": "P"}, now=NOW, kind=kind)
    assert set(form.errors) == {one.key for one in asked(kind) if one.required}
    for one in asked(kind):
        if one.required and one.kind is not Kind.LINES:
            assert form.errors[one.key] == [
                f"Answer “{one.label}”" if one.kind is not Kind.DAY else f"Enter {one.noun}"
            ]


@pytest.mark.parametrize("kind", [StepKind.STRATEGY_MEETING, StepKind.STRATEGY_REVIEW])
def test_a_review_cannot_be_before_its_meeting(kind: StepKind) -> None:
    """MIS-12: of the safety plan."""
    given = when("happened", "6/3/2026 9am") | typed(kind, review_on="2026-03-05")
    assert (
        error(StepForm(given, now=NOW, kind=kind), "review_on") == "The day of the review cannot be before the meeting"
    )
    given = when("happened", "6/3/2026 9am") | typed(kind, review_on="2026-03-06")
    assert StepForm(given, now=NOW, kind=kind).is_valid()


def test_questions_have_keys_of_their_own_and_no_name_of_the_form() -> None:
    """MIS-7: two questions of one form cannot share an answer."""
    for kind in ASKED:
        keys = [one.key for one in asked(kind)]
        assert len(keys) == len(set(keys))
        assert not {"happened", "note", "reference", "version"} & set(keys)


def test_answers_in_words() -> None:
    """MIS-8: a choice by its words, a day spelled, a line of a list in one."""
    meeting = {one.key: one for one in asked(StepKind.STRATEGY_MEETING)}
    kept = {"review_on": "2026-03-04", "attended": [["Sam Sample", "Police"], ["Ada Sample", ""]]}
    assert in_words(meeting["review_on"], kept) == ("Wednesday 4 March 2026",)
    assert in_words(meeting["attended"], kept) == ("Sam Sample, Police", "Ada Sample")
    assert in_words(meeting["decisions"], kept) == ()
    check = {one.key: one for one in asked(StepKind.VULNERABILITY_CHECK)}
    assert in_words(check["harm"], {"harm": "disclosed"}) == ("Disclosed by the child",)


def test_what_a_check_says_of_harm_reaches_the_triggers() -> None:
    """MIS-12: and a step that asks nothing of it says nothing."""
    worst = {"harm": "suspected", "at_risk": "yes", "significant": "yes", "again": "likely"}
    found = account(StepKind.CONTACT, moment("2026-03-06 09:00"), said(StepKind.CONTACT, **worst))
    assert found and (found.harm, found.at_risk, found.significant, found.likely_again) == (
        Harm.SUSPECTED,
        True,
        True,
        True,
    )
    calm = account(StepKind.CONTACT, moment("2026-03-06 09:00"), said(StepKind.CONTACT))
    assert calm and (calm.harm, calm.at_risk, calm.significant, calm.likely_again) == (Harm.NONE, False, False, False)
    assert account(StepKind.PREVENTION_PLAN, moment("2026-03-06 09:00"), said(StepKind.PREVENTION_PLAN)) is None


def test_answers_to_what_nobody_asked_are_known() -> None:
    """MIS-7: an action refuses them."""
    assert unknown(StepKind.CONTACT, {"harm": "none", "colour": "blue"}) == {"colour"}
    assert unknown(StepKind.ATTENDANCE, {"harm": "none"}) == {"harm"}


@pytest.mark.parametrize(("text", "words"), NO_TIMES[::4])
def test_a_step_at_no_such_time_is_refused(text: str, words: str) -> None:
    """MIS-7."""
    form = StepForm(when("happened", text), now=NOW, kind=StepKind.ATTENDANCE)
    assert error(form, "happened") == words.format(noun="When it was done")


def test_every_word_of_the_vocabulary_can_be_chosen_and_has_words() -> None:
    """codes.md: a code that is added and has no words fails here, not on a page."""
    assert set(FROM_WORDS) == set(MissingFrom)
    assert set(FOUND_BY_WORDS) == set(FoundBy)
    assert set(HARM_WORDS) == set(Harm)
    assert set(STEP_VERBS) == set(StepKind)
    assert set(WHEN_DONE) == set(NOTES) == set(StepKind) - {StepKind.CHAT}  # offers from before chats can be put right
    assert [value for value, _ in RISKS] == [risk.value for risk in Risk] == list(RISK_HINTS)
    assert [value for value, _ in GRADES] == [grade.value for grade in Grade]
    assert len({kind.slug for kind in StepKind}) == len(StepKind)


def test_confirming_needs_nothing_but_the_button() -> None:
    """MIS-7: looking at the question is no answer."""
    assert ConfirmForm({}).is_valid()
    assert not ConfirmForm(None).is_valid()
