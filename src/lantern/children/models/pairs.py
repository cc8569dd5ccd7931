"""Two records that are, may be, or surely are not one child: merged, alike, told apart (MIS-4)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q, QuerySet

from lantern.access.scope import scope
from lantern.access.viewer import Viewer
from lantern.children.models.child import Child
from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class Pair(Recorded):
    """A record about two children's records: whoever may see it may see both."""

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "other")

    child = Within(Child, related_name="+")
    other = Within(Child, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """The pairs of which `viewer` may see both records (SHA-2); of two that were merged, the one that is left."""
        both = scope(viewer, lambda name: f"child__{name}") & scope(viewer, lambda name: f"other__{name}")
        found: QuerySet[Any, Any] = cls.objects.filter(both)
        return found


class Lookalike(Pair):
    """Two records that may be one child, and why, for a person to decide. An index, worked out from profiles."""

    weight = models.FloatField(help_text="bits of evidence")
    agrees = models.JSONField(default=list)
    disagrees = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "child", "other"], name="lookalike_once"),
            models.CheckConstraint(condition=Q(child__lt=F("other")), name="lookalike_in_order"),
        ]
        indexes = [models.Index(fields=["partnership", "-weight", "id"], name="lookalike_likeliest")]

    def __str__(self) -> str:
        return f"{self.weight:.1f} bits"


class NeverSame(Pair):
    """A person said that two records are two children; never offered again unless that is taken back."""

    reason = models.CharField(max_length=400, blank=True)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "child", "other"], condition=Q(undone_at=None), name="never_same_once"
            ),
            models.CheckConstraint(condition=Q(child__lt=F("other")), name="never_same_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} is not {self.other_id}"


class Merge(Pair):
    """`other` was merged into `child`: what hung on it moved along (`Moved`), and comes back when this is undone."""

    reason = models.CharField(max_length=400, blank=True)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "other"], condition=Q(undone_at=None), name="merged_once"),
            models.CheckConstraint(condition=~Q(child=F("other")), name="merge_of_two"),
        ]
        indexes = [models.Index(fields=["partnership", "-at", "id"], name="merge_latest")]

    def __str__(self) -> str:
        return f"{self.other_id} into {self.child_id}"


class Moved(Recorded):
    """A row that a merge moved from one record to the other, or that it had to leave where it was."""

    merge = Within(Merge, related_name="rows")
    table = models.CharField(max_length=80)
    column = models.CharField(max_length=40)
    row = models.UUIDField()
    stayed = models.BooleanField(default=False, help_text="it cannot stand beside what the other record says")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "table", "column", "row"], name="moved_once")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
