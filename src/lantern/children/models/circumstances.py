"""What holds for a child from a day to a day: address, status, placement, who works with them."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value

from lantern.access.records import OfChild
from lantern.children.models.child import Child
from lantern.children.vocabulary import LEGAL_STATUSES, PLACEMENTS, Status, WorkKind
from lantern.organisation.models import Area, Member
from lantern.organisation.models.area import DateRange
from lantern.organisation.models.member import before_each_change
from lantern.tenancy.models import Within


def one_at_a_time(name: str) -> ExclusionConstraint:
    """No two rows of one child may hold on the same day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("child", RangeOperators.EQUAL),
            (DateRange(F("since"), F("until"), Value("[)")), RangeOperators.OVERLAPS),
        ],
    )


@pghistory.track(*before_each_change())
class Address(OfChild):
    """Where the child lived from `since` until the day before `until`; `area` as it was resolved then (PAR-2)."""

    child = Within(Child, related_name="addresses")
    text = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    area = Within(Area, null=True, blank=True, related_name="+")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [one_at_a_time("address_one_at_a_time")]

    def __str__(self) -> str:
        return self.text


@pghistory.track(*before_each_change())
class ServiceStatus(OfChild):
    """How the child stood with children's services over a period (MIS-8).

    `home_authority` is who is responsible, blank for ours; `agreed_ours`: its duties are done here, as agreed (PAR-9).
    """

    child = Within(Child, related_name="statuses")
    status = models.CharField(max_length=4, choices=[(each, each.label) for each in Status])
    legal_status = models.CharField(max_length=2, blank=True, choices=list(LEGAL_STATUSES.items()))
    home_authority = models.CharField(max_length=120, blank=True)
    agreed_ours = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "service statuses"
        constraints = [
            one_at_a_time("status_one_at_a_time"),
            models.CheckConstraint(condition=Q(agreed_ours=False) | ~Q(home_authority=""), name="agreed_with_home"),
        ]
        indexes = [
            models.Index(fields=["home_authority"], condition=~Q(home_authority=""), name="status_home_authority")
        ]

    def __str__(self) -> str:
        return Status(self.status).label


@pghistory.track(*before_each_change())
class Placement(OfChild):
    """Where a looked-after child was placed over a period.

    `host_authority` is in whose area, blank for ours; `agreed_theirs`: the duties are done there, as agreed (PAR-9).
    """

    child = Within(Child, related_name="placements")
    code = models.CharField(max_length=4, choices=list(PLACEMENTS.items()))
    provider = models.CharField(max_length=4, blank=True)
    place = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    area = Within(Area, null=True, blank=True, related_name="+")
    out_of_area = models.BooleanField(default=False)
    host_authority = models.CharField(max_length=120, blank=True)
    agreed_theirs = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason_ended = models.CharField(max_length=4, blank=True, help_text="the return's code")

    class Meta:
        constraints = [
            one_at_a_time("placement_one_at_a_time"),
            models.CheckConstraint(condition=Q(host_authority="") | Q(out_of_area=True), name="host_is_out_of_area"),
            models.CheckConstraint(condition=Q(agreed_theirs=False) | ~Q(host_authority=""), name="agreed_with_host"),
        ]
        indexes = [
            models.Index(fields=["host_authority"], condition=~Q(host_authority=""), name="placement_host_authority")
        ]

    def __str__(self) -> str:
        return PLACEMENTS.get(self.code, self.code)


@pghistory.track(*before_each_change())
class Allocation(OfChild):
    """Somebody works with the child from a day to a day, and may therefore see the record (SHA-2)."""

    child = Within(Child, related_name="allocations")
    member = Within(Member, related_name="allocations")
    kind = models.CharField(max_length=30, choices=[(each, each.value.capitalize()) for each in WorkKind])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "child", "kind"],
                condition=Q(until=None, kind=WorkKind.SOCIAL_WORKER),
                name="one_social_worker",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.since}"
