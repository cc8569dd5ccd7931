"""What is owed by when: one table for the whole house."""

from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.organisation.models import Agency, Member
from lantern.tenancy.models import Within


class Obligation(OfChild):
    """Something the arrangement says must happen by a time. An index over facts: rebuilding gives the same row.

    `subject_kind` and `subject_id` name the record it springs from, `cause` tells several of one kind apart. The owner is a
    role, and within it a member or an agency once known. Times are UTC. Before `begins_at` it is foreseen, and nobody's to do.
    """

    child = Within(Child, related_name="obligations")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    cause = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    begins_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    waived_at = models.DateTimeField(null=True)
    waived_reason = models.CharField(max_length=400, blank=True)
    owner_role = models.CharField(max_length=40)
    owner = Within(Member, null=True, related_name="owes")
    agency = Within(Agency, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "subject_kind", "subject_id", "kind", "cause"], name="obligation_once"
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None, waived_reason="") | (~Q(waived_at=None) & ~Q(waived_reason="")),
                name="obligation_waived_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "due_at", "id"],
                name="obligation_open_by_due",
                condition=Q(met_at=None, waived_at=None),
            ),
            models.Index(
                fields=["partnership", "met_at", "id"], name="obligation_met", condition=Q(met_at__isnull=False)
            ),
            models.Index(
                fields=["partnership", "waived_at", "id"],
                name="obligation_waived",
                condition=Q(waived_at__isnull=False),
            ),
            models.Index(fields=["child", "due_at"], name="obligation_by_child"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_at:%Y-%m-%d %H:%M}"


class Waiver(OfChild):
    """A person's decision that something is not owed, with the reason; `ended_at` takes it back."""

    child = Within(Child, related_name="waivers")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    cause = models.CharField(max_length=80)
    reason = models.CharField(max_length=400)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "subject_kind", "subject_id", "kind", "cause"],
                condition=Q(ended_at=None),
                name="waiver_once",
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Reassignment(OfChild):
    """A person's decision that somebody else owes it from `at` on; the latest one counts."""

    child = Within(Child, related_name="+")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    cause = models.CharField(max_length=80)
    owner = Within(Member, related_name="+")
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject_id"], name="reassigned_subject")]

    def __str__(self) -> str:
        return f"to {self.owner_id}"
