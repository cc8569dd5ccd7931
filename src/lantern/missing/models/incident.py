"""What came in: messages, the incident their sender counts them under, and whom people and machine say it is about."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q, QuerySet

from lantern.access.scope import scope_or_waiting
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.missing.vocabulary import DecisionKind, Link, MessageKind, Outcome
from lantern.organisation.models import Area, Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class Incident(Recorded):
    """One reference of one source. `child` is whom it is about; `link` says who decided that, or that nobody has yet.

    `area` is resolved from the messages' postcode, so that those who cover it can see an incident that has no child yet.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("child",)

    source = models.CharField(max_length=60)
    reference = models.CharField(max_length=80)
    child = Within(Child, null=True, related_name="incidents")
    area = Within(Area, null=True, related_name="+")
    link = models.CharField(max_length=12, default=Link.WAITING, choices=[(each, each.value) for each in Link])
    why = models.CharField(max_length=500, blank=True, help_text="why it was linked, or why a person is asked")
    held = models.CharField(max_length=500, blank=True, help_text="why its episode waits for a person")
    first_said = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "source", "reference"], name="incident_once"),
            models.CheckConstraint(
                condition=Q(child=None, link=Link.WAITING) | (Q(child__isnull=False) & ~Q(link=Link.WAITING)),
                name="incident_linked_or_waiting",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "first_said"], name="incident_waiting", condition=Q(child=None) | ~Q(held="")
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Incidents about children `viewer` may see, and waiting ones in the areas the viewer's roles cover."""
        found: QuerySet[Any, Any] = cls.objects.filter(scope_or_waiting(viewer))
        return found


class Message(Recorded):
    """One notification as it came, and its typed reading; never changed. The same content twice is one message (MIS-3)."""

    incident = Within(Incident, related_name="messages")
    kind = models.CharField(max_length=10, choices=[(each, each.value) for each in MessageKind])
    fingerprint = models.CharField(max_length=64)
    received = models.JSONField(help_text="the row as received")
    said = models.JSONField(help_text="what it says, typed")
    person_made = models.BooleanField(default=False)
    by = Within(Member, null=True, related_name="+")
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, blank=True, choices=[(each, each.value) for each in Outcome])
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "fingerprint"], name="message_once")]
        indexes = [
            models.Index(
                fields=["partnership", "incident"],
                name="message_needs_person",
                condition=Q(outcome=Outcome.NEEDS_PERSON),
            ),
            models.Index(fields=["partnership", "received_at"], name="message_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.incident_id}"


class Candidate(Recorded):
    """A child an incident may be about, and why that is likely, in words; shown to the person who decides (MIS-4)."""

    incident = Within(Incident, related_name="candidates")
    child = Within(Child, related_name="+")
    weight = models.FloatField(help_text="bits of evidence")
    agrees = models.JSONField(default=list)
    disagrees = models.JSONField(default=list)

    class Meta:
        ordering = ["-weight"]
        constraints = [models.UniqueConstraint(fields=["partnership", "incident", "child"], name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.weight:.1f} bits"


class Decision(Recorded):
    """What a person decided about an incident; the latest one that was not taken back counts."""

    incident = Within(Incident, related_name="decisions")
    kind = models.CharField(max_length=12, choices=[(each, each.value) for each in DecisionKind])
    child = Within(Child, null=True, related_name="+")
    other = Within(Incident, null=True, related_name="+")
    messages = models.JSONField(default=list, help_text="fingerprints of those that tell of the episode split off")
    reason = models.CharField(max_length=400, blank=True)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.kind
