"""Actions: agreed in the meeting, told of and done between meetings, or not asked for any more (M1-6, MSR-11)."""

from datetime import date, datetime
from uuid import UUID

from lantern.mace1.actions.owing import settle_actions
from lantern.mace1.models import Action, Item, Progress
from lantern.mace1.rules import refusals
from lantern.mace1.rules.allowed import against_deciding
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.vocabulary import ActionKind
from lantern.meetings.models import Meeting
from lantern.meetings.queries.series import held, seats_on
from lantern.organisation.models import Agency, Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def agree(
    *, item: Item, kind: ActionKind, words: str, agency: Agency, due_on: date, by: Member, at: datetime,
    owner: Member | None = None,
) -> Action:  # fmt: skip
    """The meeting asks an agency to do something by a day. It is issued when the meeting is over.

    Raises `NotAllowed` while the meeting is not running, for an owner of another agency, and for a day that is over.
    """
    if against := against_deciding(held(item.meeting_id).stage):
        raise NotAllowed(against)
    if owner is not None and owner.agency_id != agency.pk:
        raise NotAllowed(refusals.OTHER_AGENCY)
    if due_on < london(at).date():
        raise NotAllowed(refusals.DUE_IS_PAST)
    made = Action.objects.create(
        child_id=item.child_id,
        item=item,
        kind=kind,
        words=words,
        agency=agency,
        owner=owner,
        due_on=due_on,
        by=by,
        at=at,
    )
    trail.record("mace1.action_agreed", made, by=by, at=at)
    return made


@action
def issue(*, meeting: Meeting, by: Member, at: datetime) -> list[Action]:
    """The meeting is over: each of its actions is somebody's to do from now on.

    What is asked of an agency without naming anybody goes to whoever sits for it.
    """
    sits: dict[UUID, Member] = {}
    for seat in seats_on([meeting.series_id], london(meeting.begins_at).date()):
        if seat.member is not None:
            sits.setdefault(seat.agency_id, seat.member)
    issued = list(Action.objects.filter(item__meeting=meeting, dropped_at=None, issued_at=None))
    for each in issued:
        each.issued_at = at
        each.owner_id = each.owner_id or getattr(sits.get(each.agency_id), "pk", None)
    Action.objects.set_many(issued, ["issued_at", "owner"])
    trail.record_many("mace1.action_issued", issued, by=by, at=at)
    settle_actions(actions=[each.pk for each in issued], by=by, at=at)
    return issued


@action
def drop(*, asked: Action, because: str, by: Member, at: datetime) -> Action:
    """It is not asked for any more, and why. Raises `NotAllowed` once it is done, or dropped already."""
    now = _hold(asked)
    now.dropped_at, now.dropped_because = at, because
    now.save(update_fields=["dropped_at", "dropped_because"])
    trail.record("mace1.action_dropped", now, by=by, at=at)
    settle_actions(actions=[now.pk], by=by, at=at)
    return now


@action
def tell(*, asked: Action, words: str, by: Member, at: datetime) -> Progress:
    """How it goes. Raises `NotAllowed` once it is done or dropped."""
    now = _hold(asked)
    made = Progress.objects.create(child_id=now.child_id, action=now, words=words, by=by, at=at)
    trail.record("mace1.progress_told", made, by=by, at=at)
    return made


@action
def finish(*, asked: Action, on: date, words: str, by: Member, at: datetime) -> Action:
    """It is done, and what came of it. Raises `NotAllowed` once it is done or dropped, and for a day to come."""
    now = _hold(asked)
    if on > london(at).date():
        raise NotAllowed(refusals.DONE_TO_COME)
    now.done_on, now.done_by, now.done_words = on, by, words
    now.save(update_fields=["done_on", "done_by", "done_words"])
    trail.record("mace1.action_done", now, by=by, at=at)
    settle_actions(actions=[now.pk], by=by, at=at)
    return now


def _hold(one: Action) -> Action:
    now = Action.objects.select_for_update(of=("self",), no_key=True).get(pk=one.pk)
    if now.done_on is not None:
        raise NotAllowed(refusals.DONE_ALREADY)
    if now.dropped_at is not None:
        raise NotAllowed(refusals.DROPPED)
    return now
