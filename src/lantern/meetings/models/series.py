"""A series of meetings for an area, and its seats (M1-1, PAR-4)."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from lantern.meetings.models.base import OfMeetings
from lantern.meetings.vocabulary import SeriesKind
from lantern.organisation.models import Agency, Area, Member
from lantern.organisation.models.member import before_each_change
from lantern.organisation.rules.seating import SeatKind
from lantern.tenancy.models import Within


@pghistory.track(*before_each_change())
class Series(OfMeetings):
    """Meetings of one kind for one area, until it ends. `place` is where it usually meets, `mailbox` its support's."""

    on_a_page: ClassVar[tuple[str, ...]] = ("area",)

    kind = models.CharField(max_length=10, choices=[(each, each.value) for each in SeriesKind])
    area = Within(Area, related_name="+")
    mailbox = models.EmailField(blank=True, help_text="the secure mailbox of business support")
    place = models.CharField(max_length=200, blank=True)
    by = Within(Member, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "area"], condition=Q(ended_at=None), name="one_series_of_an_area"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.area.name}"


@pghistory.track(*before_each_change())
class Seat(OfMeetings):
    """A seat in a series, and who holds it from a day to a day; `until` is the first day on which they no longer do.

    `alternatives` are the designations that may come instead, in order. `decides`: its holder may commit resources.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("series__area", "agency", "member")

    series = Within(Series, related_name="seats")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(each, each.value.capitalize()) for each in SeatKind])
    agency = Within(Agency, related_name="+")
    designation = models.CharField(max_length=120)
    alternatives = ArrayField(models.CharField(max_length=120), default=list)
    decides = models.BooleanField(default=False)
    where_required = models.BooleanField(default=False)
    member = Within(Member, null=True, related_name="seats")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="seat_in_order"),
        ]
        indexes = [models.Index(fields=["member"], name="seat_of_member", condition=Q(member__isnull=False))]

    def __str__(self) -> str:
        return f"{self.designation}, {self.agency.name}"
