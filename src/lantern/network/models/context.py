"""A peer group, a place or an online space as a context of exploitation: assessed, with a plan (EXP-6)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access.records import OfChild
from lantern.access.scope import scope, through_child
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.network.models.person import PersonOfConcern
from lantern.network.models.said import TIED, Taken, Tie, ended_with_reason, known_through_closed, withdrawn_with_reason
from lantern.network.vocabulary.contexts import ContextKind, ContextRole, ContextTieKind
from lantern.network.vocabulary.persons import Certainty, Turn
from lantern.organisation.models import Area, Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class Context(Recorded):
    """Where, or among whom, children are exploited: `certainty` says whether that is known or suspected.

    `review_on` and `assessed_by` repeat those of the latest assessment, for lists. `version` tells concurrent editors.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("area", "by")

    number = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=[(each, each.label) for each in ContextKind])
    certainty = models.CharField(max_length=10, choices=[(each, each.value) for each in Certainty])
    area = Within(Area, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    review_on = models.DateField(null=True)
    assessed_by = Within(Member, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="context_number_once"),
            models.CheckConstraint(condition=~Q(name=""), name="context_has_name"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, latitude__gte=-90, latitude__lte=90)
                & Q(longitude__isnull=False, longitude__gte=-180, longitude__lte=180),
                name="context_point_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "sort_name", "id"], name="context_by_name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Of an area that a role covers, tied to a child in sight, recorded by the viewer, or with a step that is theirs."""
        ties = ContextChild.objects.filter(context=OuterRef("pk"))
        found: QuerySet[Any, Any] = known_through_closed(cls.objects.all(), ties, viewer)
        if viewer.covers_all:
            return found
        tied = ContextChild.objects.filter(TIED, scope(viewer, through_child), context=OuterRef("pk"))
        steps = PlanStep.objects.filter(owner=viewer.member, withdrawn_at=None, context=OuterRef("pk"))
        granted = Q(Exists(tied)) | Q(Exists(steps)) | Q(by=viewer.member)
        return found.filter(granted | Q(area__in=viewer.covers) if viewer.covers else granted)


class OfContext(models.Model):
    """Something of a context, seen by who sees the context."""

    on_a_page: ClassVar[tuple[str, ...]] = ("context",)
    objects: Any

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Rows of contexts in sight."""
        found: QuerySet[Any, Any] = cls.objects.filter(context__in=Context.visible_to(viewer))
        return found


class ContextAssessment(OfContext, Recorded):
    """One assessment of a context; the latest counts, and earlier ones stay to be read."""

    on_a_page: ClassVar[tuple[str, ...]] = ("context", "by")

    context = Within(Context, related_name="assessments")
    number = models.PositiveIntegerField()
    risks = models.TextField()
    strengths = models.TextField(blank=True)
    review_on = models.DateField()
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "context", "number"], name="context_assessment_once"),
            models.CheckConstraint(condition=~Q(risks=""), name="context_assessment_says_risks"),
        ]

    def __str__(self) -> str:
        return f"assessment {self.number}"


class ContextTurn(OfContext, Recorded):
    """The record was closed, opened again or changed: why, and what stood before."""

    context = Within(Context, related_name="turns")
    what = models.CharField(max_length=10, choices=[(each, each.value) for each in Turn])
    because = models.CharField(max_length=1000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="context_turn_because")]

    def __str__(self) -> str:
        return self.what


class Guardian(OfContext, Recorded):
    """Somebody who could keep a context safe: a caretaker, a shopkeeper, a youth worker; from a day on."""

    context = Within(Context, related_name="guardians")
    who = models.CharField(max_length=120)
    how = models.CharField(max_length=400, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    ended_by = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(who=""), name="guardian_is_somebody"),
            models.CheckConstraint(
                condition=Q(until=None, ended_by=None) | Q(until__isnull=False, ended_by__isnull=False),
                name="guardian_until_somebody_said",
            ),
        ]

    def __str__(self) -> str:
        return self.who


class PlanStep(OfContext, Taken):
    """A step of a context's plan: what, whose, by when; and what came of it."""

    on_a_page: ClassVar[tuple[str, ...]] = ("context", "owner")

    context = Within(Context, related_name="steps")
    text = models.CharField(max_length=400)
    owner = Within(Member, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = Within(Member, null=True, related_name="+")
    outcome = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="plan_step_says_what"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None, outcome="")
                | Q(done_on__isnull=False, done_by__isnull=False) & ~Q(outcome=""),
                name="plan_step_done_with_outcome",
            ),
            withdrawn_with_reason("plan_step_withdrawn_because"),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], name="plan_step_open", condition=Q(done_on=None, withdrawn_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.text


class ContextChild(Tie, OfChild):
    """A child belongs to a group, goes to a place or was found there."""

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "context")

    child = Within(Child, related_name="+")
    context = Within(Context, related_name="child_ties")
    kind = models.CharField(max_length=16, choices=[(each, each.label) for each in ContextTieKind])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(certainty__in=list(Certainty)), name="context_child_suspected_or_known"),
            withdrawn_with_reason("context_child_withdrawn_because"),
            ended_with_reason("context_child_ended_because"),
        ]
        indexes = [models.Index(fields=["child", "-at"], name="context_child_by_child")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.certainty}"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Ties of a child in sight with a context in sight."""
        found: QuerySet[Any, Any] = super().visible_to(viewer)
        return found.filter(context__in=Context.visible_to(viewer))


class ContextPerson(OfContext, Tie):
    """A person of concern has to do with a context."""

    on_a_page: ClassVar[tuple[str, ...]] = ("context", "person__root")

    person = Within(PersonOfConcern, related_name="context_ties")
    context = Within(Context, related_name="person_ties")
    kind = models.CharField(max_length=16, choices=[(each, each.label) for each in ContextRole])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(certainty__in=list(Certainty)), name="context_person_suspected_or_known"
            ),
            withdrawn_with_reason("context_person_withdrawn_because"),
            ended_with_reason("context_person_ended_because"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.certainty}"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Ties of a context in sight with a person in sight."""
        return super().visible_to(viewer).filter(person__root__in=PersonOfConcern.visible_to(viewer))
