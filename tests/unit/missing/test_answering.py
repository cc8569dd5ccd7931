"""Who answers which trigger, and what the state of one allows (MIS-12)."""

import pytest

from lantern.access.vocabulary import PERMISSIONS, Permission
from lantern.missing.rules.answering import WHO_ANSWERS, against_answering, answers_for
from lantern.missing.rules.triggers import ANSWERED_BY
from lantern.missing.vocabulary import (
    ANSWER_WORDS,
    ANSWERER_WORDS,
    TRIGGER_VERBS,
    TRIGGER_WORDS,
    Answerer,
    AnswerKind,
    TriggerKind,
)
from lantern.obligations.rules import ROLES_OF_DUTY
from lantern.organisation.vocabulary import Role

CS, LO = Answerer.CHILDRENS_SERVICES, Answerer.LIAISON_OFFICER


@pytest.mark.parametrize(
    ("role", "answerers"),
    [
        (Role.MISSING_COORDINATOR, {CS}),
        (Role.SOCIAL_WORKER, {CS}),
        (Role.LIAISON_OFFICER, {LO}),
        (Role.TRIAGE_OFFICER, set()),
        (Role.CHAT_WORKER, set()),
        (Role.CHAIR, set()),
        (Role.BUSINESS_SUPPORT, set()),
        (Role.HEALTH_MEMBER, set()),
        (Role.ANALYST, set()),
        (Role.ADMINISTRATOR, set()),
        (Role.INFORMATION_GOVERNANCE, set()),
    ],
)
def test_each_agency_answers_its_own(role: Role, answerers: set[Answerer]) -> None:
    """MIS-12: and whoever answers may open the form of the answer; nobody else may."""
    assert answers_for([role]) == answerers
    assert (Permission.ANSWER_TRIGGERS in PERMISSIONS[role]) is bool(answerers)


def test_somebody_with_two_roles_answers_for_both() -> None:
    """MIS-12: in a small partnership one person may hold both."""
    assert answers_for([Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER]) == {CS, LO}
    assert answers_for([]) == frozenset()


@pytest.mark.parametrize(
    ("roles", "withdrawn", "answered", "said"),
    [
        ([Role.LIAISON_OFFICER], "", "", ""),
        ([Role.MISSING_COORDINATOR], "", "", "Liaison officer must answer this one."),
        ([Role.LIAISON_OFFICER], "There are no longer so many.", "", "It was withdrawn: there are no longer so many."),
        ([Role.LIAISON_OFFICER], "", "It was answered on Sunday.", "It was answered on Sunday."),
        ([Role.LIAISON_OFFICER], "Gone.", "It was answered on Sunday.", "It was withdrawn: gone."),
        ([Role.MISSING_COORDINATOR], "Gone.", "", "Liaison officer must answer this one."),
    ],
)
def test_why_a_trigger_cannot_be_answered(roles: list[Role], withdrawn: str, answered: str, said: str) -> None:
    """MIS-12: first who they are, then what the state is."""
    assert against_answering(LO, roles, withdrawn=withdrawn, answered=answered) == said


def test_every_word_has_its_words() -> None:
    """MIS-12: a kind that is added and has no words, no verb or nobody who answers fails here, not on a page."""
    assert set(TRIGGER_WORDS) == set(TRIGGER_VERBS) == set(ANSWERED_BY) == set(TriggerKind)
    assert set(ANSWERER_WORDS) == set(WHO_ANSWERS) == set(Answerer)
    assert set(ANSWER_WORDS) == set(AnswerKind)
    assert all(ANSWERED_BY.values())


@pytest.mark.parametrize("answerer", list(Answerer))
def test_what_waits_for_an_agency_is_in_the_work_of_somebody_who_may_answer(answerer: Answerer) -> None:
    """MIS-12: an obligation that nobody owns by name is in the work of a role, which must be one that answers."""
    assert ROLES_OF_DUTY[answerer.value]
    assert ROLES_OF_DUTY[answerer.value] <= WHO_ANSWERS[answerer]
