"""Who accepted the information sharing statement, and in which wording (SHA-3)."""

from django.db import models

from lantern.meetings.models.base import OfMeetings
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class Accepted(OfMeetings):
    """A member accepted one wording: `digest` tells which, `words` keeps it as it was accepted."""

    member = Within(Member, related_name="accepted")
    digest = models.CharField(max_length=64)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "accepted"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "member", "digest"], name="statement_accepted_once")
        ]

    def __str__(self) -> str:
        return f"accepted {self.at:%Y-%m-%d}"
