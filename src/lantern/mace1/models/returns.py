"""What each agency holds of a child on an agenda, said before the meeting (M1-5)."""

from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.mace1.models.case import Item
from lantern.organisation.models import Agency, Member
from lantern.tenancy.models import Within
from lantern.writing.models import SectionText, constraints_of


class ReturnText(SectionText):
    """What an agency wrote of the child; its section is the agency's id."""

    child = Within(Child, related_name="+")
    item = Within(Item, related_name="returns")

    class Meta:
        constraints = constraints_of("item", "return_text")


class NothingHeld(OfChild):
    """An agency looked the child up and holds nothing: a record of having checked. Writing something takes it back."""

    child = Within(Child, related_name="+")
    item = Within(Item, related_name="nothing_held")
    agency = Within(Agency, related_name="+")
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "nothing held"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "item", "agency"], condition=Q(withdrawn_at=None), name="nothing_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"nothing held by {self.agency_id}"
