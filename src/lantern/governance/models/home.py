"""Where a member lives, in a form that nobody can read."""

from django.db import models

from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class Home(Recorded):
    """The keyed digest of a member's postcode and house number, given by themselves (SHA-6).

    It answers one question: does a child whose record they opened live there? The address itself is never stored.
    """

    member = Within(Member, related_name="+")
    digest = models.CharField(max_length=32)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "member"], name="home_once")]

    def __str__(self) -> str:
        return f"home of {self.member_id}"
