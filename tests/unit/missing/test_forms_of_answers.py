"""Forms of answers, of meetings and of letters: what is asked and refused, and that what was typed stays (MIS-9, MIS-12)."""

import re
from typing import Any
from uuid import UUID

import pytest

from lantern.design.forms import Form
from lantern.missing.forms_of_steps import MOST_LINES, StepForm
from lantern.missing.forms_of_triggers import HINTS, LONG, AnswerForm, TakeBackForm
from lantern.missing.letter_forms import NoLettersForm, PostedForm
from lantern.missing.vocabulary import AnswerKind, StepKind
from tests.unit.missing.told import moment
from tests.unit.missing.typed import NOW, error, when

ONE, OTHER = UUID(int=1), UUID(int=2)
OTHERS = [(ONE, "Harm, 5 March"), (OTHER, "Risk of harm, 5 March")]
ANSWER = {"kind": "no further action", "text": " The plan holds. "}


def test_an_answer_is_a_decision_with_its_words() -> None:
    """MIS-12: the action takes the kind as a word of the vocabulary, and the text without its edges."""
    form = AnswerForm(ANSWER)
    assert form.is_valid(), form.errors
    assert form.cleaned_answer() == {"kind": AnswerKind.NOTHING, "text": "The plan holds."}
    assert set(HINTS) == {kind.value for kind in AnswerKind}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": ""}, "text", "Enter what is asked for, or why"),
        ({"text": " \n\t "}, "text", "Enter what is asked for, or why"),
        ({"kind": ""}, "kind", "Answer “What do you decide?”"),
    ],
)
def test_no_decision_without_words_and_no_words_without_a_decision(
    changes: dict[str, str], field: str, words: str
) -> None:
    """MIS-12: also of no further action, which has to say why."""
    assert error(AnswerForm(ANSWER | changes), field) == words


def test_a_decision_that_nobody_offers_is_refused_and_the_words_stay() -> None:
    """MIS-12: somebody who loses a long text to an error does not write it a second time."""
    form = AnswerForm(ANSWER | {"kind": "close the case", "text": "A long & careful text."})
    assert set(form.errors) == {"kind"}
    assert "A long &amp; careful text." in str(form)


@pytest.mark.parametrize(("length", "valid"), [(LONG, True), (LONG + 1, False)])
def test_how_long_an_answer_may_be(length: int, valid: bool) -> None:
    """MIS-12: the limit itself is allowed."""
    assert AnswerForm(ANSWER | {"text": "x" * length}).is_valid() is valid


def test_others_of_the_child_are_ticked_to_begin_with_and_need_not_be() -> None:
    """MIS-12: one answer for all that wait, unless somebody takes one out."""
    assert str(AnswerForm(others=OTHERS)).count(" checked") == 2
    none, one = AnswerForm(ANSWER, others=OTHERS), AnswerForm(ANSWER | {"also": [str(OTHER)]}, others=OTHERS)
    assert none.is_valid() and none.also_answered == set()
    assert one.is_valid() and one.also_answered == {str(OTHER)}


def test_a_box_that_was_unticked_stays_so_when_the_form_comes_back() -> None:
    """MIS-12: an error elsewhere does not answer what somebody had taken out."""
    form = AnswerForm({"kind": "", "text": "Why.", "also": [str(OTHER)]}, others=OTHERS)
    assert not form.is_valid()
    (ticked,) = re.findall(r"<input[^>]*checked[^>]*>", str(form))
    assert str(OTHER) in ticked


def test_a_trigger_of_nobody_knows_where_is_not_answered_along() -> None:
    """MIS-12, SHA-2: only those that the page offered."""
    assert set(AnswerForm(ANSWER | {"also": [str(UUID(int=9))]}, others=OTHERS).errors) == {"also"}
    alone = AnswerForm(ANSWER | {"also": [str(ONE)]})
    assert alone.is_valid() and alone.also_answered == set() and "also" not in alone.fields


@pytest.mark.parametrize(
    ("form", "field", "longest"),
    [(TakeBackForm, "why", 400), (NoLettersForm, "reason", 400)],
    ids=["answer", "letters"],
)
def test_a_reason_is_given_and_fits_where_it_is_kept(form: type[Form], field: str, longest: int) -> None:
    """MIS-9, MIS-12: taking back an answer, and stopping letters, each say why."""
    assert form({field: "x" * longest}).is_valid()
    assert set(form({field: "x" * (longest + 1)}).errors) == {field}
    assert set(form({field: "  "}).errors) == set(form({}).errors) == {field}


def test_letters_are_posted_on_a_day_that_has_come() -> None:
    """MIS-9, MIS-17: a day alone will do, and today is one."""
    form = PostedForm(when("posted", "1/11/2026 ?"), now=NOW)
    assert form.is_valid() and form.cleaned_data["posted"] == moment("2026-11-01")
    assert error(PostedForm(when("posted", "2/11/2026 ?"), now=NOW), "posted").endswith("must not be in the future")


# The lines of a meeting


def a_meeting(**changes: Any) -> StepForm:
    given = {
        **when("happened", "6/3/2026 9am"),
        **{"attended-0-name": "Sam Sample", "attended-0-agency": "Police"},
        **{"decisions": "Everyone calls at ten.", "safety_plan": "A room at the aunt’s."},
        **{"review_on-day": "20", "review_on-month": "3", "review_on-year": "2026"},
    }
    typed = {name.replace("__", "-"): text for name, text in changes.items()}
    return StepForm(given | typed, now=NOW, kind=StepKind.STRATEGY_MEETING)


def test_a_character_that_no_database_keeps_is_refused_in_a_line() -> None:
    """MIS-12: with the line and the box, as every other error of a list."""
    form = a_meeting(attended__0__name="Sam\0Sample")
    assert error(form, "attended") == "“Name” in line 1 has a character that cannot be kept"


def test_somebody_without_an_agency_may_attend_and_an_agency_without_a_name_may_not() -> None:
    """MIS-12: a grandparent has none."""
    form = a_meeting(attended__0__agency="", attended__1__name="", attended__1__agency="Health")
    assert error(form, "attended") == "Enter “Name” in line 2"
    assert a_meeting(attended__0__agency="").is_valid()


def test_one_wrong_line_loses_none_of_the_others() -> None:
    """MIS-12: who attended, the decisions and the day are there to be sent again."""
    drawn = str(a_meeting(attended__1__name="N" * 101, attended__2__name="Ada Sample", review_on__month="13"))
    for text in ("Sam Sample", "N" * 101, "Ada Sample", "Everyone calls at ten.", "A room at the aunt’s."):
        assert text in drawn
    assert re.search(r'name="review_on-month"[^>]*value="13"', drawn)


def test_as_many_may_attend_as_there_are_lines() -> None:
    """MIS-12: the last line counts like the first."""
    everyone = {f"attended__{line}__name": f"Person {line}" for line in range(MOST_LINES)}
    form = a_meeting(**everyone)
    assert form.is_valid()
    attended = form.cleaned_step()["said"]["attended"]
    assert (len(attended), attended[-1]) == (MOST_LINES, [f"Person {MOST_LINES - 1}", ""])


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        ({}, True),
        ({"review_on__day": "6"}, True),
        ({"review_on__day": "5"}, False),
        ({"review_on__year": "2027"}, True),
    ],
)
def test_a_review_is_named_from_the_day_of_the_meeting_on(day: dict[str, str], valid: bool) -> None:
    """MIS-12: it lies ahead, so it is not refused for the future as the meeting is."""
    assert a_meeting(**day).is_valid() is valid


def test_a_meeting_by_its_day_alone_may_name_that_day() -> None:
    """MIS-12, MIS-17."""
    unknown = when("happened", "6/3/2026 ?")
    form = a_meeting(**{name.replace("-", "__"): text for name, text in unknown.items()}, review_on__day="6")
    assert form.is_valid() and form.cleaned_step()["happened"] == moment("2026-03-06")
