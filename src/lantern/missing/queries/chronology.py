"""What the missing room adds to the time line of a child."""

from collections.abc import Iterator

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.missing.models import Episode, Step
from lantern.missing.vocabulary import (
    ABSENCE_WORDS,
    FOUND_BY_WORDS,
    FROM_WORDS,
    Absence,
    FoundBy,
    MissingFrom,
    StepKind,
)
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import Span

SOURCE = "Missing episode"


def chronology_of(child: Child, viewer: Viewer) -> Iterator[Entry]:
    """Each time the child went missing or was away, came back, and what was done about it, in two queries."""
    may_open = viewer.may(Permission.SEE_MISSING)
    for episode in Episode.visible_to(viewer).filter(child=child):
        url = reverse("missing:episode", args=[episode.pk]) if may_open else ""
        yield _went(episode, url, names=viewer.sees_names)
        if episode.end:
            yield _returned(episode, episode.end, url, names=viewer.sees_names)
    for step in Step.visible_to(viewer).filter(child=child, withdrawn_at=None).select_related("by"):
        yield Entry(
            when=Moment(step.happened_at, step.date_only),
            title=StepKind(step.kind).capitalize(),
            text=step.note if viewer.sees_names else "",
            source=step.by.name if step.by else "",
            kind="Missing",
        )


def _went(episode: Episode, url: str, *, names: bool) -> Entry:
    kind = "went missing" if episode.absence == Absence.MISSING else ABSENCE_WORDS[Absence.AWAY].lower()
    whence = f" from {FROM_WORDS[MissingFrom(episode.missing_from)].lower()}" if episode.missing_from else ""
    said = f"{kind}{whence}, {episode.risk} risk"
    return Entry(
        when=episode.start,
        title=said[:1].upper() + said[1:],
        text=episode.circumstances if names else "",
        url=url,
        source=SOURCE,
        kind="Missing",
    )


def _returned(episode: Episode, end: Moment, url: str, *, names: bool) -> Entry:
    who = FOUND_BY_WORDS[FoundBy(episode.found_by)] if episode.found_by else ""
    told = [who, episode.found_where if names else ""]
    return Entry(
        when=end,
        title=f"Returned after {words.elapsed_in(Span(episode.start, end), end.at)}",
        text=", ".join(filter(None, told)),
        url=url,
        source=SOURCE,
        kind="Missing",
    )
