"""Who stands on an agenda, and who is open and stands on none."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from lantern.access.viewer import Viewer
from lantern.mace1.models import Case, Decision, Item
from lantern.mace1.vocabulary import ItemKind
from lantern.meetings.models import Meeting

A_REVIEW = "Review due"


def items_of(meeting: Meeting, viewer: Viewer) -> "QuerySet[Item]":
    """The agenda as far as the viewer may see it: first discussions, then reviews, each by name."""
    found = Item.visible_to(viewer).filter(meeting=meeting, deferred_at=None)
    return found.select_related("child", "case").order_by("kind", "child__sort_name", "pk")


def standing(case: OuterRef) -> "QuerySet[Item]":
    """The places of a case on agendas of meetings that are not over."""
    found = Item.objects.filter(case=case, deferred_at=None)
    return found.filter(meeting__cancelled_at=None, meeting__ended_at=None)


def without_place(series: Collection[UUID]) -> Iterator[tuple[Case, ItemKind, str]]:
    """Open cases that stand on no agenda to come, with how they are to be discussed and why.

    Who was never discussed still comes for a first discussion, for the reason they came for.
    """
    cases = Case.objects.filter(series__in=list(series), closed_at=None).filter(~Exists(standing(OuterRef("pk"))))
    decided = Decision.objects.filter(item__case=OuterRef("pk"), item__meeting__ended_at__isnull=False)
    for case in cases.annotate(is_decided=Exists(decided)).order_by("opened_at", "pk"):
        last = Item.objects.filter(case=case).order_by("-at").values_list("because", flat=True).first()
        if case.is_decided:
            yield case, ItemKind.REVIEW, A_REVIEW
        else:
            yield case, ItemKind.INITIAL, last or case.came
