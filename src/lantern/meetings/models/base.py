"""What belongs to meetings and to no child: everybody of the partnership who knows of meetings may see it."""

from typing import Any, ClassVar, Self

from django.db.models import QuerySet

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.trail.models import Recorded


class OfMeetings(Recorded):
    """A record of a series or a meeting that names no child."""

    on_a_page: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """All of them, or none: dates and seats are no secret among the partners (PAR-4)."""
        found: QuerySet[Any, Any] = cls.objects.all()
        return found if viewer.may(Permission.SEE_MEETINGS) else found.none()
