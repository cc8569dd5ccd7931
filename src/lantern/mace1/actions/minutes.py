"""What follows a meeting: minutes amended, dissent recorded, papers taken out (M1-7, M1-10, M1-11)."""

from datetime import datetime

from lantern.mace1.models import Amendment, Decision, Dissent, Item
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.meetings.models import Meeting
from lantern.meetings.queries.series import held
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def amend(*, item: Item, words: str, by: Member, at: datetime) -> Amendment:
    """The minutes of a child are corrected. Raises `NotAllowed` before they are issued."""
    if held(item.meeting_id).minutes_issued_at is None:
        raise NotAllowed(refusals.NOT_ISSUED)
    made = Amendment.objects.create(child_id=item.child_id, item=item, words=words, by=by, at=at)
    trail.record("mace1.amended", made, by=by, at=at)
    return made


@action
def dissent(*, item: Item, words: str, by: Member, at: datetime) -> Dissent:
    """An agency does not agree with what was decided; the minutes carry it. Raises `NotAllowed` before anything is decided."""
    if not Decision.objects.filter(item=item).exists():
        raise NotAllowed(refusals.NOT_DECIDED)
    made = Dissent.objects.create(child_id=item.child_id, item=item, words=words, by=by, at=at)
    trail.record("mace1.dissented", made, by=by, at=at)
    return made


@action
def take_out(*, meeting: Meeting, items: list[Item], what: str, purpose: str, by: Member, at: datetime) -> None:
    """Papers leave as a file: who, what for, which meeting, and each child in them (M1-11, SHA-6)."""
    for subject in (meeting, *items):
        trail.record("mace1.paper_taken_out", subject, by=by, at=at, purpose=purpose, detail=what)
