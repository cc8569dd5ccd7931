"""Somebody asks for a discussion, the chair answers, and whoever asked may not agree (M1-2, M1-10)."""

from datetime import datetime
from uuid import UUID

from lantern.children.models import Child
from lantern.mace1.actions.gathering import open_case, put_on
from lantern.mace1.models import Dissent, Item, Request
from lantern.mace1.queries.requests import meeting_for, open_case_of, open_later, series_for, stands_by, waits
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.rules.ways import against_asking
from lantern.mace1.vocabulary import Asked, ItemKind, Way
from lantern.meetings.models import Meeting
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

LONGEST_REASON = 400


@action
def ask(*, child: Child, kind: ItemKind, way: Way, words: str, by: Member, at: datetime) -> Request:
    """Ask the chair for a discussion of `child`, at the first meeting that is still asked for any.

    Raises `NotAllowed` with the reason to show: no meeting is theirs, one was asked for already, or they stand there.
    """
    hold_child(child.pk)
    case = open_case_of(child)
    series = series_for(child, case, at)
    goes_to = meeting_for(series.pk, at).goes_to
    stands = goes_to is not None and stands_by(case, goes_to.begins_at)
    if against := against_asking(kind=kind, is_open=case is not None, waits=waits(child), stands=stands):
        raise NotAllowed(against)
    if goes_to is None:
        raise NotAllowed(refusals.NO_MEETING)
    made = Request.objects.create(
        child=child, series=series, meeting_id=goes_to.meeting, way=way, kind=kind, words=words, by=by, at=at
    )
    trail.record("mace1.requested", made, by=by, at=at)
    return made


@action
def accept(*, asked: Request, by: Member, at: datetime, to: UUID | None = None, reason: str = "") -> Item:
    """The child is discussed at the meeting asked for, or with a reason at a later one, and is open from now on.

    Raises `NotAllowed` when it is decided already, and for a meeting whose agenda cannot change any more.
    """
    now = _waiting(asked)
    hold_child(now.child_id)
    goes_to = to or now.meeting_id
    if goes_to != now.meeting_id and not reason:
        raise NotAllowed(refusals.NEEDS_REASON)
    meeting = _still_open(now, goes_to, at)
    _decide(now, Asked.ACCEPTED, reason, by, at)
    trail.record("mace1.request_accepted", now, by=by, at=at)
    return _onto(now, meeting, by, at)


@action
def decline(*, asked: Request, reason: str, by: Member, at: datetime) -> None:
    """Not discussed, and why. Raises `NotAllowed` without a reason, and when it is decided already."""
    now = _waiting(asked)
    if not reason:
        raise NotAllowed(refusals.NEEDS_REASON)
    _decide(now, Asked.DECLINED, reason, by, at)
    trail.record("mace1.request_declined", now, by=by, at=at)


@action
def take_back(*, asked: Request, by: Member, at: datetime) -> None:
    """Whoever asked does not ask any more. Raises `NotAllowed` for anybody else, and when it is decided already."""
    now = _waiting(asked)
    if now.by_id != by.pk:
        raise NotAllowed(refusals.NOT_YOURS)
    _decide(now, Asked.TAKEN_BACK, "", by, at)
    trail.record("mace1.request_taken_back", now, by=by, at=at)


@action
def dissent(*, asked: Request, words: str, by: Member, at: datetime) -> Dissent:
    """Whoever asked does not agree that it was declined, and why: it is minuted (M1-10)."""
    if asked.by_id != by.pk:
        raise NotAllowed(refusals.NOT_YOURS)
    if asked.state != Asked.DECLINED:
        raise NotAllowed(refusals.NOT_DECLINED)
    made = Dissent.objects.create(child_id=asked.child_id, request=asked, words=words, by=by, at=at)
    trail.record("mace1.dissented", made, by=by, at=at)
    return made


def hold_child(child: UUID) -> None:
    """Wait for whoever opens or asks for the same child."""
    Child.objects.select_for_update(no_key=True).get(pk=child)


def _waiting(asked: Request) -> Request:
    now = Request.objects.select_for_update(of=("self",)).select_related("by__agency").get(pk=asked.pk)
    if now.state != Asked.WAITING:
        raise NotAllowed(refusals.DECIDED)
    return now


def _still_open(asked: Request, to: UUID, at: datetime) -> Meeting:
    """The meeting, locked against its agenda being sent meanwhile."""
    meeting = open_later(asked.series_id, at).select_for_update(of=("self",)).filter(pk=to).first()
    if meeting is None:
        raise NotAllowed(refusals.LATER_ONLY)
    return meeting


def _decide(asked: Request, state: Asked, reason: str, by: Member, at: datetime) -> None:
    asked.state, asked.reason, asked.decided_by, asked.decided_at = state, reason, by, at
    asked.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def _onto(asked: Request, meeting: Meeting, by: Member, at: datetime) -> Item:
    """A child who was opened meanwhile by themselves comes as who is open."""
    because = f"{asked.by.agency.name} asked: {asked.words}"
    because = because if len(because) <= LONGEST_REASON else f"{because[: LONGEST_REASON - 1]}…"
    case = open_case_of(asked.child)
    if case is None:
        way = Way(asked.way)
        return open_case(child=asked.child, meeting=meeting, way=way, because=because, by=by, at=at, presenter=asked.by)
    return put_on(case=case, meeting=meeting, kind=ItemKind(asked.kind), because=because, by=by, at=at)
