"""A meeting as a whole goes on: its agenda is sent, it begins, it is over (M1-4, M1-6)."""

from datetime import datetime

from lantern.meetings import changes
from lantern.meetings.models import Meeting
from lantern.meetings.queries.series import held
from lantern.meetings.rules import states
from lantern.meetings.rules.refusals import NotAllowed
from lantern.meetings.vocabulary import Act
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def send_agenda(*, meeting: Meeting, by: Member, at: datetime) -> Meeting:
    """From now on those who come may open its papers; what changes later is seen as a change. Raises `NotAllowed` twice."""
    now = _allowed(meeting, Act.SEND_AGENDA)
    now.agenda_sent_at, now.agenda_sent_by = at, by
    now.save(update_fields=["agenda_sent_at", "agenda_sent_by"])
    trail.record("meetings.agenda_sent", now, by=by, at=at)
    return now


@action
def begin(*, meeting: Meeting, by: Member, at: datetime) -> Meeting:
    """It is running. Raises `NotAllowed` before the agenda is sent."""
    now = _allowed(meeting, Act.BEGIN)
    now.begun_at = at
    now.save(update_fields=["begun_at"])
    trail.record("meetings.begun", now, by=by, at=at)
    return now


@action
def end(*, meeting: Meeting, by: Member, at: datetime) -> Meeting:
    """It is over, and what was decided takes effect. Raises `NotAllowed` while something is undecided."""
    now = _allowed(meeting, Act.END)
    now.ended_at = at
    now.save(update_fields=["ended_at"])
    changes.ended(now, by, at)
    changes.planned([now.series_id], by, at)
    trail.record("meetings.ended", now, by=by, at=at)
    return now


@action
def issue_minutes(*, meeting: Meeting, by: Member, at: datetime) -> Meeting:
    """The chair stands by the minutes: nothing in them changes from now on, but by an amendment. Raises `NotAllowed` twice."""
    now = _allowed(meeting, Act.ISSUE_MINUTES)
    now.minutes_issued_at, now.minutes_issued_by = at, by
    now.save(update_fields=["minutes_issued_at", "minutes_issued_by"])
    trail.record("meetings.minutes_issued", now, by=by, at=at)
    return now


def _allowed(meeting: Meeting, act: Act) -> Meeting:
    now = held(meeting.pk)
    if against := states.against(now.times, act):
        raise NotAllowed(against)
    return now
