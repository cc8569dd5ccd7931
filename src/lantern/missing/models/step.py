"""What people did about an episode."""

from django.db import models

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.missing.models.incident import Incident
from lantern.missing.vocabulary import StepKind
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class Step(OfChild):
    """A dated fact: police attended, the check was done, a chat was offered, contact made, the plan filed (MIS-7, MIS-8).

    It hangs on the incident, which never goes away, and so outlives any re-folding of the episode. `reference` is that of
    the plan on the social care record, `said` what its form asked (`lantern.missing.rules.questions`). `withdrawn_at` takes
    back a mistake, a correction keeps what was there (`StepVersion`); nothing is deleted. `version` tells concurrent editors.
    """

    child = Within(Child, related_name="steps")
    incident = Within(Incident, related_name="steps")
    kind = models.CharField(max_length=20, choices=[(each, each.value.capitalize()) for each in StepKind])
    happened_at = models.DateTimeField()
    date_only = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    reference = models.CharField(max_length=80, blank=True)
    said = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    by = Within(Member, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["incident", "kind"], name="step_of_incident")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.happened_at:%Y-%m-%d %H:%M}"


class StepVersion(OfChild):
    """What a step said before somebody corrected it: `by` and `at` are those of that wording."""

    child = Within(Child, related_name="+")
    incident = Within(Incident, related_name="+")
    step = Within(Step, related_name="versions")
    number = models.PositiveIntegerField()
    happened_at = models.DateTimeField()
    date_only = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    reference = models.CharField(max_length=80, blank=True)
    said = models.JSONField(default=dict)
    by = Within(Member, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "step", "number"], name="step_version_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"
