"""The briefing as the page and My work say it: what happened since somebody was last here (MIS-13)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.design.listing import Count
from lantern.home.queries.since import ROWS, Since, since_of
from lantern.missing.parts.who import named, where_from
from lantern.obligations import rows
from lantern.timekeeping import words

MANY: dict[Since, tuple[str, str]] = {
    Since.NOTES: ("note for you", "notes for you"),
    Since.MISSING: ("new episode", "new episodes"),
    Since.RETURNED: ("return", "returns"),
    Since.TRIGGERS: ("new trigger", "new triggers"),
    Since.OVERDUE: ("fell overdue", "fell overdue"),
    Since.HANDED: ("handed to you", "handed to you"),
}
TITLES = {
    Since.NOTES: "Notes of earlier shifts",
    Since.MISSING: "New episodes",
    Since.RETURNED: "Returned",
    Since.TRIGGERS: "Triggers",
    Since.OVERDUE: "Fell overdue",
    Since.HANDED: "Handed to you",
}


@dataclass(frozen=True)
class Line:
    """One thing that happened: where it leads, what it is, and what is said under it."""

    words: str
    url: str
    at: datetime | None = None
    due: datetime | None = None
    more: str = ""


@dataclass(frozen=True)
class Section:
    """One kind of what happened; `is_cut` where there is more than a page shows."""

    title: str
    lines: Sequence[Line]
    count: str
    is_cut: bool


def since_words(viewer: Viewer) -> str:
    """Since you were last here, yesterday 5:40pm; or that it is the first time."""
    since = since_of(viewer)
    if viewer.last_here is None:
        return "In the last 24 hours, since you were not here before"
    if viewer.last_here < since:
        return "In the last four weeks: you were last here longer ago"
    return f"Since you were last here, {said_at(since, viewer.now)}"


def said_at(at: datetime, now: datetime) -> str:
    """Inside a sentence: today 3:10am."""
    said = words.when(at, now)
    return said[:1].lower() + said[1:] if said.startswith(("Today", "Yesterday")) else said


def summary(counted: Mapping[Since, Count]) -> str:
    """3 new episodes, 1 return, 2 fell overdue; nothing where nothing happened."""
    parts = []
    for kind, (one, many) in MANY.items():
        count = counted.get(kind)
        if count and count.number:
            parts.append(f"{count.short} {one if count.number == 1 else many}")
    return ", ".join(parts)


def sections(told: Mapping[Since, Sequence[Any]], viewer: Viewer) -> list[Section]:
    """What happened, kind by kind; those of which nothing happened are left out."""
    return [_section(kind, found, viewer) for kind, found in told.items() if found]


def _section(kind: Since, found: Sequence[Any], viewer: Viewer) -> Section:
    cut = len(found) > ROWS
    lines = [LINES[kind](each, viewer) for each in found[:ROWS]]
    return Section(TITLES[kind], lines, f"{ROWS}+" if cut else str(len(found)), cut)


def _of_note(note: Any, viewer: Viewer) -> Line:
    return Line(note.text, reverse("missing:handover"), note.at, more=note.by.name)


def _of_missing(episode: Any, viewer: Viewer) -> Line:
    said = (f"{episode.risk.capitalize()} risk", where_from(episode, viewer), "" if episode.is_open else "back already")
    return Line(named(episode.child, viewer), _episode_url(episode.pk), episode.started_at, more=_joined(said))


def _of_return(episode: Any, viewer: Viewer) -> Line:
    where = episode.found_where if viewer.sees_names else ""
    return Line(named(episode.child, viewer), _episode_url(episode.pk), episode.ended_at, more=where)


def _of_trigger(trigger: Any, viewer: Viewer) -> Line:
    said = (trigger.title, f"{trigger.answered_by} must answer" if trigger.waits else "answered")
    return Line(named(trigger.child, viewer), _episode_url(trigger.incident_id), trigger.at, more=_joined(said))


def _of_obligation(obligation: Any, viewer: Viewer) -> Line:
    line = rows.line(obligation, viewer)
    return Line(f"{line.verb}, {line.child}", line.url, due=obligation.due_at)


def _episode_url(key: Any) -> str:
    return reverse("missing:episode", args=[key])


def _joined(said: Sequence[str]) -> str:
    return " · ".join(_said(said))


def _said(said: Sequence[str]) -> Iterator[str]:
    return (each for each in said if each)


LINES: dict[Since, Callable[[Any, Viewer], Line]] = {
    Since.NOTES: _of_note,
    Since.MISSING: _of_missing,
    Since.RETURNED: _of_return,
    Since.TRIGGERS: _of_trigger,
    Since.OVERDUE: _of_obligation,
    Since.HANDED: _of_obligation,
}
