"""An agency's own sign-in: the issuer that says who its people are (security.md 5)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lantern.organisation.models.member import Agency, Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class SignInConnection(Recorded):
    """Which OpenID Connect issuer speaks for an agency, and for which mail domains.

    `secret` is encrypted. Another issuer is another connection: what was pinned to the first counts for nothing there.
    `required` closes every other way in for the agency's members.
    """

    agency = Within(Agency, related_name="connections")
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    secret = models.TextField()
    domains = ArrayField(models.CharField(max_length=253))
    required = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "agency"], condition=Q(ended_at=None), name="connection_one_an_agency"
            )
        ]

    def __str__(self) -> str:
        return self.issuer


class PinnedIdentity(Recorded):
    """Who a member is at their agency's issuer, kept at their first sign-in; another subject is somebody else."""

    connection = Within(SignInConnection, related_name="pinned")
    member = Within(Member, related_name="pinned")
    subject = models.CharField(max_length=255)
    pinned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "connection", "member"], name="identity_pinned_once")
        ]

    def __str__(self) -> str:
        return f"identity of {self.member_id}"
