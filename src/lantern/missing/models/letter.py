"""The letters that offer a missing chat, exactly as they were printed, and whom not to write to (MIS-8)."""

from django.db import models
from django.db.models import F, Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.missing.models.chat import Offer
from lantern.missing.models.incident import Incident
from lantern.missing.rules.letters import LetterState, To
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class Letter(OfChild):
    """One letter to one person. `said` is what it said, so that a copy is the same whatever the record holds by then.

    Letters printed together share `batch`; `place` is their order. `posted_at` is when a person says it was posted (a day
    alone when `posted_date_only`); that, and not the printing, is the offer, which `offer` holds from then on.
    """

    child = Within(Child, related_name="letters")
    to = models.CharField(max_length=20, choices=[(each, each.value) for each in To])
    batch = models.UUIDField()
    place = models.PositiveIntegerField()
    said = models.JSONField()
    marking = models.CharField(max_length=60)
    printed_at = models.DateTimeField()
    printed_by = Within(Member, related_name="+")
    posted_at = models.DateTimeField(null=True)
    posted_date_only = models.BooleanField(default=False)
    posted_by = Within(Member, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    offer = Within(Offer, null=True, related_name="+")
    discarded_at = models.DateTimeField(null=True)
    discarded_by = Within(Member, null=True, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "batch", "place"], name="letter_place_once"),
            models.CheckConstraint(
                condition=Q(posted_at=None, posted_by=None, recorded_at=None)
                | Q(posted_at__isnull=False, posted_by__isnull=False, recorded_at__isnull=False, discarded_at=None),
                name="letter_posted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(discarded_at=None, discarded_by=None)
                | Q(discarded_at__gte=F("printed_at"), discarded_by__isnull=False),
                name="letter_discarded_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "-printed_at", "id"],
                name="letter_not_posted",
                condition=Q(posted_at=None, discarded_at=None),
            ),
            models.Index(
                fields=["partnership", "-posted_at", "id"], name="letter_posted", condition=Q(posted_at__isnull=False)
            ),
            models.Index(fields=["child", "-printed_at"], name="letter_by_child"),
        ]

    @property
    def state(self) -> LetterState:
        if self.discarded_at:
            return LetterState.DISCARDED
        return LetterState.POSTED if self.posted_at else LetterState.PRINTED

    def __str__(self) -> str:
        return f"letter to the {self.to}"


class LetterAbout(OfChild):
    """The letter offers a chat about this episode; it hangs on the incident, which outlives any folding anew.

    An incident has one letter to each at a time: `ended_at` frees the place when a letter is discarded.
    """

    child = Within(Child, related_name="+")
    letter = Within(Letter, related_name="about")
    incident = Within(Incident, related_name="letters")
    to = models.CharField(max_length=20, choices=[(each, each.value) for each in To])
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "incident", "to"], condition=Q(ended_at=None), name="one_letter_to_each"
            )
        ]
        indexes = [models.Index(fields=["incident"], name="letter_of_incident")]

    def __str__(self) -> str:
        return f"about {self.incident_id}"


class NoLetters(OfChild):
    """Nothing is posted to this child's address: it would not be safe. `ended_at` takes it back."""

    child = Within(Child, related_name="no_letters")
    reason = models.CharField(max_length=400)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "child"], condition=Q(ended_at=None), name="no_letters_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="no_letters_with_reason"),
        ]

    def __str__(self) -> str:
        return self.reason
