"""Unusual accesses that a viewer may look into: never their own, never about a child denied to them (SHA-4, SHA-6)."""

from django.db.models import QuerySet

from lantern.access.scope import denied, through_child
from lantern.access.viewer import Viewer
from lantern.governance.models import Answer, Unusual
from lantern.governance.vocabulary import State
from lantern.trail.models import Entry

ORDER = ("-last_at", "id")


def others(viewer: Viewer) -> "QuerySet[Unusual]":
    """Those of everybody else, with member, agency and child."""
    found = Unusual.objects.exclude(member=viewer.member)
    against = denied(viewer, through_child)
    found = found if against is None else found.exclude(against)
    return found.select_related("member__agency", "child")


def in_state(viewer: Viewer, state: State) -> "QuerySet[Unusual]":
    """One of the lists, latest first."""
    return others(viewer).filter(state=state).order_by(*ORDER)


def last_watched() -> Entry | None:
    """The entry that the last look through the trail left."""
    return Entry.objects.filter(what="governance.watched").order_by("-at", "-id").first()


def answers(found: Unusual) -> "QuerySet[Answer]":
    """What was answered, latest first."""
    return Answer.objects.filter(unusual=found).select_related("by").order_by("-at")
