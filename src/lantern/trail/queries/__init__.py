"""Reading the trail."""

from uuid import UUID

from django.db.models import QuerySet

from lantern.trail.models import Entry


def looks_at(child_id: UUID) -> QuerySet[Entry]:
    """Everything that touched one child's record, latest first (SHA-6)."""
    return Entry.objects.filter(child_id=child_id).order_by("-at", "-id")
