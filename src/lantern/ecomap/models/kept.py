"""A version of the map that was kept as it stood (EXP-7)."""

from django.db import models

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.ecomap.rules.limits import NOTE
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class KeptMap(OfChild):
    """The whole map as who kept it saw it: labels, ties and positions are frozen in `said` (`rules.freezing`).

    It is read through the scope of whoever reads it: what they may not see today is left out of it.
    """

    child = Within(Child, related_name="+")
    on = models.DateField()
    note = models.CharField(max_length=NOTE, blank=True)
    said = models.JSONField()
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["child", "-on", "-at"], name="kept_map_latest")]

    def __str__(self) -> str:
        return f"map of {self.on:%Y-%m-%d}"
