"""Places in common as the page draws them: the place, and each child who was there (MIS-13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.missing.parts.who import named
from lantern.missing.rules.common_places import Common, Visit
from lantern.timekeeping.moments import Moment

SAID = {Visit.GONE: "Gone from there", Visit.FOUND: "Found there"}


@dataclass(frozen=True)
class Line:
    """One child who was there, when and how."""

    name: str
    url: str
    words: str
    at: Moment


@dataclass(frozen=True)
class Place:
    """A place with how many children, in how many episodes since when; the lines are of the latest of them."""

    name: str
    count: str
    often: str
    since: datetime
    lines: list[Line]
    more: int


MOST = 8  # lines of a place


def places(found: Iterable[Common], episodes: Mapping[UUID, Any], viewer: Viewer) -> list[Place]:
    """In the order given."""
    return [_place(each, episodes, viewer) for each in found]


def _place(common: Common, episodes: Mapping[UUID, Any], viewer: Viewer) -> Place:
    lines = [_line(each, episodes[each.episode], viewer) for each in common.been if each.episode in episodes]
    number = len(common.episodes)
    return Place(
        name=common.place,
        count=f"{len(common.children)} children",
        often=f"{number} {'episode' if number == 1 else 'episodes'}",
        since=common.since,
        lines=lines[:MOST],
        more=max(0, len(lines) - MOST),
    )


def _line(been: Any, episode: Any, viewer: Viewer) -> Line:
    at = episode.start if been.visit is Visit.GONE else episode.end
    return Line(named(episode.child, viewer), reverse("missing:episode", args=[episode.pk]), SAID[been.visit], at)
