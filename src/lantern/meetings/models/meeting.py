"""A meeting: planned, moved, its agenda sent, held, its minutes issued (M1-1, M1-4, M1-7)."""

from datetime import datetime, timedelta
from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from lantern.meetings.models.base import OfMeetings
from lantern.meetings.models.series import Series
from lantern.meetings.rules.states import Times, stage
from lantern.meetings.vocabulary import Stage
from lantern.organisation.models import Member
from lantern.organisation.models.member import before_each_change
from lantern.tenancy.models import Within
from lantern.timekeeping import words
from lantern.timekeeping.moments import london


@pghistory.track(*before_each_change())
class Meeting(OfMeetings):
    """One meeting of a series. `length` in minutes; `sequence` counts what calendars were told of it."""

    on_a_page: ClassVar[tuple[str, ...]] = ("series__area",)

    series = Within(Series, related_name="meetings")
    begins_at = models.DateTimeField()
    length = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    by = Within(Member, null=True, related_name="+")
    at = models.DateTimeField()
    agenda_sent_at = models.DateTimeField(null=True)
    agenda_sent_by = Within(Member, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    minutes_issued_at = models.DateTimeField(null=True)
    minutes_issued_by = Within(Member, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "series", "begins_at"],
                condition=Q(cancelled_at=None),
                name="one_meeting_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="meeting_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(begun_at=None) | Q(agenda_sent_at__isnull=False), name="meeting_begun_with_agenda"
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(begun_at__isnull=False), name="meeting_ended_begun"),
            models.CheckConstraint(
                condition=Q(minutes_issued_at=None) | Q(ended_at__isnull=False), name="minutes_of_what_ended"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "begins_at"], name="meeting_by_time")]

    def __str__(self) -> str:
        return f"{self.series}, {words.day(london(self.begins_at).date())}"

    @property
    def times(self) -> Times:
        """All that its stage follows from."""
        return Times(self.agenda_sent_at, self.begun_at, self.ended_at, self.minutes_issued_at, self.cancelled_at)

    @property
    def stage(self) -> Stage:
        """How far it is."""
        return stage(self.times)

    @property
    def ends_at(self) -> datetime:
        """When it is planned to end."""
        return self.begins_at + timedelta(minutes=self.length)


class Move(OfMeetings):
    """A meeting was moved, and why; what was owed for it moved along."""

    meeting = Within(Meeting, related_name="moves")
    was = models.DateTimeField()
    to = models.DateTimeField()
    because = models.CharField(max_length=400)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"moved {self.at:%Y-%m-%d}"
