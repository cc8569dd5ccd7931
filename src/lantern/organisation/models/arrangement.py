"""The arrangement as dated data (PAR-7)."""

from django.db import models

from lantern.trail.models import Recorded


class ArrangementVersion(Recorded):
    """The partnership's own rules from `effective_from` until the next version; `document` is checked by `rules`."""

    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    document = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="arrangement_number_once"),
            models.UniqueConstraint(fields=["partnership", "effective_from"], name="arrangement_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} from {self.effective_from}"
