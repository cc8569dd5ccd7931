"""The base of every record about a child: reached through the viewer's scope, and in no other way by a page."""

from typing import Any, ClassVar, Self

from django.db.models import QuerySet

from lantern.access.scope import scope, through_child
from lantern.access.viewer import Viewer
from lantern.trail.models import Recorded


class OfChild(Recorded):
    """A record with a `child`; subclasses declare the foreign key."""

    on_a_page: ClassVar[tuple[str, ...]] = ("child",)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """The records whose child `viewer` may see (SHA-2)."""
        found: QuerySet[Any, Any] = cls.objects.filter(scope(viewer, through_child))
        return found
