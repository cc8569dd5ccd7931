"""Lines of each time a child went missing or was away, and came back."""

from collections.abc import Iterator, Mapping

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.chronology import Entry
from lantern.children.vocabulary import Line
from lantern.missing.parts.chronology.sources import of_message
from lantern.missing.queries.lived import Lived, Row
from lantern.missing.vocabulary import (
    ABSENCE_WORDS,
    FOUND_BY_WORDS,
    FOUND_IN_WORDS,
    FROM_WORDS,
    Absence,
    FoundBy,
    FoundIn,
    MissingFrom,
)
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import Span


def episode_lines(held: Lived, viewer: Viewer) -> Iterator[Entry]:
    """When the child went and when they came back, each from the message that says so."""
    told = {message.fingerprint: message for message in held.messages}
    may_open = viewer.may(Permission.SEE_MISSING)
    for row in held.episodes:
        url = reverse("missing:episode", args=[row.incident_id]) if may_open else ""
        start = Moment(row.started_at, row.start_date_only)
        yield _went(row, start, url, _teller(row, "last_seen", start, told), names=viewer.sees_names)
        if row.ended_at:
            end = Moment(row.ended_at, row.end_date_only)
            yield _returned(row, Span(start, end), url, _teller(row, "found", end, told), names=viewer.sees_names)


def _teller(row: Row, fact: str, stands: Moment, told: Mapping[str, Row]) -> str:
    """Who said the time that stands; where a time was worked out, who spoke of the episode first."""
    said = [(value, key) for name, value, key in row.history if name == fact and key in told]
    keys = [key for value, key in said if value == str(stands)] or [key for _, key in said]
    keys = keys or [key for _, _, key in row.history if key in told]
    return of_message(told[keys[0]]) if keys else ""


def _went(row: Row, start: Moment, url: str, source: str, *, names: bool) -> Entry:
    kind = "went missing" if row.absence == Absence.MISSING else ABSENCE_WORDS[Absence.AWAY].lower()
    whence = f" from {FROM_WORDS[MissingFrom(row.missing_from)].lower()}" if row.missing_from else ""
    said = f"{kind}{whence}, {row.risk} risk"
    text = "\n".join(filter(None, (row.from_where, row.circumstances))) if names else ""
    return Entry(start, f"{said[:1].upper()}{said[1:]}", text, url, source, Line.MISSING)


def _returned(row: Row, span: Span, url: str, source: str, *, names: bool) -> Entry:
    assert span.end
    who = FOUND_BY_WORDS[FoundBy(row.found_by)] if row.found_by else ""
    kind = FOUND_IN_WORDS[FoundIn(row.found_kind)] if row.found_kind else ""
    text = ", ".join(filter(None, (who, (names and row.found_where) or kind)))
    title = f"Returned after {words.elapsed_in(span, span.end.at)}"
    return Entry(span.end, title, text, url, source, Line.MISSING)
