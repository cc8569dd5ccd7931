"""What every statement and tie has: who says so, how it is graded, who recorded it; taken back, never deleted (INT-5)."""

from typing import Any

from django.db import models
from django.db.models import Exists, F, Q, QuerySet

from lantern.access.scope import denied, scope, through_child
from lantern.access.viewer import Viewer
from lantern.network.rules.grading import grade_short, grade_words
from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded

STANDS = Q(withdrawn_at=None)


class Taken(Recorded):
    """Recorded by somebody; `withdrawn_at` takes it back, with the reason."""

    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = Within(Member, null=True, related_name="+")
    withdrawn_because = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True


class Said(Taken):
    """Somebody said so: `source` in words, its `grade` in a `scheme`."""

    source = models.CharField(max_length=200)
    scheme = models.CharField(max_length=8, blank=True)
    grade = models.CharField(max_length=4, blank=True)

    class Meta:
        abstract = True

    @property
    def graded(self) -> str:
        """B 2 1 (5x5x5)."""
        return grade_short(self.scheme, self.grade)

    @property
    def graded_words(self) -> str:
        """Source: mostly reliable, and so on."""
        return grade_words(self.scheme, self.grade)


def withdrawn_with_reason(name: str) -> models.CheckConstraint:
    """Taken back by somebody, for a reason, after it was said; or not at all. (A comparison with no moment refuses nothing.)"""
    return models.CheckConstraint(
        condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
        | Q(withdrawn_at__gte=F("at"), withdrawn_at__isnull=False, withdrawn_by__isnull=False)
        & ~Q(withdrawn_because=""),
        name=name,
    )


class Tie(Said):
    """What one has to do with another, since when; `ended_on` says that it is over, and the past stays."""

    certainty = models.CharField(max_length=10)
    since = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True)
    ended_on = models.DateField(null=True)
    ended_by = Within(Member, null=True, related_name="+")
    ended_because = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True

    @property
    def is_standing(self) -> bool:
        """Neither over nor taken back."""
        return self.ended_on is None and self.withdrawn_at is None


TIED = Q(ended_on=None, withdrawn_at=None)


def known_through_closed(rows: "QuerySet[Any]", ties: "QuerySet[Any]", viewer: Viewer) -> "QuerySet[Any]":
    """`rows` but for those tied to a child whose record is closed to the viewer, and to no child in sight (SHA-4).

    What is told of somebody round a child tells of the child. `ties` are those of the row around, over ones included.
    """
    against = denied(viewer, through_child)
    if against is None:
        return rows
    standing = ties.filter(withdrawn_at=None)
    return rows.exclude(Exists(standing.filter(against)), ~Exists(standing.filter(scope(viewer, through_child))))


def ended_with_reason(name: str) -> models.CheckConstraint:
    """Over since a day, as somebody said with a reason; or not at all."""
    return models.CheckConstraint(
        condition=Q(ended_on=None, ended_by=None, ended_because="")
        | Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
        name=name,
    )
