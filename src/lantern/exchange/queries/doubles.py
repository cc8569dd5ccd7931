"""Records that may be of one child, and those that were merged, through the viewer's scope (MIS-4)."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, When

from lantern.access.scope import in_focus
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Lookalike, Merge, NeverSame
from lantern.children.queries.record import read_together
from lantern.children.queries.standing import workers_of
from lantern.missing.models import Episode


def doubles(viewer: Viewer) -> QuerySet[Lookalike]:
    """Pairs of records that may be of one child, the likeliest first; nothing to those who do not decide."""
    if not viewer.may(Permission.DECIDE_NOTIFICATIONS):
        return Lookalike.objects.none()
    found = Lookalike.visible_to(viewer).filter(in_focus(viewer, lambda name: f"child__{name}"))
    return found.select_related("child", "other").order_by("-weight", "id")


def after(viewer: Viewer, pair: Lookalike) -> UUID | None:
    """The pair after this one in the list, whether or not this one still waits; else the first."""
    later = Q(weight__lt=pair.weight) | Q(weight=pair.weight, pk__gt=pair.pk)
    rows = doubles(viewer).exclude(pk=pair.pk).annotate(turn=Case(When(later, then=0), default=1))
    found: UUID | None = rows.order_by("turn", "-weight", "id").values_list("pk", flat=True).first()
    return found


def merges(viewer: Viewer) -> QuerySet[Merge]:
    """Records that were merged, the latest first."""
    return Merge.visible_to(viewer).select_related("child", "other", "by", "undone_by").order_by("-at", "-id")


def told_apart(viewer: Viewer) -> QuerySet[NeverSame]:
    """Records that a person said are two children, the latest first."""
    return NeverSame.visible_to(viewer).select_related("child", "other", "by", "undone_by").order_by("-at", "-id")


def records_read(children: Iterable[Any]) -> dict[UUID, int]:
    """The records of these children read at once, and how many episodes each has."""
    rows = list(children)
    read_together(rows)
    counted = Episode.objects.filter(child__in=[each.pk for each in rows]).order_by().values("child")
    return dict(counted.annotate(number=Count("pk")).values_list("child", "number"))


def both_have_a_worker(pair: Lookalike, day: date) -> bool:
    """Whether each of the two records has a social worker: a child has one, so that the other's work would stay behind."""
    found = workers_of([pair.child_id, pair.other_id], day)
    return len(set(found.values())) > 1
