"""Who cannot come and who comes instead, and who was there (PAR-5, ATT-1)."""

from datetime import datetime
from uuid import UUID

from lantern.meetings.models import Apology, Attendance, Meeting
from lantern.meetings.queries.coming import sitting
from lantern.meetings.queries.series import held
from lantern.meetings.rules import refusals
from lantern.meetings.rules.refusals import NotAllowed
from lantern.meetings.vocabulary import Stage
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

AHEAD = (Stage.PLANNED, Stage.AGENDA_OUT)


@action
def send_apologies(
    *, meeting: Meeting, member: Member, by: Member, at: datetime, words: str = "",
    representative: Member | None = None, briefed: bool = False,
) -> Apology:  # fmt: skip
    """Somebody with a seat cannot come; who comes instead gets the papers of this meeting alone.

    Said anew it takes the place of what was said before. Raises `NotAllowed` once the meeting is over, for who has no seat, and
    for a representative of another agency or with a seat of their own.
    """
    now = held(meeting.pk)
    if now.stage not in (*AHEAD, Stage.RUNNING):
        raise NotAllowed(refusals.CANCELLED if now.cancelled_at else refusals.OVER)
    seated = sitting(now)
    if member.pk not in seated:
        raise NotAllowed(refusals.WHO_COMES_NOT)
    if representative is not None:
        _check(member, representative, seated)
    _withdraw(now, member, by, at)
    made = Apology.objects.create(
        meeting=now, member=member, words=words, representative=representative,
        briefed=bool(representative and briefed), by=by, at=at,
    )  # fmt: skip
    trail.record("meetings.apologies_sent", made, by=by, at=at)
    return made


@action
def come_after_all(*, meeting: Meeting, member: Member, by: Member, at: datetime) -> None:
    """They come themselves; whoever would have come instead loses the papers at once."""
    _withdraw(held(meeting.pk), member, by, at)


@action
def say_here(*, meeting: Meeting, member: Member, is_here: bool, by: Member, at: datetime) -> Attendance:
    """Whether somebody is there; the latest word counts. Raises `NotAllowed` before the meeting has begun."""
    now = held(meeting.pk)
    if now.begun_at is None or now.minutes_issued_at is not None:
        raise NotAllowed(refusals.OVER if now.minutes_issued_at else refusals.NOT_HERE_YET)
    made = Attendance.objects.create(meeting=now, member=member, is_here=is_here, by=by, at=at)
    trail.record("meetings.attendance_said", made, by=by, at=at)
    return made


def _withdraw(meeting: Meeting, member: Member, by: Member, at: datetime) -> None:
    for each in Apology.objects.filter(meeting=meeting, member=member, withdrawn_at=None):
        each.withdrawn_at = at
        each.save(update_fields=["withdrawn_at"])
        trail.record("meetings.apologies_withdrawn", each, by=by, at=at)


def _check(member: Member, instead: Member, seated: frozenset[UUID]) -> None:
    if instead.pk == member.pk:
        raise NotAllowed(refusals.THEMSELVES)
    if instead.agency_id != member.agency_id or instead.removed_at is not None:
        raise NotAllowed(refusals.OTHER_AGENCY)
    if instead.pk in seated:
        raise NotAllowed(refusals.SITS_ALREADY)
