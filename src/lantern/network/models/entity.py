"""Entities and where each was named (INT-6)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q, QuerySet

from lantern.access.records import OfChild
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.network.models.person import PersonOfConcern
from lantern.network.vocabulary import Kind
from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class Entity(Recorded):
    """A person, place, vehicle, phone or account. `key` is the same for every way of writing the same thing (`rules.keys`).

    It is seen by who may see a child in connection with whom it was named, or a person of concern of whom it is said, and
    tells nothing of any other (INT-7).
    """

    on_a_page: ClassVar[tuple[str, ...]] = ()

    kind = models.CharField(max_length=10, choices=[(each, each.value.capitalize()) for each in Kind])
    label = models.CharField(max_length=120)
    key = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entities"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "kind", "key"], condition=~Q(key=""), name="entity_once")
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Entities named in connection with a child `viewer` may see, or said of a person of concern in their sight."""
        known = Q(pk__in=Mention.visible_to(viewer).filter(withdrawn_at=None).values("entity"))
        if viewer.may(Permission.SEE_PERSONS):
            persons = PersonOfConcern.visible_to(viewer)
            said = cls.objects.filter(statements__withdrawn_at=None, statements__person__root__in=persons)
            known |= Q(pk__in=said.values("pk"))
        found: QuerySet[Any, Any] = cls.objects.filter(known)
        return found


class Mention(OfChild):
    """An entity was named in a source: which words, where in it, who confirmed it and when; `withdrawn_at` takes it back."""

    child = Within(Child, related_name="mentions")
    entity = Within(Entity, related_name="mentions")
    source_kind = models.CharField(max_length=40)
    source_id = models.UUIDField()
    part = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=120)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "entity", "source_kind", "source_id", "part"],
                condition=Q(withdrawn_at=None),
                name="mention_once",
            )
        ]
        indexes = [
            models.Index(fields=["source_id"], name="mention_of_source"),
            models.Index(fields=["entity", "-at"], name="mention_of_entity"),
        ]

    def __str__(self) -> str:
        return self.words
