"""A case as its page draws it: each meeting with what became of it, requests, how it stands (M1-8, M1-9)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html

from lantern.access.viewer import Viewer
from lantern.design.parts import Kind, Tag
from lantern.mace1.models import Case, Item, Request
from lantern.mace1.parts.discussing import decision_words
from lantern.mace1.parts.requests import asked_words, state_tag
from lantern.mace1.parts.tracker import days_open
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

COLUMNS = ("Meeting", "For", "Because", "What became of it")


def state(case: Case, now: datetime) -> Tag:
    """Open for 118 days; closed: risk reduced, after 200 days."""
    days = days_open(case, now)
    said = "1 day" if days == 1 else f"{days:,} days"
    if case.closed_at is None:
        return Tag(f"Open for {said}", Kind.NOTE)
    return Tag(f"Closed after {said}: {case.closed_because[:1].lower()}{case.closed_because[1:]}")


def rows(found: Iterable[Item], viewer: Viewer, *, reads: bool) -> list[Sequence[object]]:
    """A row an agenda; `reads`: the viewer has a place there, so that the meeting opens and its decision is said."""
    return [_row(each, viewer, reads=reads) for each in found]


def request_line(asked: Request) -> tuple[str, Tag]:
    """Who asked for what, and what became of it."""
    return asked_words(asked), state_tag(asked)


def _row(item: Item, viewer: Viewer, *, reads: bool) -> Sequence[object]:
    on = words.day(london(item.meeting.begins_at).date())
    opens = reads and item.deferred_at is None
    link = format_html('<a href="{}">{}</a>', reverse("mace1:item", args=[item.pk]), on) if opens else on
    return (link, item.kind.capitalize(), item.because, _became(item, reads=reads))


def _became(item: Item, *, reads: bool) -> object:
    if item.deferred_to is not None and item.deferred_by is not None:
        to = words.day(london(item.deferred_to.begins_at).date())
        hint = f"{item.deferred_because} ({item.deferred_by.name})"
        return format_html('Deferred to {}<span class="lantern-table__hint">{}</span>', to, hint)
    if item.meeting.cancelled_at is not None:
        return "Meeting cancelled"
    if item.meeting.ended_at is None:
        return "To come"
    decision = next(iter(item.decisions.all()), None)
    return decision_words(decision) if reads and decision else "Discussed"
