"""Somebody asks the chair for a child to be discussed, and what the chair decided (M1-2)."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.mace1.vocabulary import Asked, ItemKind, Way
from lantern.meetings.models import Meeting, Series
from lantern.organisation.models import Member
from lantern.organisation.models.member import before_each_change
from lantern.tenancy.models import Within


@pghistory.track(*before_each_change())
class Request(OfChild):
    """A request for a discussion. `meeting` is the first that was still open to requests when it was made."""

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "series__area", "meeting", "by__agency", "decided_by")

    child = Within(Child, related_name="+")
    series = Within(Series, related_name="requests")
    meeting = Within(Meeting, related_name="+")
    way = models.CharField(max_length=40, choices=[(each, each.value) for each in Way])
    kind = models.CharField(max_length=20, choices=[(each, each.value) for each in ItemKind])
    words = models.CharField(max_length=2000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=20, default=Asked.WAITING, choices=[(each, each.value) for each in Asked])
    decided_at = models.DateTimeField(null=True)
    decided_by = Within(Member, null=True, related_name="+")
    reason = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "child"], condition=Q(state=Asked.WAITING), name="request_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state=Asked.WAITING, decided_at=None, decided_by=None)
                | (~Q(state=Asked.WAITING) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="request_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=Asked.DECLINED) | ~Q(reason=""), name="request_declined_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["series", "at"], name="request_waiting", condition=Q(state=Asked.WAITING))]

    def __str__(self) -> str:
        return self.way
