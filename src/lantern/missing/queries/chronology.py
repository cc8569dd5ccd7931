"""What the missing room adds to the time line of a child."""

from collections.abc import Iterator

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.missing.models import Episode, Step, Trigger
from lantern.missing.queries.triggers import Given, given, of_child
from lantern.missing.vocabulary import (
    ABSENCE_WORDS,
    FOUND_BY_WORDS,
    FROM_WORDS,
    Absence,
    Answerer,
    FoundBy,
    MissingFrom,
    StepKind,
)
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import Span

SOURCE = "Missing episode"


def chronology_of(child: Child, viewer: Viewer) -> Iterator[Entry]:
    """Each time the child went missing or was away, came back, what that set off and what was done, in three queries."""
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
    for trigger in of_child(child.pk):
        url = (
            reverse("missing:episode", args=[trigger.incident_id]) if may_open and trigger.withdrawn_at is None else ""
        )
        yield _set_off(trigger, url)
        for answer in given(trigger):
            yield _answered(trigger, answer, url, names=viewer.sees_names)


def _set_off(trigger: Trigger, url: str) -> Entry:
    withdrawn = f" Withdrawn: {trigger.withdrawn_why}" if trigger.withdrawn_why else ""
    return Entry(
        when=trigger.when,
        title=f"Trigger for {_whose(trigger)}: {trigger.title.lower()}",
        text=f"{trigger.words}{withdrawn}",
        url=url,
        source="Trigger",
        kind="Missing",
    )


def _answered(trigger: Trigger, answer: Given, url: str, *, names: bool) -> Entry:
    undone = ", taken back" if answer.is_undone else ""
    return Entry(
        when=Moment(answer.at),
        title=f"Answered, {trigger.title.lower()}: {answer.title.lower()}{undone}",
        text=answer.text if names else "",
        url=url,
        source=answer.by,
        kind="Missing",
    )


def _whose(trigger: Trigger) -> str:
    return "children’s services" if trigger.answerer == Answerer.CHILDRENS_SERVICES else "the liaison officer"


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
