"""A view of the tracker that somebody keeps for themselves (M1-8)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import QuerySet

from lantern.access.viewer import Viewer
from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class SavedView(Recorded):
    """What the tracker was narrowed to, its order and columns, as the address has them, under a name of one's own."""

    on_a_page: ClassVar[tuple[str, ...]] = ()

    member = Within(Member, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "member", "name"], name="saved_view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """One's own."""
        found: QuerySet[Any, Any] = cls.objects.filter(member=viewer.member)
        return found
