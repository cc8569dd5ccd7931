"""Rows of the list of episodes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.design import marks
from lantern.missing.parts.who import named, where_from
from lantern.missing.queries.owing import Owing, first_open
from lantern.timekeeping import words
from lantern.timekeeping.periods import Span

COLUMNS = ("Child", "Last seen", "For", "From", "Risk", "Returned", "Owed")


def rows(episodes: Iterable[Any], owing: Owing, viewer: Viewer) -> list[Sequence[object]]:
    """One row an episode, to match `COLUMNS`."""
    return [_row(each, owing, viewer) for each in episodes]


def _row(episode: Any, owing: Owing, viewer: Viewer) -> Sequence[object]:
    now = viewer.now
    return [
        format_html('<a href="{}">{}</a>', reverse("missing:episode", args=[episode.pk]), named(episode.child, viewer)),
        marks.when(episode.start, now),
        _lasted(episode, viewer),
        where_from(episode, viewer),
        marks.tag(episode.risk.capitalize(), episode.risk),
        marks.when(episode.end, now) if episode.end else _not_back(episode),
        _owed(owing.get(episode.pk, []), viewer),
    ]


def _lasted(episode: Any, viewer: Viewer) -> str:
    if episode.end is None and episode.back_by is not None:
        return "—"
    return words.elapsed_in(Span(episode.start, episode.end), viewer.now).replace(" ", "\N{NO-BREAK SPACE}")


def _not_back(episode: Any) -> SafeString:
    if episode.is_open:
        return marks.tag("Missing now", "late") if episode.absence_now == "M" else marks.tag("Away now", "warning")
    return marks.tag("No return recorded", "warning")


def _owed(owed: Sequence[Any], viewer: Viewer) -> SafeString | str:
    """What is due first, and how many more."""
    one = first_open(owed)
    if one is None:
        return "—"
    left = sum(each.met_at is None and each.waived_at is None for each in owed)
    more = f" +{left - 1}" if left > 1 else ""
    return format_html(
        "<span>{}, {}{}</span>", one.kind.capitalize(), marks.due(one.due_at, viewer.now, short=True), more
    )
