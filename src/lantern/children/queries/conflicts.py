"""Conflicts of interest: whose, about which record, and which are over (SHA-4)."""

from enum import StrEnum
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Value, When

from lantern.access.scope import denied, through_child
from lantern.access.viewer import Viewer
from lantern.children.models import Child, Conflict
from lantern.organisation.models import Member


class Shown(StrEnum):
    """Which conflicts a list shows; the values stand in the address."""

    STANDING = ""
    ENDED = "ended"


STATES = {Shown.STANDING: Q(ended_at=None), Shown.ENDED: Q(ended_at__isnull=False)}
ORDER = ("-at", "id")


def closed_by_conflict(member: Any) -> "QuerySet[Conflict, Any]":
    """The children of whom `member` may see nothing: a few rows of a partial index, within any list's query."""
    return Conflict.objects.filter(member=member, ended_at=None).values("child")


def closed_by_conflict_of_each(member: str) -> "QuerySet[Conflict, Any]":
    """As `closed_by_conflict`, for the member in that column of the rows around it."""
    return closed_by_conflict(OuterRef(member))


def conflicts(viewer: Viewer, shown: Shown) -> "QuerySet[Any]":
    """Those of the state, the latest first, as `told`."""
    return told(Conflict.visible_to(viewer).filter(STATES[shown]), viewer).order_by(*ORDER)


def told(found: "QuerySet[Any]", viewer: Viewer) -> "QuerySet[Any]":
    """Rows with `about` and `told`: of a child denied to the viewer neither the number nor what somebody wrote."""
    against = denied(viewer, through_child)
    rows = found.select_related("member__agency", "by", "ended_by")
    if against is None:
        return rows.annotate(about=F("child__number"), told=F("words"))
    return rows.annotate(
        about=Case(When(against, then=Value("")), default=F("child__number")),
        told=Case(When(against, then=Value("")), default=F("words")),
    )


def told_of_one(conflict: Conflict, viewer: Viewer) -> Any:
    """One of them, as `told`."""
    return told(Conflict.visible_to(viewer).filter(pk=conflict.pk), viewer).get()


def own_conflicts(member: Member) -> "QuerySet[Conflict]":
    """What `member` declared or was recorded for them, the latest first; nothing of the children is read from it."""
    return Conflict.objects.filter(member=member).select_related("by", "ended_by").order_by("-at", "id")


def child_numbered(number: str) -> Child | None:
    """The record of Lantern's own number, or the one it was merged into, whoever may see it: to say that somebody may not."""
    found = Child.objects.filter(number__iexact=number.strip()).first()
    while found and found.merged_into_id:
        found = Child.objects.get(pk=found.merged_into_id)
    return found
