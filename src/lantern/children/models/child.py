"""The child: who they are and what else they are called."""

from typing import Any, ClassVar, Self

import pghistory
from django.db import models
from django.db.models import QuerySet

from lantern.access.records import OfChild
from lantern.access.scope import scope
from lantern.access.viewer import Viewer
from lantern.children.vocabulary import NameKind, ReferenceSystem, Status
from lantern.organisation.models import Area
from lantern.organisation.models.member import before_each_change
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


@pghistory.track(*before_each_change())
class Child(Recorded):
    """Anyone under 18 about whom a record is held; it outlives the 18th birthday.

    `forename`, `surname`, `area` and `status` repeat what stands today in the dated tables below, for lists and scope.
    `provisional` marks a child opened from a notification that matched nobody, `merged_into` the record that this one was
    merged into (MIS-4). `version` tells concurrent editors.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ()

    number = models.CharField(max_length=12, help_text="Lantern's own number")
    forename = models.CharField(max_length=100, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    sort_name = models.CharField(max_length=200, blank=True)
    known_as = models.CharField(max_length=60, blank=True)
    pronouns = models.CharField(max_length=30, blank=True)
    born = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    ethnicity = models.CharField(max_length=10, blank=True, help_text="as received")
    pupil_number = models.CharField(
        max_length=20, blank=True, help_text="evidence, never unique: feeds give twins the same"
    )
    area = Within(Area, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=4, default=Status.NONE, choices=[(each, each.label) for each in Status])
    provisional = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    merged_into = Within("self", null=True, related_name="merged_in", db_index=False)

    class Meta:
        verbose_name_plural = "children"
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="child_number_once")]
        indexes = [
            models.Index(fields=["partnership", "sort_name", "id"], name="child_by_name"),
            models.Index(fields=["partnership", "area", "sort_name"], name="child_by_area"),
            models.Index(
                fields=["partnership", "-created_at", "id"],
                name="child_provisional",
                condition=models.Q(provisional=True),
            ),
            models.Index(
                fields=["partnership", "sort_name", "id"], name="child_unplaced", condition=models.Q(area=None)
            ),
            models.Index(
                fields=["merged_into"], name="child_merged_into", condition=models.Q(merged_into__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forename} {self.surname}".strip() or "Name not known"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """The children whom `viewer` may see (SHA-2); a record merged into another is not met on its own."""
        found: QuerySet[Any, Any] = cls.objects.filter(scope(viewer), merged_into=None)
        return found


@pghistory.track(*before_each_change())
class ChildName(OfChild):
    """A name the child goes or went by; the main one stands on the child too."""

    child = Within(Child, related_name="names")
    kind = models.CharField(max_length=20, default=NameKind.ALIAS, choices=[(each, each.value) for each in NameKind])
    forename = models.CharField(max_length=100, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.forename} {self.surname}".strip()


class ChildReference(OfChild):
    """A number somebody else knows the child by: the council's, a police person number, the return's."""

    child = Within(Child, related_name="references")
    system = models.CharField(max_length=20, choices=[(each, each.value) for each in ReferenceSystem])
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "system", "value"], name="reference_once")]

    def __str__(self) -> str:
        return f"{self.system} {self.value}"


class MatchKey(Recorded):
    """A blocking key of one description of the child, so that candidates are found by an index (MIS-4)."""

    child = Within(Child, related_name="match_keys", db_index=False)
    key = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "key", "child"], name="match_key_once")]
        indexes = [models.Index(fields=["child"], name="match_key_child")]

    def __str__(self) -> str:
        return self.key


class MatchProfile(Recorded):
    """Everything said of the child, gathered for comparing: one row read in place of five tables and all messages (MIS-4).

    An index like the keys beside it, and rebuilt with them; `said` is `Profile.as_json`.
    """

    child = Within(Child, related_name="+", db_index=False)
    said = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child"], name="match_profile_once")]

    def __str__(self) -> str:
        return f"profile of {self.child_id}"


class FirstWord(Recorded):
    """A word that some child's sort name begins with: a slip of the keys is sought among names, not among children (MIS-4).

    It outlasts the child's having it: children are then sought under it in the searcher's scope, and none is found.
    """

    word = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "word"], name="first_word_once")]

    def __str__(self) -> str:
        return self.word
