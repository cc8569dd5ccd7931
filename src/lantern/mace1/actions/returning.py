"""An agency says what it holds of a child, or that it looked and holds nothing (M1-5)."""

from collections.abc import Collection
from datetime import datetime

from lantern.mace1.models import Item, NothingHeld, ReturnText
from lantern.mace1.queries.returns import section_of
from lantern.mace1.rules import refusals
from lantern.mace1.rules.allowed import against_returning
from lantern.mace1.rules.refusals import NotAllowed
from lantern.meetings.queries.series import held
from lantern.organisation.models import Agency, Member
from lantern.trail import actions as trail
from lantern.trail.acting import action
from lantern.writing.actions import Kept, Place, save
from lantern.writing.queries import section_now
from lantern.writing.rules import Typed


@action
def write_return(*, item: Item, agency: Agency, typed: Typed, by: Member, at: datetime) -> Kept:
    """Save what an agency holds while somebody types; two people of it lose nothing. It takes back that nothing is held.

    Raises `NotAllowed` before the agenda is sent and once the meeting is over.
    """
    _hold(item)
    kept = save(place=_place(item), section=section_of(agency.pk), typed=typed, by=by, at=at)
    if kept.now.text:
        NothingHeld.objects.filter(item=item, agency=agency, withdrawn_at=None).update(withdrawn_at=at)
    return kept


@action
def hold_nothing(*, items: Collection[Item], agency: Agency, by: Member, at: datetime) -> list[NothingHeld]:
    """The agency looked each of these children up and holds nothing; once is enough.

    Raises `NotAllowed` for a child of whom it wrote something, and then records nothing.
    """
    made = []
    for item in items:
        _hold(item)
        if section_now(ReturnText.objects.filter(item=item), section_of(agency.pk)).text:
            raise NotAllowed(refusals.SOMETHING_IS_SAID)
        one, is_new = NothingHeld.objects.get_or_create(
            item=item, agency=agency, withdrawn_at=None, defaults={"child_id": item.child_id, "by": by, "at": at}
        )
        made += [one] if is_new else []
    trail.record_many("mace1.nothing_held", list(made), by=by, at=at)
    return made


@action
def take_back_nothing(*, item: Item, agency: Agency, by: Member, at: datetime) -> None:
    """It was not looked up after all."""
    _hold(item)
    for each in NothingHeld.objects.filter(item=item, agency=agency, withdrawn_at=None):
        each.withdrawn_at = at
        each.save(update_fields=["withdrawn_at"])
        trail.record("mace1.nothing_held_taken_back", each, by=by, at=at)


def _hold(item: Item) -> None:
    if item.deferred_at is not None:
        raise NotAllowed(refusals.DEFERRED)
    if against := against_returning(held(item.meeting_id).stage):
        raise NotAllowed(against)


def _place(item: Item) -> Place:
    return Place(ReturnText, {"item": item, "child_id": item.child_id}, "mace1.return_written")
