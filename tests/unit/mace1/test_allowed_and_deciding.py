"""What each stage of a meeting allows with a child, and what a decision lacks (M1-4 to M1-7, M1-9)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from lantern.mace1.rules import refusals
from lantern.mace1.rules.allowed import against_deciding, against_returning, against_writing
from lantern.mace1.rules.deciding import Decided, lacks
from lantern.mace1.vocabulary import Outcome, Way
from lantern.meetings.vocabulary import Stage

STAYS = Decided(Outcome.STAYS, "Because of the flat", review=uuid4())
CLOSES = Decided(Outcome.CLOSES, "No sign any more", closing="Risk reduced")
WRITES = {Stage.RUNNING, Stage.ENDED}
DECIDES = {Stage.RUNNING}
RETURNS = {Stage.AGENDA_OUT, Stage.RUNNING}


@pytest.mark.parametrize("stage", Stage)
def test_texts_are_written_from_the_beginning_until_the_minutes_are_issued(stage: Stage) -> None:
    """M1-6, M1-7: by hand, each stage."""
    assert (against_writing(stage) == "") == (stage in WRITES)


@pytest.mark.parametrize("stage", Stage)
def test_decisions_and_actions_are_made_in_the_meeting_alone(stage: Stage) -> None:
    """M1-6, M1-9: neither before it nor after it."""
    assert (against_deciding(stage) == "") == (stage in DECIDES)


@pytest.mark.parametrize("stage", Stage)
def test_agencies_say_what_they_hold_once_the_agenda_is_sent(stage: Stage) -> None:
    """M1-5: until the meeting is over."""
    assert (against_returning(stage) == "") == (stage in RETURNS)


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.AGENDA_OUT])
def test_before_it_begins_the_reason_is_that_it_has_not_begun(stage: Stage) -> None:
    """M1-6: in the words of the page."""
    assert against_writing(stage) == against_deciding(stage) == refusals.NOT_BEGUN


@pytest.mark.parametrize("stage", [Stage.MINUTES_OUT, Stage.CANCELLED])
def test_afterwards_the_reason_is_that_it_is_over(stage: Stage) -> None:
    """M1-7: what was decided stands."""
    assert against_writing(stage) == against_deciding(stage) == against_returning(stage) == refusals.OVER


def test_before_the_agenda_is_sent_nobody_is_asked() -> None:
    """M1-5: and the reason says so."""
    assert against_returning(Stage.PLANNED) == refusals.AGENDA_NOT_SENT


@pytest.mark.parametrize("decided", [STAYS, CLOSES])
def test_a_whole_decision_lacks_nothing(decided: Decided) -> None:
    """M1-6, M1-9: a review, or a reason to close, and the chair's rationale."""
    assert lacks(decided) == ""


@pytest.mark.parametrize("decided", [STAYS, CLOSES])
@pytest.mark.parametrize("words", ["", " ", "\n\t "])
def test_a_decision_has_the_chairs_reasons(decided: Decided, words: str) -> None:
    """M1-7: blanks are none."""
    assert lacks(replace(decided, words=words)) == refusals.NO_WORDS


def test_who_stays_is_reviewed_and_who_closes_is_closed_for_a_reason() -> None:
    """M1-8, M1-9: neither is left open-ended."""
    assert lacks(replace(STAYS, review=None)) == refusals.NO_REVIEW
    assert lacks(replace(CLOSES, closing="")) == refusals.NO_CLOSING
    assert lacks(replace(STAYS, closing="Risk reduced", review=None)) == refusals.NO_REVIEW


@pytest.mark.parametrize("way", Way)
def test_two_ways_are_automatic(way: Way) -> None:
    """M1-2: the others are somebody's request, which the chair decides."""
    assert way.is_automatic == (way in {Way.LEVEL, Way.MISSING})
