"""Triggers as pages draw them: who may answer, what was answered and taken back, for whom the words are (MIS-12, SHA-2)."""

import re
from typing import Any
from uuid import UUID

import pytest

from lantern.missing.models import Trigger
from lantern.missing.parts.triggers import COLUMNS, lines, rows
from lantern.missing.queries.triggers import ORDER, STATES, Asked
from lantern.missing.vocabulary import AnswerKind, TriggerKind, TriggerState
from lantern.organisation.vocabulary import Role
from tests.unit.missing.drawn import ANALYST, CHILD, NOWHERE, viewer
from tests.unit.missing.told import at, moment

SOON, PASSED = at("2026-06-10 15:00"), at("2026-06-10 09:00")
LIAISON, COORDINATOR = viewer(), viewer(Role.MISSING_COORDINATOR)


def plain(html: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", str(html)).split())


def an_answer(text: str = "A place at the evening group.", **facts: Any) -> dict[str, Any]:
    """As the database hands it over with its trigger."""
    return {
        "id": str(UUID(int=7)),
        "kind": AnswerKind.SUPPORT.value,
        "text": text,
        "at": "2026-06-10T08:00:00+00:00",
        "undone_at": None,
        "undone_why": "",
        "by": "Sam Invented",
        "agency": "Police",
    } | facts


def a_trigger(*given: dict[str, Any], **facts: Any) -> Trigger:
    """One that waits for the liaison officer, unless said otherwise."""
    known = {
        "child": CHILD,
        "incident_id": UUID(int=3),
        "kind": TriggerKind.REPEAT.value,
        "answerer": "liaison officer",
        "at": at("2026-06-09 16:00"),
        "due_at": SOON,
        "words": "3 episodes since 4 March.",
    }
    trigger = Trigger(**NOWHERE | known | facts)
    trigger.given = list(given)  # type: ignore[attr-defined]
    return trigger


WAITS = a_trigger()
ANSWERED = a_trigger(an_answer(), answered_at=PASSED)
GONE = a_trigger(withdrawn_at=PASSED, withdrawn_why="There are no longer so many episodes in so many days.")


def test_one_that_waits_leads_to_its_form_for_the_agency_that_must_answer() -> None:
    """MIS-12: the others read whose it is, and why they cannot."""
    (mine,), (theirs,) = lines([WAITS], LIAISON), lines([WAITS], COORDINATOR)
    assert (mine.url, mine.reason) == (f"/missing/triggers/{WAITS.pk}/", "")
    assert (theirs.url, theirs.reason) == ("", "Liaison officer must answer this one.")
    assert mine.due == theirs.due == SOON
    assert (mine.tag.text, mine.tag.kind) == ("Unanswered", "warning")


@pytest.mark.parametrize(("trigger", "tag"), [(ANSWERED, "Answered"), (GONE, "Withdrawn")])
def test_one_that_no_longer_waits_asks_nobody(trigger: Trigger, tag: str) -> None:
    """MIS-12: no form, no due time, no reason why not."""
    for each in (LIAISON, COORDINATOR):
        (line,) = lines([trigger], each)
        assert (line.url, line.reason, line.due, line.tag.text) == ("", "", None, tag)


def test_one_that_was_answered_and_then_withdrawn_is_withdrawn() -> None:
    """MIS-12: its answers stay to be read."""
    (line,) = lines([a_trigger(an_answer(), answered_at=PASSED, withdrawn_at=PASSED, withdrawn_why="Gone.")], LIAISON)
    assert (line.tag.text, line.withdrawn_why, len(line.answers)) == ("Withdrawn", "Gone.", 1)


def test_a_cause_known_by_its_day_alone_has_no_hour() -> None:
    """MIS-17."""
    day = moment("2026-06-09")
    (line,) = lines([a_trigger(at=day.at, date_only=True)], LIAISON)
    assert line.at == day


def test_an_answer_is_taken_back_by_the_agency_that_gave_it_and_once() -> None:
    """MIS-12: somebody else's stands, and so does what was taken back already."""
    undone = an_answer("Meant for another.", undone_at="2026-06-10T09:00:00+00:00", undone_why="Wrong child")
    trigger = a_trigger(undone, an_answer(), answered_at=PASSED)
    (line,) = lines([trigger], LIAISON)
    assert [each.is_undone for each in line.answers] == [True, False]
    assert [each.back_url for each in line.answers] == ["", f"/missing/triggers/answers/{UUID(int=7)}/"]
    assert line.answers[0].undone_why == "Wrong child"
    (theirs,) = lines([trigger], COORDINATOR)
    assert not any(each.back_url for each in theirs.answers)


def test_the_words_of_an_answer_are_for_those_who_see_names() -> None:
    """SHA-2: what was decided, by whom and when is no free text; why it was taken back is."""
    undone = an_answer(undone_at="2026-06-10T09:00:00+00:00", undone_why="Rowan is somebody else")
    (line,) = lines([a_trigger(undone)], ANALYST)
    (answer,) = line.answers
    assert (answer.text, answer.undone_why) == ("", "")
    assert (answer.title, answer.who, answer.at) == ("Request for support", "Sam Invented, Police", PASSED)


# Rows of the lists


@pytest.mark.parametrize("state", list(TriggerState))
def test_every_list_has_its_columns_its_order_and_a_cell_for_each(state: TriggerState) -> None:
    """MIS-12: a state that is added fails here, not on a page."""
    assert set(COLUMNS) == set(STATES) == set(ORDER) == set(TriggerState)
    (row,) = rows([WAITS], state, LIAISON)
    assert len(row) == len(COLUMNS[state])


def last(trigger: Trigger, state: TriggerState = TriggerState.ANSWERED) -> str:
    (row,) = rows([trigger], state, LIAISON)
    return plain(row[3])


def test_the_last_cell_says_when_it_is_due_what_was_answered_or_why_it_went() -> None:
    """MIS-12: the answer that stands is the last one given, not one that was taken back."""
    assert last(WAITS, TriggerState.UNANSWERED) == "due in 3 hours"
    assert last(GONE, TriggerState.WITHDRAWN) == GONE.withdrawn_why
    undone = an_answer(kind=AnswerKind.NOTHING.value, undone_at="2026-06-10T09:00:00+00:00")
    assert last(a_trigger(undone, an_answer(), answered_at=PASSED)).startswith(
        "Request for support Sam Invented, Police"
    )
    assert last(a_trigger(an_answer(), undone, answered_at=PASSED)).startswith(
        "Request for support Sam Invented, Police"
    )
    assert last(a_trigger(undone), TriggerState.UNANSWERED) == "due in 3 hours"


def test_a_title_leads_to_the_form_else_to_the_episode_and_from_a_withdrawn_one_nowhere() -> None:
    """MIS-12: an episode that went away has no page."""

    def leads(trigger: Trigger, state: TriggerState, by: Any = LIAISON) -> list[str]:
        (row,) = rows([trigger], state, by)
        return re.findall(r'href="([^"]+)"', str(row[1]))

    episode = f"/missing/{UUID(int=3)}/"
    assert leads(WAITS, TriggerState.UNANSWERED) == [f"/missing/triggers/{WAITS.pk}/"]
    assert leads(WAITS, TriggerState.UNANSWERED, COORDINATOR) == [episode]
    assert leads(ANSWERED, TriggerState.ANSWERED) == [episode]
    assert leads(GONE, TriggerState.WITHDRAWN) == []


def test_a_row_names_the_child_to_those_who_see_names_and_escapes_what_was_typed() -> None:
    """SHA-2: and an agency's name is no markup."""
    (full,), (bare,) = (rows([WAITS], TriggerState.UNANSWERED, each) for each in (LIAISON, ANALYST))
    assert (full[0], bare[0]) == ("Rowan Example, 14", "Child L0000012, 14")
    hostile = a_trigger(an_answer(agency="<b>Police</b>"), answered_at=PASSED)
    (row,) = rows([hostile], TriggerState.ANSWERED, LIAISON)
    assert "<b>" not in str(row[3]) and "&lt;b&gt;" in str(row[3])


# What an address asks for


@pytest.mark.parametrize(
    ("params", "asked"),
    [
        ({}, Asked()),
        ({"state": "mine", "kind": "harm"}, Asked(TriggerState.MINE, TriggerKind.HARM)),
        ({"state": "withdrawn"}, Asked(TriggerState.WITHDRAWN)),
        ({"state": "MINE", "kind": "HARM"}, Asked()),
        ({"state": "answered\0", "kind": "harm "}, Asked()),
    ],
)
def test_an_address_asks_for_what_is_known(params: dict[str, str], asked: Asked) -> None:
    """MIS-12: words that are not known ask for nothing, and break nothing."""
    assert Asked.read(params) == asked
