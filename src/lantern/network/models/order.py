"""Orders and notices against a person of concern or a place, and their breaches (EXP-5)."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q, QuerySet

from lantern.access.viewer import Viewer
from lantern.network.models.context import Context
from lantern.network.models.person import PersonOfConcern
from lantern.network.models.said import STANDS, Taken, withdrawn_with_reason
from lantern.network.vocabulary.powers import Power
from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.timekeeping.words import day


class Order(Taken):
    """A power used against a `person` or over a place, which is a `context`: by whom, when, on which conditions, until when.

    `ended_on` is when it ended before.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("person__root", "context")

    person = Within(PersonOfConcern, null=True, related_name="orders")
    context = Within(Context, null=True, related_name="orders")
    power = models.CharField(max_length=48, choices=[(each, each.label) for each in Power])
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=120)
    reference = models.CharField(max_length=60, blank=True)
    conditions = models.CharField(max_length=2000, blank=True)
    expires_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = Within(Member, null=True, related_name="+")
    ended_because = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, context=None) | Q(person=None, context__isnull=False),
                name="order_of_person_or_place",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("issued_on")), name="order_expires_after_issue"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, ended_because="")
                | Q(ended_on__gte=F("issued_on"), ended_on__isnull=False, ended_by__isnull=False)
                & ~Q(ended_because=""),
                name="order_ended_with_reason",
            ),
            withdrawn_with_reason("order_withdrawn_because"),
        ]
        indexes = [models.Index(fields=["partnership", "expires_on", "id"], name="order_by_expiry", condition=STANDS)]

    def __str__(self) -> str:
        return self.power

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Those against persons in sight, also joined to one, and over places in sight."""
        persons, places = PersonOfConcern.visible_to(viewer), Context.visible_to(viewer)
        found: QuerySet[Any, Any] = cls.objects.filter(Q(person__root__in=persons) | Q(context__in=places))
        return found

    def is_in_force(self, day: date) -> bool:
        """Issued by `day`, the last day counted in, and neither over nor taken back."""
        runs = self.issued_on <= day and (self.expires_on is None or self.expires_on >= day)
        return runs and self.withdrawn_at is None and (self.ended_on is None or self.ended_on > day)


class Breach(Taken):
    """An order was not kept: when, how, and to whom that was reported."""

    on_a_page: ClassVar[tuple[str, ...]] = ("order__person__root", "order__context")

    order = Within(Order, related_name="breaches")
    on = models.DateField()
    words = models.CharField(max_length=1000)
    reported_to = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "breaches"
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="breach_says_what"),
            withdrawn_with_reason("breach_withdrawn_because"),
        ]

    def __str__(self) -> str:
        return f"breach on {day(self.on)}"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Those of orders in sight."""
        found: QuerySet[Any, Any] = cls.objects.filter(order__in=Order.visible_to(viewer))
        return found
