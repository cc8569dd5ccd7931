"""When somebody last did or looked at anything."""

from datetime import datetime
from uuid import UUID

from lantern.trail.models import Entry


def last_seen(member_id: UUID) -> datetime | None:
    """When a member last entered, did or looked at anything; `None` for somebody who was never here.

    What happened to their sign-in does not count: it is written before they enter, and may have been somebody else's try.
    """
    found = Entry.objects.filter(member_id=member_id).exclude(what__startswith="accounts.")
    return found.order_by("-at").values_list("at", flat=True).first()
