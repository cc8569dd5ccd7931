"""A child who is open to MACE 1, and their place on an agenda (M1-2, M1-8, M1-9)."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.mace1.vocabulary import ItemKind, Way
from lantern.meetings.models import Meeting, Series
from lantern.organisation.models import Member
from lantern.organisation.models.member import before_each_change
from lantern.tenancy.models import Within


@pghistory.track(*before_each_change())
class Case(OfChild):
    """A child open to the meetings of a series, from the day they came onto an agenda until a meeting closes them.

    `previous` is the case that was closed before, when the child comes again. `level_at_open` is the level of exploitation that
    stood then, by its name, "" for none. A child is open once at a time.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "series__area")

    child = Within(Child, related_name="mace1_cases")
    series = Within(Series, related_name="cases")
    number = models.CharField(max_length=12)
    came = models.CharField(max_length=40, choices=[(each, each.value) for each in Way])
    opened_at = models.DateTimeField()
    opened_by = Within(Member, null=True, related_name="+")
    level_at_open = models.CharField(max_length=40, blank=True)
    previous = Within("self", null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="case_number_once"),
            models.UniqueConstraint(
                fields=["partnership", "child"], condition=Q(closed_at=None), name="case_open_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_because="")
                | (Q(closed_at__isnull=False, closed_at__gte=F("opened_at")) & ~Q(closed_because="")),
                name="case_closed_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["series", "opened_at"], name="case_open_in_series", condition=Q(closed_at=None)),
            models.Index(fields=["child", "-opened_at"], name="case_of_child"),
        ]

    def __str__(self) -> str:
        return self.number


@pghistory.track(*before_each_change())
class Item(OfChild):
    """A child's place on the agenda of a meeting; `because` says in words why they are there.

    Deferred by the chair it stands on the later meeting, and this row says who deferred it and why (M1-2).
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "meeting__series__area", "case")

    child = Within(Child, related_name="+")
    case = Within(Case, related_name="items")
    meeting = Within(Meeting, related_name="items")
    kind = models.CharField(max_length=20, choices=[(each, each.value) for each in ItemKind])
    because = models.CharField(max_length=400)
    by = Within(Member, null=True, related_name="+")
    at = models.DateTimeField()
    deferred_at = models.DateTimeField(null=True)
    deferred_by = Within(Member, null=True, related_name="+")
    deferred_because = models.CharField(max_length=400, blank=True)
    deferred_to = Within(Meeting, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "meeting", "case"], condition=Q(deferred_at=None), name="item_once"
            ),
            models.CheckConstraint(
                condition=Q(deferred_at=None, deferred_by=None, deferred_because="", deferred_to=None)
                | (
                    Q(deferred_at__isnull=False, deferred_by__isnull=False, deferred_to__isnull=False)
                    & ~Q(deferred_because="")
                ),
                name="item_deferred_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["case", "meeting"], name="item_of_case")]

    def __str__(self) -> str:
        return self.kind
