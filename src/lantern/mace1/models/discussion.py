"""What is said of a child in a meeting, what is decided, and who does not agree (M1-6, M1-7, M1-10)."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.mace1.models.case import Item
from lantern.mace1.models.request import Request
from lantern.mace1.vocabulary import Outcome
from lantern.meetings.models import Meeting
from lantern.organisation.models import Member
from lantern.organisation.models.member import before_each_change
from lantern.tenancy.models import Within
from lantern.writing.models import SectionText, constraints_of


class DiscussionText(SectionText):
    """One text of one section of a discussion, by the key of the section in the arrangement."""

    child = Within(Child, related_name="+")
    item = Within(Item, related_name="texts")

    class Meta:
        constraints = constraints_of("item", "discussion_text")
        indexes = [models.Index(fields=["item", "section", "version"], name="discussion_text_history")]


@pghistory.track(*before_each_change())
class Decision(OfChild):
    """What the meeting decided of a child: stays open until a review, or closes for a reason.

    `level` and `ways` are the level and the models of exploitation that were agreed, by their words; "" and none otherwise.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "item__meeting__series__area", "review")

    child = Within(Child, related_name="+")
    item = Within(Item, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=[(each, each.value) for each in Outcome])
    level = models.CharField(max_length=40, blank=True)
    ways = ArrayField(models.CharField(max_length=60), default=list)
    review = Within(Meeting, null=True, related_name="+")
    closing = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=2000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "item"], name="decision_of_item_once"),
            models.CheckConstraint(
                condition=(Q(outcome=Outcome.STAYS, closing="") & Q(review__isnull=False))
                | (Q(outcome=Outcome.CLOSES, review=None) & ~Q(closing="")),
                name="decision_reviews_or_closes",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class Dissent(OfChild):
    """Somebody does not agree with what was decided of an item, or with a request that was declined, and why (M1-10)."""

    child = Within(Child, related_name="+")
    item = Within(Item, null=True, related_name="dissent")
    request = Within(Request, null=True, related_name="dissent")
    words = models.CharField(max_length=2000)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "dissent"
        constraints = [
            models.CheckConstraint(
                condition=Q(item=None, request__isnull=False) | Q(item__isnull=False, request=None),
                name="dissent_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"dissent of {self.by_id}"
