"""What people add to a child's map by hand: who or what stands there, the ties, where each is put (EXP-7)."""

import pghistory
from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.children.rules.around import Bearing, Direction, Near, Strength, Surety
from lantern.ecomap.rules.limits import KEY, LABEL, WORDS
from lantern.ecomap.vocabulary import Figure, How, TieKind
from lantern.organisation.models import Member
from lantern.organisation.models.member import before_each_change
from lantern.tenancy.models import Within


class OnMap(OfChild):
    """A row of the working map. `version` tells concurrent editors; what is taken off stays, and can be put back."""

    version = models.PositiveIntegerField(default=1)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


@pghistory.track(*before_each_change())
class Node(OnMap):
    """Somebody or something that was added by hand. The last six are for the genogram, and empty outside the family."""

    child = Within(Child, related_name="+")
    kind = models.CharField(max_length=12, choices=[(each, each.value) for each in Near])
    label = models.CharField(max_length=LABEL)
    words = models.CharField(max_length=WORDS, blank=True)
    figure = models.CharField(max_length=1, blank=True, choices=[(each, each.value) for each in Figure])
    born = models.PositiveSmallIntegerField(null=True)
    has_died = models.BooleanField(default=False)
    died = models.PositiveSmallIntegerField(null=True)
    in_household = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="node_has_label"),
            models.CheckConstraint(condition=Q(died=None) | Q(has_died=True), name="node_died_in_a_year"),
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track(*before_each_change())
class Tie(OnMap):
    """What joins two of the map, by their keys: "child", "node:uuid" of a `Node`, or what a source gave (`around`)."""

    child = Within(Child, related_name="+")
    first = models.CharField(max_length=KEY)
    second = models.CharField(max_length=KEY)
    kind = models.CharField(max_length=8, default=TieKind.TIE, choices=[(each, each.value) for each in TieKind])
    how = models.CharField(max_length=10, blank=True, choices=[(each, each.value) for each in How])
    strength = models.CharField(max_length=8, default=Strength.ORDINARY, choices=[(e, e.value) for e in Strength])
    direction = models.CharField(max_length=4, default=Direction.BOTH, choices=[(e, e.value) for e in Direction])
    bearing = models.CharField(max_length=10, default=Bearing.NEUTRAL, choices=[(e, e.value) for e in Bearing])
    surety = models.CharField(max_length=9, default=Surety.KNOWN, choices=[(e, e.value) for e in Surety])
    words = models.CharField(max_length=WORDS, blank=True)
    since = models.DateField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=models.F("second")), name="tie_joins_two"),
        ]

    def __str__(self) -> str:
        return self.words or self.kind


class Placing(OnMap):
    """Where one of the map was put by hand, in units from its middle, or that it is hidden from the map."""

    child = Within(Child, related_name="+")
    key = models.CharField(max_length=KEY)
    x = models.IntegerField(null=True)
    y = models.IntegerField(null=True)
    hidden = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "child", "key"], name="placed_once"),
            models.CheckConstraint(condition=Q(x=None, y=None) | Q(x__isnull=False, y__isnull=False), name="placed_at"),
        ]

    def __str__(self) -> str:
        return self.key
