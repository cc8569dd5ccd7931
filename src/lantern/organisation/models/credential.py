"""What an agency's own system shows instead of a person (MIS-3, SHA-6)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from lantern.organisation.models.member import Agency, Member
from lantern.organisation.vocabulary import Scope
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class Credential(Recorded):
    """A secret by which one system of an agency is known; the database holds its digest, never the secret.

    `prefix` is the part that lists show, so that people can tell one from another. `source` is the name under which what
    it sends is counted, in lower case: the same as in the agency's files. `used_at` is kept to the hour.
    """

    agency = Within(Agency, related_name="credentials")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=[(scope, scope.label) for scope in Scope]))
    source = models.CharField(max_length=60)
    made_by = Within(Member, related_name="+")
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = Within(Member, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(scopes=[]), name="credential_opens_something"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__gte=F("made_at")),
                name="credential_revoked_after_made",
            ),
        ]

    def __str__(self) -> str:
        return self.name
