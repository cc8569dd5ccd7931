"""Which child this is, said to those who may know names and to those who may not (SHA-2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from lantern.access.scope import why
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.marks import restricted_mark
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.vocabulary import Status
from lantern.design.parts import Identity, Tag
from lantern.missing.models import Episode
from lantern.missing.queries.board import OPEN
from lantern.missing.vocabulary import ABSENCE_WORDS, FROM_WORDS, Absence, MissingFrom
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import Span


def age_of(child: Child, viewer: Viewer) -> str:
    """14, after a name; nothing where the name has it already or nobody knows."""
    return str(words.age(child.born, viewer.today)) if child.born and viewer.sees_names else ""


def named(child: Child, viewer: Viewer) -> str:
    """Amber Fictional, 14."""
    return ", ".join(filter(None, (name_for(child, viewer), age_of(child, viewer))))


def where_from(episode: Episode, viewer: Viewer) -> str:
    """Placement, Fictional House; for those without names the area instead of the place."""
    kind = FROM_WORDS[MissingFrom(episode.missing_from)] if episode.missing_from else ""
    place = episode.from_where if viewer.sees_names and episode.from_where else viewer.areas.name(episode.area_id)
    return ", ".join(filter(None, (kind, place))) or "Where from is not known"


def child_url(child: Child, viewer: Viewer) -> str:
    """The child's own page, for those who may open it."""
    return reverse("casefile:overview", args=[child.pk]) if viewer.may(Permission.SEE_CHILDREN) else ""


def identity_of(child: Child, viewer: Viewer, *, worker: str = "", tags: tuple[Tag, ...] = ()) -> Identity:
    """The bar on top of a page about the child."""
    names = viewer.sees_names
    facts = (
        Status(child.status).label,
        f"Worker: {worker}" if worker and names else "",
        viewer.areas.name(child.area_id) or "Area not known",
    )
    return Identity(
        name=name_for(child, viewer),
        also=" · ".join(filter(None, (f"“{child.known_as}”" if child.known_as else "", child.pronouns)))
        if names
        else "",
        born=child.born if names else None,
        facts=tuple(filter(None, facts)),
        tags=(*restricted_mark(child), *tags),
        why="; ".join(why(viewer, child)) or "your role",
        url=child_url(child, viewer),
        looked_url=reverse("casefile:access", args=[child.pk]) if viewer.may(Permission.SEE_CHILDREN) else "",
    )


def may_be_away(episode: Episode) -> bool:
    """Whether the two kinds are told apart: for a child looked after, and where they have been already (MIS-5)."""
    return episode.child.status == Status.LOOKED_AFTER or episode.absence == Absence.AWAY or bool(episode.stretches)


def tags_of(episode: Episode, viewer: Viewer) -> tuple[Tag, ...]:
    """Missing now, and the risk; of an episode that is over, that it is."""
    risk = Tag(f"{episode.risk} risk".capitalize(), episode.risk)
    kind = ABSENCE_WORDS[Absence(episode.absence_now)]
    if not episode.is_open:
        return (Tag("Returned" if episode.end else "No return recorded", "done" if episode.end else "warning"),)
    return Tag(f"{kind} now", "late"), risk


def read_missing_now(viewer: Viewer) -> Subquery:
    """For other rooms: the episode in which a child is missing or away now, as `missing_mark` reads it."""
    rows = Episode.visible_to(viewer).filter(OPEN, child=OuterRef("pk")).order_by("-started_at")
    one = JSONObject(absence="absence_now", start="started_at", date_only="start_date_only")
    return Subquery(rows.values(one=one)[:1])


def missing_mark(found: Mapping[str, Any], viewer: Viewer) -> Tag:
    """Missing now, or away without authorisation, and for how long (MIS-5)."""
    absence = Absence(found["absence"])
    start = Moment(datetime.fromisoformat(found["start"]), found["date_only"])
    return Tag(
        f"{ABSENCE_WORDS[absence]} now · {words.elapsed_in(Span(start), viewer.now)}",
        "late" if absence == Absence.MISSING else "warning",
    )
