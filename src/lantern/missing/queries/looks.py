"""Which looks at children are on the trail already, so that a page that refreshes itself does not flood it (SHA-6)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from lantern.organisation.models import Member
from lantern.trail.models import Entry
from lantern.trail.vocabulary import Kind

A_SHIFT = timedelta(hours=12)


def not_looked_at(what: str, records: Iterable[Any], *, by: Member, at: datetime) -> list[Any]:
    """Of `records` about children, those that `by` has not seen on the page `what` during the last twelve hours."""
    shown = list(records)
    seen = set(
        Entry.objects.filter(
            kind=Kind.VIEW,
            what=what,
            member_id=by.pk,
            child_id__in=[each.child_id for each in shown],
            at__gte=at - A_SHIFT,
        ).values_list("child_id", flat=True)
    )
    return [each for each in shown if each.child_id not in seen]
