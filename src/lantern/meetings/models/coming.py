"""Who cannot come, who comes instead, who is invited, and who was there (PAR-4, PAR-5, ATT-1)."""

from django.db import models
from django.db.models import Q

from lantern.meetings.models.base import OfMeetings
from lantern.meetings.models.meeting import Meeting
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class Apology(OfMeetings):
    """Somebody with a seat cannot come; `representative` comes in their place, for that meeting alone, and is `briefed`."""

    meeting = Within(Meeting, related_name="apologies")
    member = Within(Member, related_name="+")
    words = models.CharField(max_length=400, blank=True)
    representative = Within(Member, null=True, related_name="represents")
    briefed = models.BooleanField(default=False)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "apologies"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "meeting", "member"], condition=Q(withdrawn_at=None), name="one_apology"
            ),
            models.CheckConstraint(
                condition=Q(representative=None, briefed=False) | Q(representative__isnull=False),
                name="who_represents_is_briefed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["representative"],
                name="apology_representative",
                condition=Q(representative__isnull=False, withdrawn_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"apologies of {self.member_id}"


class Invited(OfMeetings):
    """Somebody comes by formal invitation to this meeting, for named items alone."""

    meeting = Within(Meeting, related_name="invited")
    member = Within(Member, related_name="invited_to")
    because = models.CharField(max_length=400)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "invited"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "meeting", "member"], condition=Q(withdrawn_at=None), name="invited_once"
            )
        ]

    def __str__(self) -> str:
        return f"invitation of {self.member_id}"


class Attendance(OfMeetings):
    """Somebody was there, or not: the latest word counts, and what was said before stays."""

    meeting = Within(Meeting, related_name="attendance")
    member = Within(Member, related_name="+")
    is_here = models.BooleanField()
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["meeting", "member", "-at"], name="attendance_lately")]

    def __str__(self) -> str:
        return f"{self.member_id} {'here' if self.is_here else 'not here'}"
