"""What the invented county wrote about its absences fits the forms that real people fill in (MIS-7, MIS-8, MIS-12)."""

from datetime import UTC, datetime, timedelta

import pytest

from lantern.demo.rules.records import ANSWER_TEXTS, answer_of, said_of
from lantern.missing.rules.questions import ASKED, Kind, account, asked, unknown
from lantern.missing.vocabulary import AnswerKind, Harm, StepKind
from lantern.timekeeping.moments import Moment

AT = datetime(2026, 6, 10, 12, tzinfo=UTC)
WRITTEN = [each for each in ASKED if each is not StepKind.ADULT_HANDOVER]


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_answer_is_one_that_the_form_would_take(kind: StepKind) -> None:
    """MIS-7: no key that nobody asks about, nothing left out that must be answered, no choice there is not."""
    for number in range(60):
        said = said_of(f"DEMO{number}", kind, AT)
        assert unknown(kind, said) == set()
        for one in asked(kind):
            assert not one.required or said.get(one.key), (one.key, said)
            if one.kind is Kind.CHOICE and one.key in said:
                assert said[one.key] in dict(one.choices)
            if one.kind is Kind.LINES and one.key in said:
                assert all(len(line) == len(one.boxes) and line[0] for line in said[one.key])
                assert all(
                    len(text) <= box[2] for line in said[one.key] for text, box in zip(line, one.boxes, strict=True)
                )


@pytest.mark.parametrize("kind", [StepKind.ATTENDANCE, StepKind.CHAT_OFFER])
def test_a_step_that_asks_nothing_says_nothing(kind: StepKind) -> None:
    """MIS-1: its note is enough."""
    assert said_of("DEMO1", kind, AT) == {}


def test_the_same_absence_says_the_same_again() -> None:
    """The county is the same for a seed, whatever else is drawn."""
    first = [said_of("DEMO7", kind, AT) for kind in ASKED]
    assert first == [said_of("DEMO7", kind, AT) for kind in ASKED]
    assert said_of("DEMO7", StepKind.CONTACT, AT) != said_of("DEMO8", StepKind.CONTACT, AT)


def test_harm_is_told_of_few_and_every_kind_of_it_of_some() -> None:
    """MIS-12: a page of triggers that is empty was never seen; one where every child came to harm is no county."""
    told = [said_of(f"DEMO{number}", StepKind.VULNERABILITY_CHECK, AT) for number in range(600)]
    accounts = [account(StepKind.VULNERABILITY_CHECK, Moment(AT), each) for each in told]
    harms = [each.harm for each in accounts if each]
    assert set(harms) == set(Harm)
    assert 0.75 < harms.count(Harm.NONE) / len(harms) < 0.95
    both = sum(bool(each and each.significant and each.likely_again) for each in accounts)
    assert 0 < both < 30
    assert all(each.get("harm_known") for each in told if each["harm"] != "none")


def test_a_meeting_names_the_day_of_its_review() -> None:
    """MIS-12: a fortnight later."""
    assert said_of("DEMO1", StepKind.STRATEGY_MEETING, AT)["review_on"] == "2026-06-24"


def test_answers_are_of_every_kind_have_words_and_come_within_a_day() -> None:
    """MIS-12: mostly in time, by the same trigger always the same."""
    given = [answer_of(f"DEMO{number}, harm, liaison officer") for number in range(300)]
    assert {kind for kind, _, _ in given} == set(AnswerKind) == set(ANSWER_TEXTS)
    assert all(text == ANSWER_TEXTS[kind] for kind, text, _ in given)
    assert all(timedelta(hours=2) <= after <= timedelta(hours=22) for _, _, after in given)
    assert answer_of("DEMO1, harm, liaison officer") == given[1]
