"""Which children share a place they went from or were found at lately, in the viewer's scope (MIS-13)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.queries.marked import had_mark
from lantern.children.vocabulary import Mark
from lantern.missing.models import Episode
from lantern.missing.queries.arranged import arranged
from lantern.missing.rules.common_places import Been, Common, Visit, in_common
from lantern.missing.vocabulary import MissingFrom

MOST = 5_000  # of the latest episodes; what lies before them is seldom still shared
PLACES = 50


def places_in_common(viewer: Viewer, mark: Mark | None = None) -> tuple[Common, ...]:
    """Those of the days within which an episode counts as a repeat, in one query; own homes are left out.

    A home is shared by brothers and sisters; a placement, a station or a park is what several children have in common.
    With `mark`, of children who had it on the day each episode began (MIS-14).
    """
    since = viewer.now - timedelta(days=arranged(viewer).repeat_days)
    found = (
        Episode.visible_to(viewer)
        .filter(in_focus(viewer, through_child))
        .filter(~Q(from_where="") | ~Q(found_where=""))
    )
    if mark:
        found = found.filter(had_mark(mark, at="started_at"))
    rows = found.filter(started_at__gte=since, started_at__lte=viewer.now).order_by("-started_at", "id")
    fields = ("child_id", "pk", "from_where", "missing_from", "started_at", "found_where", "ended_at")
    return in_common(each for row in rows.values_list(*fields)[:MOST] for each in _been(*row))[:PLACES]


def _been(
    child: UUID, episode: UUID, gone: str, kind: str, started_at: Any, found: str, ended_at: Any
) -> Iterator[Been]:
    if gone and kind != MissingFrom.HOME:
        yield Been(child, episode, gone, Visit.GONE, started_at)
    if found and ended_at:
        yield Been(child, episode, found, Visit.FOUND, ended_at)


def episodes_of(places: Iterable[Common], viewer: Viewer) -> dict[UUID, Any]:
    """The episodes that the places name, with their children, by id."""
    ids = {each.episode for place in places for each in place.been}
    rows = Episode.visible_to(viewer).filter(pk__in=ids).select_related("child")
    return {each.pk: each for each in rows}
