"""Rows of the case file's tables: episodes, years of episodes, the trail."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.casefile import pictures
from lantern.casefile.rules.periods import Year
from lantern.design import marks
from lantern.design.parts import Column
from lantern.missing.models import Episode
from lantern.missing.parts.who import where_from
from lantern.missing.vocabulary import ABSENCE_WORDS, FOUND_BY_WORDS, FOUND_IN_WORDS, Absence, FoundBy, FoundIn
from lantern.timekeeping import words
from lantern.timekeeping.periods import Span
from lantern.trail.models import Entry
from lantern.trail.rules.in_words import what_words

EPISODES = ("Last seen", "Kind", "For", "From", "Risk", "Returned", "Found")
YEARS = ("Year", "January to December", Column("Times", number=True), "Longest")
TRAIL = ("When", "Who", "What")
NOTHING = "—"


def episode_rows(episodes: Iterable[Episode], viewer: Viewer) -> list[list[object]]:
    """One row an episode, as `EPISODES` heads them."""
    return [
        [
            _opened(each, viewer),
            ABSENCE_WORDS[Absence(each.absence)],
            lasted(each, viewer),
            where_from(each, viewer),
            marks.tag(each.risk.capitalize(), each.risk),
            marks.when(each.end, viewer.now) if each.end else _not_back(each),
            found_words(each) or NOTHING,
        ]
        for each in episodes
    ]


def lasted(episode: Episode, viewer: Viewer) -> str:
    """5 h 20 min; nothing when nobody has said when it ended."""
    if episode.end is None and episode.back_by is not None:
        return NOTHING
    return _unbroken(words.elapsed_in(Span(episode.start, episode.end), viewer.now))


def found_words(episode: Episode) -> str:
    """Police, Fictional Station; the kind of place where nobody said which."""
    who = FOUND_BY_WORDS[FoundBy(episode.found_by)] if episode.found_by else ""
    kind = FOUND_IN_WORDS[FoundIn(episode.found_kind)] if episode.found_kind else ""
    return ", ".join(part for part in (who, episode.found_where or kind) if part)


def year_rows(years: Iterable[Year], viewer: Viewer) -> list[list[object]]:
    """One row a year with its episodes drawn, as `YEARS` heads them."""
    return [
        [
            str(year.number),
            pictures.line(year.periods, year.opens, year.closes, viewer.now, _said(year)),
            year.started,
            _unbroken(words.elapsed(year.longest)) if year.started else NOTHING,
        ]
        for year in years
    ]


def trail_rows(entries: Iterable[Entry], people: Mapping[UUID, Any], viewer: Viewer) -> list[list[object]]:
    """One row an entry of the trail, as `TRAIL` heads them; the same by the same person within a minute is one row."""
    rows: list[list[object]] = []
    for _, group in groupby(entries, key=_alike):
        alike = list(group)
        times = f" ({len(alike)} times)" if len(alike) > 1 else ""
        who = people.get(alike[0].member_id) if alike[0].member_id else None
        rows.append([marks.when(alike[0].at, viewer.now), _who(who), what_words(alike[0].kind, alike[0].what) + times])
    return rows


def _alike(entry: Entry) -> tuple[object, ...]:
    return entry.member_id, entry.kind, entry.what, entry.at.replace(second=0, microsecond=0)


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _opened(episode: Episode, viewer: Viewer) -> SafeString:
    said = marks.when(episode.start, viewer.now)
    if not viewer.may(Permission.SEE_MISSING):
        return said
    return format_html('<a href="{}">{}</a>', reverse("missing:episode", args=[episode.pk]), said)


def _not_back(episode: Episode) -> SafeString:
    if not episode.is_open:
        return marks.tag("No return recorded", "warning")
    return (
        marks.tag("Missing now", "late") if episode.absence_now == Absence.MISSING else marks.tag("Away now", "warning")
    )


def _said(year: Year) -> str:
    times = "once" if year.started == 1 else f"{year.started} times"
    return f"Missing {times} in {year.number}"


def _who(member: Any) -> SafeString | str:
    if member is None:
        return "Lantern, from what came in"
    return format_html(
        '{}<span class="lantern-table__hint">{}</span>',
        member.name,
        ", ".join(part for part in ((member.role_names or "").capitalize(), member.agency_name) if part),
    )
