"""The arrangement as dated data (PAR-7)."""

from django.db import models
from django.db.models import Q

from lantern.organisation.models.member import Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class ArrangementVersion(Recorded):
    """The partnership's own rules from `effective_from` until the next version; `document` is checked by `rules`.

    A version is never changed and never deleted. `withdrawn_at` takes it back, with `replaced_by` when a later one from the
    same day took its place. `moved` counts the obligations that fell due at another time when it was confirmed.
    """

    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    document = models.JSONField()
    note = models.CharField(max_length=400, blank=True)
    by = Within(Member, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = Within(Member, null=True, related_name="+")
    replaced_by = models.PositiveIntegerField(null=True)
    moved = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="arrangement_number_once"),
            models.UniqueConstraint(
                fields=["partnership", "effective_from"], condition=Q(withdrawn_at=None), name="arrangement_one_a_day"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=False) | Q(withdrawn_by=None, replaced_by=None),
                name="arrangement_withdrawn_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} from {self.effective_from}"
