"""What the stage of a meeting allows with the children on its agenda (M1-4, M1-6)."""

from lantern.mace1.rules import refusals
from lantern.meetings.vocabulary import Stage

NOT_BEGUN = frozenset({Stage.PLANNED, Stage.AGENDA_OUT})


def against_writing(stage: Stage) -> str:
    """Why nothing is written of a discussion, or "": from the beginning of the meeting until its minutes are issued."""
    if stage in NOT_BEGUN:
        return refusals.NOT_BEGUN
    return "" if stage in (Stage.RUNNING, Stage.ENDED) else refusals.OVER


def against_deciding(stage: Stage) -> str:
    """Why nothing is decided and no action is agreed, or "": while the meeting is running."""
    if stage in NOT_BEGUN:
        return refusals.NOT_BEGUN
    return "" if stage is Stage.RUNNING else refusals.OVER


def against_returning(stage: Stage) -> str:
    """Why no agency says any more what it holds, or "": from the day the agenda is sent until the meeting is over."""
    if stage is Stage.PLANNED:
        return refusals.AGENDA_NOT_SENT
    return "" if stage in (Stage.AGENDA_OUT, Stage.RUNNING) else refusals.OVER
