"""Whether children were asked if they had a missing chat, through the viewer's scope (MIS-9)."""

from uuid import UUID

from django.db.models import QuerySet

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.missing.models import AskedAbout

SHOWN = 20


def asked_of(child: Child, viewer: Viewer) -> "QuerySet[AskedAbout]":
    """Every time `child` was asked, the latest first; what was taken back is among it."""
    found = AskedAbout.visible_to(viewer).filter(child=child)
    return found.select_related("by__agency").order_by("-happened_at", "-id")[:SHOWN]


def own_asked(key: UUID, child: Child, viewer: Viewer) -> AskedAbout | None:
    """One that the viewer recorded about `child` and did not take back."""
    found = AskedAbout.visible_to(viewer).filter(pk=key, child=child, by=viewer.member, withdrawn_at=None)
    return found.first()
