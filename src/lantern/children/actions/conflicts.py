"""A conflict of interest: declared by oneself or recorded for somebody, and ended by another person alone (SHA-4)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from lantern.children.actions.numbers import next_number_of
from lantern.children.models import Child, Conflict
from lantern.children.rules import restricting as rules
from lantern.children.rules.refusals import NotAllowed
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def declare_conflict(*, child: Child, words: str, by: Member, at: datetime) -> Conflict:
    """Whoever declares it loses sight of everything of the child with this. Raises `NotAllowed` for a second time."""
    return record_conflict(child=child, member=by, words=words, by=by, at=at)


@action
def record_conflict(*, child: Child, member: Member, words: str, by: Member, at: datetime) -> Conflict:
    """`member` sees nothing of the child from now on. Raises `NotAllowed` when that stands on the record already."""
    try:
        with transaction.atomic():
            made = Conflict.objects.create(
                child=child, member=member, number=f"C{next_number_of(Conflict):07d}", words=words, by=by, at=at
            )
    except IntegrityError as error:
        raise NotAllowed(rules.CONFLICTED_ALREADY) from error
    what = "children.conflict_declared" if by.pk == member.pk else "children.conflict_recorded"
    trail.record(what, made, by=by, at=at)
    return made


@action
def end_conflict(*, conflict: Conflict, because: str, by: Member, at: datetime) -> None:
    """It is over: role and work decide again. Raises `NotAllowed` for whoever has it, and when it is over already."""
    stands = Conflict.objects.select_for_update().get(pk=conflict.pk)
    if against := rules.against_ending(whose=stands.member_id, by=by.pk, ended=stands.ended_at is not None):
        raise NotAllowed(against)
    stands.ended_at, stands.ended_by, stands.ended_because = at, by, because
    stands.save(update_fields=["ended_at", "ended_by", "ended_because"])
    trail.record("children.conflict_ended", stands, by=by, at=at)
