"""What a carer would tell police, kept before it is needed: its wordings, and which one went with a report."""

from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.missing.models.incident import Incident
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class Profile(OfChild):
    """The profile of one child as it stands; every wording, this one too, is a `ProfileVersion`.

    `checked_at` and `checked_by` are of the last time that somebody said it is right. `version` tells concurrent editors.
    """

    child = Within(Child, related_name="profiles")
    said = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    checked_by = Within(Member, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "child"], name="profile_once")]

    def __str__(self) -> str:
        return f"profile, version {self.version}"


class ProfileVersion(OfChild):
    """One wording of a profile: who wrote it, and when."""

    child = Within(Child, related_name="+")
    profile = Within(Profile, related_name="versions")
    number = models.PositiveIntegerField()
    said = models.JSONField(default=dict)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "profile", "number"], name="profile_version_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class ProfileInReport(OfChild):
    """A wording went with a report: the episode's page leads to it as it stood then, whatever the profile says now."""

    child = Within(Child, related_name="+")
    incident = Within(Incident, related_name="profiles")
    wording = Within(ProfileVersion, related_name="reports")
    checked_at = models.DateTimeField()
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "incident"], name="profile_in_report_once"),
            models.CheckConstraint(condition=Q(checked_at__lte=models.F("at")), name="profile_checked_before_report"),
        ]

    def __str__(self) -> str:
        return f"in the report {self.incident_id}"
