"""A case and what belongs to it, through the viewer's scope (M1-8, M1-9)."""

from django.db.models import Q, QuerySet

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.mace1.models import Case, Item, Request
from lantern.meetings.queries.places import places


def cases_of(child: Child, viewer: Viewer) -> "QuerySet[Case]":
    """Every time that the child was open, the latest first."""
    return Case.visible_to(viewer).filter(child=child).select_related("series__area").order_by("-opened_at", "pk")


def items_of_case(case: Case, viewer: Viewer) -> "QuerySet[Item]":
    """Every agenda on which the child stood, the latest first; with what was decided there."""
    found = Item.visible_to(viewer).filter(case=case)
    found = found.select_related("meeting__series__area", "deferred_to", "deferred_by", "child")
    return found.prefetch_related("decisions__review").order_by("-meeting__begins_at", "-at")


def requests_of(case: Case, viewer: Viewer) -> "QuerySet[Request]":
    """What was asked while the child was open, and the request that opened them."""
    until = Q(at__lte=case.closed_at) if case.closed_at else Q()
    since = Q(at__gte=case.opened_at) | Q(decided_at__gte=case.opened_at)
    found = Request.visible_to(viewer).filter(until, since, child=case.child_id)
    return found.select_related("by__agency", "decided_by", "meeting__series__area", "child").order_by("-at")


def texts_open_to(case: Case, viewer: Viewer) -> bool:
    """Whether what was decided and why is read by the viewer: by those who have a place in the series (SHA-3)."""
    of = places(viewer)
    return not of.against and case.series_id in of.sits
