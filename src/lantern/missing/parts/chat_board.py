"""Rows of the board of missing chats."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html

from lantern.access.viewer import Viewer
from lantern.design import marks
from lantern.missing.parts.chats import state_tag, wish_words
from lantern.missing.parts.who import named
from lantern.missing.queries.chat_board import Going
from lantern.missing.rules.allocation import Candidate


def columns() -> list[str]:
    """What `board_rows` holds."""
    return ["Child", "How it stands", "Due", "Given to", "Would rather talk with"]


def board_rows(going: Iterable[Going], viewer: Viewer) -> list[list[object]]:
    """One row a chat."""
    return [_row(each, viewer) for each in going]


def _row(each: Going, viewer: Viewer) -> list[object]:
    chat, tag = each.chat, state_tag(each.state)
    return [
        format_html('<a href="{}">{}</a>', reverse("missing:chat", args=[chat.pk]), named(chat.child, viewer)),
        marks.tag(tag.text, tag.kind),
        marks.due(each.due, viewer.now, short=True) if each.due else "—",
        chat.worker.name if chat.worker else "Nobody yet",
        wish_words(chat) or "—",
    ]


def worker_rows(candidates: Iterable[Candidate], viewer: Viewer) -> list[list[object]]:
    """Who holds chats: how many of how many, where they travel."""
    return [
        [
            format_html('<a href="{}">{}</a>', reverse("missing:chat_capacity", args=[each.id]), each.name),
            f"{each.load} of {each.capacity}",
            _travels(each, viewer),
        ]
        for each in candidates
    ]


def _travels(each: Candidate, viewer: Viewer) -> str:
    names = sorted(viewer.areas.name(area) for area in each.travels)
    return ", ".join(filter(None, names)) or "Everywhere"
