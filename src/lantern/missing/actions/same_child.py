"""Two records said to be one child, or two: whom notifications are about is looked at again (MIS-4)."""

from datetime import datetime

from lantern.children.actions import merging
from lantern.children.actions.keys import refresh_keys
from lantern.children.models import Child, Merge, Moved
from lantern.missing.actions.folding import refold
from lantern.missing.actions.linking import LINKING, link_and_fold, steps_follow
from lantern.missing.models import Incident
from lantern.missing.vocabulary import Link
from lantern.organisation.models import Member
from lantern.tenancy.current import one_at_a_time
from lantern.trail.acting import action

INCIDENTS = Incident._meta.db_table
BY_MACHINE = (Link.MACHINE, Link.NEW)


@action
def merge(*, child: Child, other: Child, by: Member, at: datetime, reason: str = "") -> Merge:
    """As `children.actions.merging.merge`; notifications that waited because there were two are weighed anew."""
    one_at_a_time(LINKING)
    before = set(Incident.objects.filter(child=child).values_list("pk", flat=True))
    merged = merging.merge(child=child, other=other, by=by, at=at, reason=reason)
    Moved.objects.bulk_create(
        Moved(merge=merged, table=INCIDENTS, column="child_id", row=row, stayed=True) for row in sorted(before)
    )
    link_and_fold(by=by, at=at)
    return merged


@action
def unmerge(*, merge: Merge, by: Member, at: datetime) -> None:
    """As `children.actions.merging.unmerge`; what the machine has linked since is weighed anew between the two."""
    one_at_a_time(LINKING)
    merging.unmerge(merge=merge, by=by, at=at)
    steps_follow(Incident.objects.filter(child__in=[merge.child_id, merge.other_id]))  # what came about since
    there = Moved.objects.filter(merge=merge, table=INCIDENTS).values("row")
    since = Incident.objects.filter(child=merge.child_id, link__in=BY_MACHINE).exclude(pk__in=there)
    loosened = list(since)
    for incident in loosened:
        incident.child, incident.link, incident.why, incident.held = None, Link.WAITING, "Weighed anew.", ""
    Incident.objects.set_many(loosened, ["child", "link", "why", "held"])
    if loosened:
        refresh_keys(children=[merge.child], by=by, at=at)
        refold(children=[merge.child_id], by=by, at=at)
    link_and_fold(by=by, at=at)
