"""The duty handover sheet as the page and the paper show it (MIS-13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.design import marks
from lantern.design.parts import Column
from lantern.missing.parts.card import facts_of
from lantern.missing.parts.duty import EVERYBODY, line, ordinal, rota_name, span_words
from lantern.missing.parts.who import named, where_from
from lantern.missing.queries.handover import Handover
from lantern.obligations import rows as owed_rows
from lantern.timekeeping import words
from lantern.timekeeping.periods import Span

MISSING: list[Column | str] = ["Child", "Missing for", "From", "Risk", "In hand", "Next"]
DUE: list[Column | str] = ["Due", "What", "Child", "Whose"]
ON_DUTY: list[Column | str] = ["Who", "From and to", "For", "Asked"]


def missing_rows(found: Handover, viewer: Viewer) -> list[Sequence[object]]:
    """Everybody missing now, with who has them in hand and what is owed next."""
    return [_missing(each, found, viewer) for each in found.missing]


def _missing(episode: Any, found: Handover, viewer: Viewer) -> Sequence[object]:
    said = line(found.standing.get(episode.pk), viewer)
    return [
        format_html('<a href="{}">{}</a>', reverse("missing:episode", args=[episode.pk]), named(episode.child, viewer)),
        words.elapsed_in(Span(episode.start), viewer.now),
        where_from(episode, viewer),
        marks.tag(episode.risk.capitalize(), episode.risk),
        _in_hand(said.words, waits=said.waits) if said else "—",
        _next(episode, found, viewer),
    ]


def _in_hand(said: str, *, waits: bool) -> SafeString | str:
    return format_html("<strong>{}</strong>", said) if waits else said


def _next(episode: Any, found: Handover, viewer: Viewer) -> SafeString:
    """Attend, due in 70 minutes; or what was done last, where nothing more is owed."""
    fact = facts_of(episode, found.owing.get(episode.pk, []))[0]
    when = marks.due(fact.due, viewer.now) if fact.due else marks.when(fact.at, viewer.now) if fact.at else fact.words
    if fact.due:
        return format_html("{}, {}", fact.words, when)
    return format_html("{} {}", fact.label, when) if fact.at else format_html("{}", fact.words)


def due_rows(found: Handover, viewer: Viewer) -> list[Sequence[object]]:
    """What falls due in the next shift, the first first."""
    lines = [owed_rows.line(each, viewer) for each in found.due]
    return [
        [
            marks.due(one.due_at, viewer.now, short=True),
            format_html('<a href="{}">{}</a>', each.url, each.verb),
            each.child,
            each.whose,
        ]
        for one, each in zip(found.due, lines, strict=True)
    ]


def duty_rows(found: Handover, viewer: Viewer) -> list[Sequence[object]]:
    """Who is on duty now and after, for which area."""
    return [
        [
            format_html("{} {}", each.member.name, marks.tag("Now", "done"))
            if each.since <= viewer.now
            else each.member.name,
            span_words(each.since, each.until, viewer.now),
            rota_name(each.area_id, viewer),
            ordinal(each.place),
        ]
        for each in found.shifts
    ]


@dataclass(frozen=True)
class Note:
    """A note of an earlier shift; `shift` is when its writer was on duty."""

    text: str
    who: str
    at: Any
    place: str
    shift: str
    url: str


def notes(found: Iterable[Any], viewer: Viewer) -> list[Note]:
    """Each with who left it, when and in which shift."""
    return [
        Note(
            text=each.text,
            who=each.by.name,
            at=each.at,
            place=each.area.name if each.area else EVERYBODY,
            shift=span_words(each.shift.since, each.shift.until, viewer.now) if each.shift else "",
            url=reverse("missing:close_note", args=[each.pk]),
        )
        for each in found
    ]
