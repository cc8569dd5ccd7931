"""When somebody last did or looked at anything."""

from datetime import datetime
from uuid import UUID

from lantern.trail.models import Entry


def last_seen(member_id: UUID) -> datetime | None:
    """The time of a member's latest entry; `None` for somebody who was never here."""
    return Entry.objects.filter(member_id=member_id).order_by("-at").values_list("at", flat=True).first()
