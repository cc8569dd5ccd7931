"""What the forms of missing chats take, refuse and say (MIS-8 to MIS-11, PAR-9)."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.forms import (
    AnswerForm,
    AskForm,
    CapacityForm,
    FollowUpForm,
    OfferForm,
    OutcomeForm,
    PublicForm,
    SetAsideForm,
    SittingForm,
    TellForm,
    WorkerForm,
)
from lantern.missing.vocabulary import Asker, Channel, OfferedHow, OfferedTo, Said, Wish
from lantern.timekeeping.moments import Moment
from tests.unit.missing.told import at
from tests.unit.missing.typed import NOW, error, when

WHEN = when("happened", "31/10/2026 9:40pm")
AT = Moment(at("2026-10-31 21:40"))
PUBLIC = {"asker": "child", "name": "Rowan Example", "reach": "At school"}
OFFER = {"how": "by phone", "to": "child", "said": "not yet"} | WHEN
ANSWER = {"whose": "child", "said": "accepted"} | WHEN
EPISODE, OTHER = str(UUID(int=7)), str(UUID(int=8))  # the same in every worker of a run
SAT = {"covers": [EPISODE], "how": "in person"} | WHEN


def valid(form: Any) -> Any:
    assert form.is_valid(), form.errors
    return form


def public(**changed: str) -> PublicForm:
    return PublicForm(PUBLIC | changed)


def offer(**changed: str) -> OfferForm:
    return OfferForm(OFFER | changed, now=NOW)


def answer(**changed: str) -> AnswerForm:
    return AnswerForm(ANSWER | changed, now=NOW)


def sat(**changed: Any) -> SittingForm:
    return SittingForm(SAT | changed, now=NOW, episodes=[(EPISODE, "Missing"), (OTHER, "Away")])


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("asker", "", "Tell us who you are"),
        ("name", "  ", "Tell us the name"),
        ("reach", "", "Tell us how to reach you"),
        ("name", "Rowan\x00", "Null characters are not allowed."),
        ("words", "a\x00b", "Null characters are not allowed."),
        ("name", "x" * 121, "Ensure this value has at most 120 characters (it has 121)."),
        ("words", "x" * 10_000, "Ensure this value has at most 2000 characters (it has 10000)."),
        ("born", "x" * 41, "Ensure this value has at most 40 characters (it has 41)."),
        ("postcode", "CM1 1AA and more", "Ensure this value has at most 10 characters (it has 16)."),
        ("reach", "x" * 201, "Ensure this value has at most 200 characters (it has 201)."),
    ],
)
def test_the_public_form_says_what_is_wrong_with_one_field(field: str, text: str, words: str) -> None:
    """MIS-10: kindly where something is missing; nothing too long or hostile goes further."""
    assert error(public(**{field: text}), field) == words


@pytest.mark.parametrize(("field", "text"), [("asker", "police"), ("wish", "somebody they name"), ("wish", "\x00")])
def test_the_public_form_takes_no_choice_that_it_does_not_offer(field: str, text: str) -> None:
    """MIS-10: what is not on the form cannot be sent with it."""
    assert "is not one of the available choices" in error(public(**{field: text}), field)


def test_the_public_form_asks_for_three_things_alone() -> None:
    """MIS-10: who, the name, a safe way to answer; all else may be left out, and nothing of it is made up."""
    said = valid(public()).cleaned_request()
    assert said == {
        "asker": Asker.CHILD, "name": "Rowan Example", "born": "", "postcode": "", "reach": "At school",
        "wish": Wish.ANYBODY, "words": "",
    }  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120).filter(str.strip))
def test_any_name_is_kept_as_it_was_written(name: str) -> None:
    """MIS-10: no alphabet is refused, and nothing in it is read as a formula or a mark."""
    assert valid(public(name=name)).cleaned_request()["name"] == name.strip()


@pytest.mark.parametrize("text", ["=HYPERLINK('x')", "<script>alert(1)</script>", "'; DROP TABLE--", "{{ 7*7 }}"])
def test_hostile_words_are_words(text: str) -> None:
    """MIS-10: kept as they are; harmless is what shows them."""
    assert valid(public(words=text)).cleaned_request()["words"] == text


def test_an_offer_says_how_to_whom_and_when() -> None:
    """MIS-8, MIS-9: and the answer that came with it, if there was one."""
    form = valid(offer(to="parent or carer", said="declined", note="Not now"))
    assert form.cleaned_offer() == {
        "how": OfferedHow.PHONE, "to": OfferedTo.PARENT, "happened": AT, "reason": "", "authority": "", "note": "Not now",
    }  # fmt: skip
    assert form.cleaned_answer() == {"whose": OfferedTo.PARENT, "said": Said.DECLINED, "happened": AT}
    assert valid(offer()).cleaned_answer() is None


def test_one_not_offered_has_a_reason_and_no_answer() -> None:
    """MIS-9, PAR-9: whatever was ticked below; it was offered to nobody, and another authority may hold the duty."""
    assert error(offer(how="not offered"), "reason") == "Answer “Why not?”"
    form = valid(offer(how="not offered", reason="Placed there", authority="Pretend Borough", said="accepted"))
    made = form.cleaned_offer()
    assert (made["to"], made["reason"], made["authority"]) == (None, "Placed there", "Pretend Borough")
    assert form.cleaned_answer() is None


def test_a_reason_left_in_its_box_counts_only_while_it_was_not_offered() -> None:
    """MIS-9: who changes their mind on the form leaves no reason behind."""
    assert valid(offer(reason="Typed before")).cleaned_offer()["reason"] == ""


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"how": ""}, "how", "Answer “How was it offered?”"),
        ({"to": ""}, "to", "Answer “To whom?”"),
        (when("happened", "2/11/2026 9am"), "happened", "When it was must not be in the future"),
        (when("happened", "31/10/2026 "), "happened", "Enter the time, or tick that it is not known"),
    ],
)
def test_what_an_offer_lacks_is_said(changed: dict[str, str], field: str, words: str) -> None:
    """MIS-9."""
    assert error(offer(**changed), field) == words


def test_an_answer_carries_with_whom_the_child_would_rather_talk() -> None:
    """MIS-9: by name, or a woman, or a man; a name only where they name somebody."""
    made = valid(answer(wish="somebody they name", wish_words="Her coach")).cleaned_answer()
    assert (made["wish"], made["wish_words"], made["happened"]) == (Wish.SOMEBODY, "Her coach", AT)
    other = valid(answer(wish="a woman", wish_words="left over")).cleaned_answer()
    assert (other["wish"], other["wish_words"]) == (Wish.WOMAN, "")
    assert error(answer(wish="somebody they name"), "wish_words") == "Answer “Whom?”"
    assert error(answer(said=""), "said") == "Answer “What did they say?”"


def test_a_sitting_is_about_the_episodes_ticked() -> None:
    """MIS-9: one or several of the child's own; how, of ways in which one can sit down together."""
    form = valid(sat(covers=[EPISODE, OTHER], where="A café"))
    assert form.chosen == [EPISODE, OTHER]
    assert form.cleaned_sitting() == {"happened": AT, "how": OfferedHow.PERSON, "where": "A café", "note": ""}
    assert error(sat(covers=[]), "covers") == "Choose at least one episode"
    assert "not one of the available choices" in error(sat(covers=[str(UUID(int=9))]), "covers")
    assert "not one of the available choices" in error(sat(how="by letter"), "how")


def test_what_a_professional_asks_says_who_asked_and_how_it_came() -> None:
    """MIS-10: in one's own work, by the mailbox or by phone; never as if by the public form."""
    sent = {"asker": "parent or carer", "channel": "mailbox", "words": "She is worried", "wish": "a man"}
    said = valid(AskForm(sent)).cleaned_request()
    assert (said["asker"], said["channel"], said["wish"]) == (Asker.PARENT, Channel.MAILBOX, Wish.MAN)
    assert "not one of the available choices" in error(AskForm(sent | {"channel": "public form"}), "channel")
    assert error(AskForm(sent | {"words": ""}), "words") == "Answer “What was said?”"


@pytest.mark.parametrize("number", ["", "-1", "41", "four", "4.5", "\u0664\x00"])
def test_a_capacity_is_a_number_from_none_to_forty(number: str) -> None:
    """MIS-9: one sentence for everything else."""
    form = CapacityForm({"capacity": number, "base": "0"}, areas=[])
    assert error(form, "capacity") == "Enter a number from 0 to 40"


def test_the_ends_of_a_capacity_and_the_areas_of_the_partnership() -> None:
    """MIS-9: nought and forty are in; an area of nowhere is not."""
    areas = [(EPISODE, "Here"), (OTHER, "There")]
    for number in ("0", "40"):
        sent = {"capacity": number, "base": "3", "travels": [OTHER], "described": "a man"}
        made = valid(CapacityForm(sent, areas=areas)).cleaned_data
        assert (made["capacity"], made["base"], made["travels"]) == (int(number), 3, [OTHER])
    bad = CapacityForm({"capacity": "4", "travels": [str(UUID(int=9))]}, areas=areas)
    assert "not one of the available choices" in error(bad, "travels")


def test_a_chat_is_given_to_somebody_on_the_list() -> None:
    """MIS-9: with what speaks for and against them beside the name."""
    fits = [(EPISODE, "Ann Sample", "holds 1 of 4"), (OTHER, "Bo Example", "Against: does not travel there")]
    form = valid(WorkerForm({"worker": OTHER}, fits=fits))
    assert form.cleaned_data["worker"] == OTHER
    assert form.fields["worker"].widget.hints[OTHER] == "Against: does not travel there"
    assert "not one of the available choices" in error(WorkerForm({"worker": str(UUID(int=9))}, fits=fits), "worker")


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        (SetAsideForm({"reason": " "}), "reason", "Answer “Why does it lead to nothing?”"),
        (TellForm({"words": ""}), "words", "Answer “What should the social worker know first?”"),
        (OutcomeForm({"outcome": "\n"}), "outcome", "Answer “What came of it?”"),
        (
            FollowUpForm({"text": "Call", "owner": OTHER}, now=NOW, owners=[(EPISODE, "Ann")]), "owner",
            f"Select a valid choice. {OTHER} is not one of the available choices.",
        ),
        (FollowUpForm({"owner": EPISODE}, now=NOW, owners=[(EPISODE, "Ann")]), "text", "Answer “What is to be done?”"),
    ],
)  # fmt: skip
def test_what_comes_after_a_chat_is_said_in_words(form: Any, field: str, words: str) -> None:
    """MIS-10, MIS-11: a reason, what to know, what to do and by whom, what came of it."""
    assert error(form, field) == words
