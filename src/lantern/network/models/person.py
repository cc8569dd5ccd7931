"""A person of concern, and how they stand to children: which decides who sees them (EXP-5, SHA-2, SHA-4)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from lantern.access.records import OfChild
from lantern.access.scope import scope, through_child
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.network.models.said import TIED, Tie, ended_with_reason, known_through_closed, withdrawn_with_reason
from lantern.network.vocabulary.persons import Certainty, ChildTieKind
from lantern.organisation.models import Area, Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded

NOT_KNOWN = "Name not known: "


class PersonOfConcern(Recorded):
    """Somebody suspected or known to exploit children. `number` is ours; without a name, `description` stands for it.

    `root` is the record that stands for this one: itself, unless a person said that two records are one person. `child` is
    this same person's record as a child, which somebody linked; they have a child's protections from then on. `closed_at`
    says that they are no person of concern after all. `version` tells concurrent editors.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("area", "by")

    number = models.CharField(max_length=12)
    name = models.CharField(max_length=120, blank=True)
    sort_name = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=200, blank=True)
    area = Within(Area, null=True, related_name="+")
    root = Within("self", related_name="family")
    child = Within(Child, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "persons of concern"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="person_number_once"),
            models.CheckConstraint(condition=~Q(name="", description=""), name="person_named_or_described"),
        ]
        indexes = [
            models.Index(fields=["partnership", "sort_name", "id"], name="person_by_name", condition=Q(root=F("id"))),
            models.Index(fields=["partnership", "-at", "id"], name="person_latest", condition=Q(root=F("id"))),
        ]

    def __str__(self) -> str:
        return self.name or NOT_KNOWN + self.description

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Records that stand for themselves and of which any part is granted, but for those of children out of sight, and
        those known through a child whose record is closed to the viewer alone.

        Who is a child is seen by who may see that child, and by nobody else.
        """
        family = cls.objects.filter(root=OuterRef("pk"))
        in_sight = scope(viewer, through_child)
        linked = family.filter(child__isnull=False)
        hidden = linked.exclude(pk__in=cls.objects.filter(in_sight, child__isnull=False))
        seen = Exists(linked.filter(in_sight)) | Exists(family.filter(_granted(viewer)))
        found: QuerySet[Any, Any] = cls.objects.filter(~Exists(hidden), seen, root=F("pk"))
        return known_through_closed(found, ChildTie.objects.filter(person__root=OuterRef("pk")), viewer)


def _granted(viewer: Viewer) -> Q:
    """Tied to a child in sight, of an area that a role covers, or recorded by the viewer."""
    tied = ChildTie.objects.filter(TIED, scope(viewer, through_child), person=OuterRef("pk"))
    granted = Q(Exists(tied)) | Q(by=viewer.member)
    if viewer.covers_all:
        return Q()
    return granted | Q(area__in=viewer.covers) if viewer.covers else granted


class ChildTie(Tie, OfChild):
    """What a person of concern has to do with a child."""

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "person__root")

    child = Within(Child, related_name="+")
    person = Within(PersonOfConcern, related_name="child_ties")
    kind = models.CharField(max_length=16, choices=[(each, each.label) for each in ChildTieKind])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(certainty__in=list(Certainty)), name="child_tie_suspected_or_known"),
            withdrawn_with_reason("child_tie_withdrawn_because"),
            ended_with_reason("child_tie_ended_because"),
        ]
        indexes = [models.Index(fields=["child", "-at"], name="child_tie_by_child")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.certainty}"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Ties of a child in sight with a person in sight."""
        found: QuerySet[Any, Any] = super().visible_to(viewer)
        return found.filter(person__root__in=PersonOfConcern.visible_to(viewer))
