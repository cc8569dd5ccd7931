"""What a meeting asks an agency to do for a child, how it goes, and what came of it (M1-6, MSR-11)."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.mace1.models.case import Item
from lantern.mace1.vocabulary import ActionKind
from lantern.organisation.models import Agency, Member
from lantern.organisation.models.member import before_each_change
from lantern.tenancy.models import Within


@pghistory.track(*before_each_change())
class Action(OfChild):
    """An action: its owner is an agency, and within it a person once named. It is issued when the meeting ends.

    `done_words` says what came of it, `dropped_because` why it is no longer asked for.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "item__meeting__series__area", "agency", "owner")

    child = Within(Child, related_name="+")
    item = Within(Item, related_name="actions")
    kind = models.CharField(max_length=12, choices=[(each, each.value) for each in ActionKind])
    words = models.CharField(max_length=400)
    agency = Within(Agency, related_name="+")
    owner = Within(Member, null=True, related_name="mace1_actions")
    due_on = models.DateField()
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    done_by = Within(Member, null=True, related_name="+")
    done_words = models.CharField(max_length=2000, blank=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None, done_words="")
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(done_words="")),
                name="action_done_with_words",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None, dropped_because="")
                | (Q(dropped_at__isnull=False, done_on=None) & ~Q(dropped_because="")),
                name="action_dropped_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["item"], name="action_of_item"),
            models.Index(
                fields=["partnership", "due_on", "id"],
                name="action_open",
                condition=Q(issued_at__isnull=False, done_on=None, dropped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Progress(OfChild):
    """How an action goes, told between meetings."""

    child = Within(Child, related_name="+")
    action = Within(Action, related_name="progress")
    words = models.CharField(max_length=2000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return self.words[:40]
