"""What is said of a person of concern, whom they have to do with, and what was decided about their record (EXP-5)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q, QuerySet

from lantern.access.records import OfChild
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.network.models.entity import Entity
from lantern.network.models.person import PersonOfConcern
from lantern.network.models.said import Said, Tie, ended_with_reason, withdrawn_with_reason
from lantern.network.vocabulary.persons import About, Certainty, PersonTieKind, Turn
from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class OfPerson(models.Model):
    """Something of a person of concern, seen by who sees the person."""

    on_a_page: ClassVar[tuple[str, ...]] = ("person__root",)
    objects: Any

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Rows of persons in sight, also of those joined to one."""
        found: QuerySet[Any, Any] = cls.objects.filter(person__root__in=PersonOfConcern.visible_to(viewer))
        return found


class Statement(OfPerson, Said):
    """One thing said of a person, as it was on a day; of a vehicle, phone, account or place it leads to the `entity`."""

    person = Within(PersonOfConcern, related_name="statements")
    about = models.CharField(max_length=12, choices=[(each, each.label) for each in About])
    words = models.CharField(max_length=400)
    day = models.DateField(null=True, help_text="a birth date")
    entity = Within(Entity, null=True, related_name="statements")
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="statement_says_something"),
            models.CheckConstraint(condition=~Q(about=About.BORN) | Q(day__isnull=False), name="statement_of_birth_has_day"),
            withdrawn_with_reason("statement_withdrawn_because"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.words


class PersonTie(OfPerson, Tie):
    """What a person of concern has to do with another."""

    on_a_page: ClassVar[tuple[str, ...]] = ("person__root", "other__root")

    person = Within(PersonOfConcern, related_name="ties")
    other = Within(PersonOfConcern, related_name="tied")
    kind = models.CharField(max_length=16, choices=[(each, each.label) for each in PersonTieKind])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=models.F("other")), name="person_tie_of_two"),
            models.CheckConstraint(condition=Q(certainty__in=list(Certainty)), name="person_tie_suspected_or_known"),
            withdrawn_with_reason("person_tie_withdrawn_because"),
            ended_with_reason("person_tie_ended_because"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.certainty}"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Ties of two who are both in sight."""
        return super().visible_to(viewer).filter(other__root__in=PersonOfConcern.visible_to(viewer))


class PersonTurn(OfPerson, Recorded):
    """The record was closed, opened again or changed: why, and what stood before."""

    person = Within(PersonOfConcern, related_name="turns")
    what = models.CharField(max_length=10, choices=[(each, each.value) for each in Turn])
    because = models.CharField(max_length=1000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="person_turn_because")]

    def __str__(self) -> str:
        return self.what


class SameChild(OfChild):
    """Somebody said whether a person of concern is a child there is a record of; `undone_at` takes it back."""

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "person__root")

    child = Within(Child, related_name="+")
    person = Within(PersonOfConcern, related_name="child_decisions")
    same = models.BooleanField()
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "person"], condition=Q(undone_at=None, same=True), name="person_is_one_child"
            )
        ]

    def __str__(self) -> str:
        return "the same" if self.same else "not the same"


class Joining(OfPerson, Recorded):
    """Somebody said that `other` is the same person as `person`, and why; `undone_at` parts them again."""

    person = Within(PersonOfConcern, related_name="joinings")
    other = Within(PersonOfConcern, related_name="joined")
    because = models.CharField(max_length=400)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "other"], condition=Q(undone_at=None), name="joined_once"),
            models.CheckConstraint(condition=~Q(person=models.F("other")), name="joining_of_two"),
            models.CheckConstraint(condition=~Q(because=""), name="joined_because"),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} is {self.person_id}"
