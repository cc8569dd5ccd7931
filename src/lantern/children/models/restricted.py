"""A record that only named people see: why, who they are, and each time it was looked at whether it must stay so (SHA-4)."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from lantern.access.records import OfChild
from lantern.access.viewer import Viewer
from lantern.children.models.child import Child
from lantern.children.vocabulary import Ground
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class SeenByNamed(OfChild):
    """Something of a restriction: read by those who are named on it, or were when it was lifted."""

    class Meta:
        abstract = True

    restriction_path = "restriction"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Rows of restrictions that name `viewer`, of a child they may see: who sees a record again is not told why not."""
        named = NamedPerson.objects.filter(
            restriction=OuterRef(cls.restriction_path), member=viewer.member, ended_at=None
        )
        found: QuerySet[Any, Any] = super().visible_to(viewer).filter(Exists(named))
        return found


class Restriction(SeenByNamed):
    """From `at` until `lifted_at` only the people named see the record. `number` is ours, and says nothing of the child.

    `reviewed_on` is the day from which the next review is counted: the first day, then that of the last review.
    """

    restriction_path = "pk"

    child = Within(Child, related_name="restrictions", db_index=False)
    number = models.CharField(max_length=12)
    ground = models.CharField(max_length=20, choices=[(each, each.label) for each in Ground])
    words = models.CharField(max_length=1000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    reviewed_on = models.DateField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = Within(Member, null=True, related_name="+")
    lifted_because = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="restriction_number_once"),
            models.UniqueConstraint(fields=["child"], condition=Q(lifted_at=None), name="restricted_once"),
            models.CheckConstraint(condition=~Q(words=""), name="restricted_with_words"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_because="")
                | Q(lifted_at__gte=F("at"), lifted_by__isnull=False) & ~Q(lifted_because=""),
                name="lifted_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["child"], name="restriction_by_child")]

    def __str__(self) -> str:
        return self.number


class NamedPerson(SeenByNamed):
    """Somebody who sees a restricted record from `at` until `ended_at`."""

    child = Within(Child, related_name="+", db_index=False)
    restriction = Within(Restriction, related_name="named", db_index=False)
    member = Within(Member, related_name="+", db_index=False)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["restriction", "member"], condition=Q(ended_at=None), name="named_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__gte=F("at"), ended_by__isnull=False),
                name="named_until_somebody_said",
            ),
        ]
        indexes = [
            models.Index(fields=["member"], name="named_by_member", condition=Q(ended_at=None)),
            models.Index(fields=["restriction"], name="named_by_restriction"),
            models.Index(fields=["child"], name="named_by_child"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.restriction_id}"


class RestrictionReview(SeenByNamed):
    """Somebody looked at whether the record must stay restricted, on `on`, and it must, for a reason."""

    child = Within(Child, related_name="+")
    restriction = Within(Restriction, related_name="reviews")
    on = models.DateField()
    because = models.CharField(max_length=1000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="kept_with_reason")]

    def __str__(self) -> str:
        return f"kept on {self.on}"
