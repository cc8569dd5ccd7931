"""A conflict of interest: somebody who knows a child or their family, and therefore sees nothing of the record (SHA-4)."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q, QuerySet

from lantern.access.records import OfChild
from lantern.access.viewer import Viewer
from lantern.children.models.child import Child
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class Conflict(OfChild):
    """From `at` until `ended_at` nothing of the child is shown to `member`; another person ends it, with a reason."""

    child = Within(Child, related_name="conflicts")
    member = Within(Member, related_name="+", db_index=False)
    number = models.CharField(max_length=12)
    words = models.CharField(max_length=1000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = Within(Member, null=True, related_name="+")
    ended_because = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="conflict_number_once"),
            models.UniqueConstraint(fields=["member", "child"], condition=Q(ended_at=None), name="conflict_once"),
            models.CheckConstraint(condition=~Q(words=""), name="conflict_with_words"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_because="")
                | Q(ended_at__gte=F("at"), ended_by__isnull=False) & ~Q(ended_because=""),
                name="conflict_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | ~Q(ended_by=F("member")), name="conflict_ended_by_another"
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-at", "id"], name="conflict_latest"),
            models.Index(fields=["member", "-at"], name="conflict_by_member"),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Every conflict, to those whose role opens the page: of the child it shows only what is not denied to them."""
        found: QuerySet[Any, Any] = cls.objects.all()
        return found
