"""Minutes that were issued are corrected by an amendment alone (M1-7)."""

from django.db import models

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.mace1.models.case import Item
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class Amendment(OfChild):
    """What the minutes of a child should say instead, and why; the minutes themselves stay as they were issued."""

    child = Within(Child, related_name="+")
    item = Within(Item, related_name="amendments")
    words = models.CharField(max_length=2000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words[:40]
