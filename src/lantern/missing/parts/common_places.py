"""Places in common as the page draws them: the place, and each child who was there (MIS-13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    """A place with how many children; the lines are of the latest episodes there."""

    name: str
    count: str
    lines: list[Line]
    more: int


MOST = 8  # lines of a place


def places(found: Iterable[Common], episodes: Mapping[UUID, Any], viewer: Viewer) -> list[Place]:
    """In the order given."""
    return [_place(each, episodes, viewer) for each in found]


def _place(common: Common, episodes: Mapping[UUID, Any], viewer: Viewer) -> Place:
    lines = [_line(each, episodes[each.episode], viewer) for each in common.been if each.episode in episodes]
    return Place(common.place, f"{len(common.children)} children", lines[:MOST], max(0, len(lines) - MOST))


def _line(been: Any, episode: Any, viewer: Viewer) -> Line:
    at = episode.start if been.visit is Visit.GONE else episode.end
    return Line(named(episode.child, viewer), reverse("missing:episode", args=[episode.pk]), SAID[been.visit], at)
