"""Somebody comes to a meeting for named children alone (PAR-4)."""

from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.mace1.models.case import Item
from lantern.meetings.models import Invited
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class Guest(OfChild):
    """One child for whom somebody is invited; their papers open for that child and no other."""

    child = Within(Child, related_name="+")
    item = Within(Item, related_name="guests")
    invited = Within(Invited, related_name="items")
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "item", "invited"], condition=Q(withdrawn_at=None), name="guest_once"
            )
        ]

    def __str__(self) -> str:
        return f"guest {self.invited_id}"
