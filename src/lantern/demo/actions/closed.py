"""A record that only two people see, and a conflict of interest, in the invented county (SHA-4)."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from lantern.children.actions.conflicts import record_conflict
from lantern.children.actions.restricting import restrict
from lantern.children.models import Allocation, Child, Restriction
from lantern.children.vocabulary import Ground, WorkKind
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.vocabulary import Role
from lantern.trail.acting import action

WEEKS_AGO = timedelta(weeks=11)  # so that the review is due within the fortnight
LATELY = timedelta(days=2)
WHY = "An aunt of the child works at the front door. Ring the named worker, never the front door's own number."
KNOWN = "We live in the same street, and our children are at school together."


@action
def close_records(*, by: None, at: datetime) -> None:
    """One record restricted to the coordinator whom the demonstration offers first and to the child's worker. Once a county."""
    if Restriction.objects.exists():
        return
    coordinator, other = first_of(Role.MISSING_COORDINATOR), first_of(Role.SOCIAL_WORKER)
    work = _worked_with().exclude(member=other).first()
    if coordinator is None or other is None or work is None:
        return
    named = [coordinator, work.member]
    restrict(child=work.child, ground=Ground.STAFF_FAMILY, words=WHY, named=named, by=coordinator, at=at - WEEKS_AGO)
    known = _worked_with().exclude(member=other).exclude(child=work.child).first()
    if known:
        record_conflict(child=known.child, member=other, words=KNOWN, by=other, at=at - LATELY)


def _worked_with() -> "QuerySet[Allocation]":
    """Children who were missing and have a social worker who signed up, in the order of their numbers."""
    lived = Child.objects.filter(episodes__ended_at__isnull=False, provisional=False, merged_into=None)
    rows = Allocation.objects.filter(kind=WorkKind.SOCIAL_WORKER, until=None, child__in=lived)
    here = rows.filter(member__user__isnull=False, member__removed_at=None)
    return here.select_related("child", "member").order_by("child__number")


def first_of(role: Role) -> Member | None:
    """The one whom the demonstration offers first."""
    held = RoleHeld.objects.filter(role=role, member__user__isnull=False, member__removed_at=None)
    found = held.select_related("member").order_by("member__name", "member__email").first()
    return found.member if found else None
