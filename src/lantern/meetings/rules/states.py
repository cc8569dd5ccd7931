"""How far a meeting is, and what that allows (M1-4 to M1-7)."""

from datetime import datetime
from typing import NamedTuple

from lantern.meetings.rules import refusals
from lantern.meetings.vocabulary import Act, Stage


class Times(NamedTuple):
    """When a meeting's steps were taken; all that its stage follows from."""

    agenda_sent: datetime | None = None
    begun: datetime | None = None
    ended: datetime | None = None
    minutes_issued: datetime | None = None
    cancelled: datetime | None = None


def stage(times: Times) -> Stage:
    """The furthest that was reached; what is cancelled goes no further."""
    for reached, at in (
        (Stage.CANCELLED, times.cancelled),
        (Stage.MINUTES_OUT, times.minutes_issued),
        (Stage.ENDED, times.ended),
        (Stage.RUNNING, times.begun),
        (Stage.AGENDA_OUT, times.agenda_sent),
    ):
        if at is not None:
            return reached
    return Stage.PLANNED


_BEFORE = {Act.ISSUE_MINUTES: refusals.NOT_OVER, Act.END: refusals.NOT_BEGUN}
AGAINST: dict[Stage, dict[Act, str]] = {
    Stage.PLANNED: {**_BEFORE, Act.BEGIN: refusals.NOT_SENT},
    Stage.AGENDA_OUT: {**_BEFORE, Act.SEND_AGENDA: refusals.SENT},
    Stage.RUNNING: {
        **dict.fromkeys((Act.MOVE, Act.CANCEL, Act.BEGIN), refusals.RUNNING),
        Act.SEND_AGENDA: refusals.SENT,
        Act.ISSUE_MINUTES: refusals.NOT_OVER,
    },
    Stage.ENDED: dict.fromkeys(set(Act) - {Act.ISSUE_MINUTES}, refusals.OVER),
    Stage.MINUTES_OUT: dict.fromkeys(set(Act) - {Act.ISSUE_MINUTES}, refusals.OVER)
    | {Act.ISSUE_MINUTES: refusals.ISSUED},
    Stage.CANCELLED: dict.fromkeys(Act, refusals.CANCELLED),
}
"""Why something cannot be done in a stage; what does not stand there can."""


def against(times: Times, act: Act) -> str:
    """Why `act` is not allowed now, or ""."""
    return AGAINST[stage(times)].get(act, "")
