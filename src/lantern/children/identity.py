"""The bar at the top of every page about a child: who this is, how things stand, why the viewer may see it."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from lantern.access import scope
from lantern.access.viewer import Viewer
from lantern.children.marks import marks_of
from lantern.children.models import Child
from lantern.children.naming import authorities_for, name_for
from lantern.children.queries.record import Record, record_of
from lantern.children.rules.authorities import placed_words
from lantern.children.rules.in_words import place_words, placement_words, status_words
from lantern.children.vocabulary import NameKind, WorkKind
from lantern.design.parts import Identity, Tag

ALSO_AT_MOST = 3  # names in the bar; the page has them all


def identity_of(child: Child, viewer: Viewer, *, linked: bool = True) -> Identity:
    """Who the child is, `linked` to the child's page from other pages; a viewer without names sees none.

    One query, besides one for each room that has a mark to add.
    """
    record = record_of(child)
    return Identity(
        name=name_for(child, viewer),
        url=reverse("casefile:overview", args=[child.pk]) if linked else "",
        also=" · ".join(_also(child, record)) if viewer.sees_names else "",
        born=child.born,
        facts=tuple(_facts(child, record, viewer)),
        tags=(*marks_of([child], viewer)[child.pk], *(Tag(mark.label) for mark in record.marks(viewer.today))),
        why="; ".join(scope.why(viewer, child)),
        looked_url=reverse("casefile:access", args=[child.pk]),
    )


def area_words(area: UUID | None, viewer: Viewer) -> str:
    """District and quadrant as they are today."""
    return place_words(viewer.areas.name(area), viewer.areas.name(viewer.areas.above(area, "quadrant")))


def _also(child: Child, record: Record) -> Iterator[str]:
    if child.known_as:
        yield f"“{child.known_as}”"
    if child.pronouns:
        yield child.pronouns
    others = dict.fromkeys(str(each) for each in record.names if each.kind != NameKind.MAIN)
    others.pop(str(child), None)
    if others:
        more = f" and {len(others) - ALSO_AT_MOST} more" if len(others) > ALSO_AT_MOST else ""
        yield f"also {', '.join(list(others)[:ALSO_AT_MOST])}{more}"


def _facts(child: Child, record: Record, viewer: Viewer) -> Iterator[str]:
    status = record.status(viewer.today)
    yield status_words(status.status, status.legal_status, status.since) if status else status_words(child.status)
    if placement := record.placement(viewer.today):
        where = viewer.areas.name(placement.area_id)
        yield placement_words(placement.code, where, out_of_area=placement.out_of_area)
    if placed := placed_words(authorities_for(child, viewer, viewer.today)):
        yield placed
    workers = [each for each in record.workers(viewer.today) if each.kind == WorkKind.SOCIAL_WORKER]
    yield f"Worker: {workers[0].member_name}" if workers else "No social worker"
    yield area_words(child.area_id, viewer) or "Area not known"
    yield child.number
