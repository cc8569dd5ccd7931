"""The chair puts a child off to a later meeting, and says why (M1-2)."""

from datetime import datetime
from uuid import UUID

from lantern.mace1.actions.gathering import put_on
from lantern.mace1.models import Item
from lantern.mace1.queries.requests import open_later
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.vocabulary import ItemKind
from lantern.meetings.queries.series import held
from lantern.meetings.vocabulary import Stage
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

AGAINST = {
    Stage.AGENDA_OUT: refusals.AGENDA_SENT,
    Stage.RUNNING: refusals.AGENDA_SENT,
    Stage.ENDED: refusals.OVER,
    Stage.MINUTES_OUT: refusals.OVER,
    Stage.CANCELLED: refusals.OVER,
}
"""Why nobody is put off any more; a meeting that is planned is not here."""


@action
def defer(*, item: Item, to: UUID, because: str, by: Member, at: datetime) -> Item:
    """The child stands on the later agenda for what they came for; this place says who put them off and why.

    Raises `NotAllowed` once the agenda is sent, and for a meeting that is not a later one of the series that is still open.
    """
    meeting = held(item.meeting_id)
    item.refresh_from_db(from_queryset=Item.objects.select_for_update(of=("self",)).select_related("case"))
    if item.deferred_at is not None:
        raise NotAllowed(refusals.DEFERRED)
    if against := AGAINST.get(meeting.stage):
        raise NotAllowed(against)
    if not because:
        raise NotAllowed(refusals.NEEDS_REASON)
    later = open_later(meeting.series_id, meeting.begins_at).filter(pk=to).exclude(pk=meeting.pk).first()
    if later is None:
        raise NotAllowed(refusals.LATER_ONLY)
    item.deferred_at, item.deferred_by, item.deferred_because, item.deferred_to = at, by, because, later
    item.save(update_fields=["deferred_at", "deferred_by", "deferred_because", "deferred_to"])
    trail.record("mace1.deferred", item, by=by, at=at)
    return put_on(case=item.case, meeting=later, kind=ItemKind(item.kind), because=item.because, by=by, at=at)
