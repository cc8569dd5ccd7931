"""Records that an older version wrote, brought up to what this one works out of them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from lantern.children.actions.keys import refresh_keys
from lantern.children.models import Child, MatchProfile
from lantern.missing.actions.folding import refold
from lantern.missing.models import Episode
from lantern.tenancy.current import nobody_else_does
from lantern.trail.acting import action

AT_ONCE = 500
LATELY = timedelta(days=90)  # duties of long ago that nobody knew of then would only fill the lists


@action
def catch_up(*, after: UUID | None, by: None, at: datetime) -> UUID | None:
    """Bring the next children up, those that come behind `after`; returns the last of them, or nothing when all are done.

    They are found by what they are known by, and who is missing or was lately owes what is owed today (MIS-4, MIS-12, MIS-15).
    Nothing is done while another process does it.
    """
    if not nobody_else_does("catching up"):
        return None
    known = MatchProfile.objects.filter(child=OuterRef("pk"))
    behind = Child.objects.filter(~Exists(known), merged_into=None).order_by("pk")
    children = list((behind.filter(pk__gt=after) if after else behind)[:AT_ONCE])
    if not children:
        return None
    refresh_keys(children=children, by=by, at=at)
    lately = Q(ended_at=None) | Q(ended_at__gte=at - LATELY)
    refold(children=Episode.objects.filter(lately, child__in=children).values_list("child_id", flat=True), by=by, at=at)
    return children[-1].pk
