"""One child of the board: who, how long, from where, what is owed next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.marks import restricted_mark
from lantern.children.naming import name_for
from lantern.children.queries.record import record_of
from lantern.design.parts import Episode as Bar
from lantern.design.parts import Tag
from lantern.missing.models import Episode
from lantern.missing.parts.duty import Line
from lantern.missing.parts.duty import line as duty_line
from lantern.missing.parts.who import age_of, where_from
from lantern.missing.queries.allowed import against
from lantern.missing.queries.duty import Standing, Standings
from lantern.missing.queries.owing import Owing, first_open
from lantern.missing.vocabulary import Absence, Risk, StepKind
from lantern.obligations.models import Obligation
from lantern.timekeeping.moments import Moment

NONE: Standings = {}


@dataclass(frozen=True)
class Fact:
    """What is to be done next and by when, or what was done last and when: a label, and what stands under it."""

    label: str
    words: str = ""
    due: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Card:
    """What a card says; `circumstances` are empty for those who do not see names."""

    episode: Episode
    name: str
    age: str
    url: str
    risk: Tag
    marks: tuple[Tag, ...]
    whence: str
    circumstances: str
    start: Moment
    strip: Sequence[Bar]
    facts: tuple[Fact, ...]
    return_url: str
    return_reason: str
    duty: Line | None = None

    @property
    def is_high(self) -> bool:
        """Whether a new one makes the sound and the mark in the title."""
        return self.episode.risk == Risk.HIGH and self.episode.absence_now == Absence.MISSING


def cards(
    episodes: Sequence[Any], strips: dict[Any, list[Bar]], owing: Owing, viewer: Viewer, standing: Standings = NONE
) -> list[Card]:
    """Cards for the board, in the order given; `standing` says of those at high risk who has them in hand."""
    reason = against(viewer, Permission.RECORD_RETURN)
    return [
        _card(each, strips.get(each.child_id, []), owing.get(each.pk, []), viewer, reason, standing.get(each.pk))
        for each in episodes
    ]


def _card(
    episode: Any, strip: list[Bar], owed: Sequence[Obligation], viewer: Viewer, reason: str, standing: Standing | None
) -> Card:
    return Card(
        episode=episode,
        name=name_for(episode.child, viewer),
        age=age_of(episode.child, viewer),
        url=reverse("missing:episode", args=[episode.pk]),
        risk=Tag(f"{episode.risk.capitalize()} risk", episode.risk),
        marks=_marks(episode, viewer),
        whence=where_from(episode, viewer),
        circumstances=episode.circumstances if viewer.sees_names else "",
        start=episode.start,
        strip=strip,
        facts=facts_of(episode, owed),
        return_url=reverse("missing:return", args=[episode.pk]),
        return_reason=reason,
        duty=duty_line(standing, viewer),
    )


def _marks(episode: Any, viewer: Viewer) -> tuple[Tag, ...]:
    """That the record is restricted (SHA-4), and what makes the child more vulnerable today (MIS-14)."""
    vulnerable = (Tag(mark.label) for mark in record_of(episode.child).marks(viewer.today))
    return (*restricted_mark(episode.child), *vulnerable)


def facts_of(episode: Episode, owed: Sequence[Obligation]) -> tuple[Fact, ...]:
    """Next: attend, due in 70 minutes; Next: grade the report; Attended: today 1:10am. Both when more is owed after."""
    following, done = _following(episode, owed), _attended(owed)
    if following or done:
        return tuple(filter(None, (following, done)))
    waived = any(one.kind == StepKind.ATTENDANCE for one in owed)
    return (Fact("Attendance", "Waived" if waived else "Not owed"),)


def _following(episode: Episode, owed: Sequence[Obligation]) -> Fact | None:
    one = first_open(owed)
    if not episode.grade and (one is None or one.kind in AFTER_GRADING):
        return Fact("Next", "Grade the report")
    return Fact("Next", NEXT_WORDS.get(one.kind, one.kind.capitalize()), due=one.due_at) if one else None


def _attended(owed: Sequence[Obligation]) -> Fact | None:
    met = next((one.met_at for one in owed if one.kind == StepKind.ATTENDANCE and one.met_at), None)
    return Fact("Attended", at=met) if met else None


AFTER_GRADING = (StepKind.LONG_MISSING_REVIEW, StepKind.ADULT_HANDOVER)
NEXT_WORDS: dict[str, str] = {StepKind.ATTENDANCE: "Attend"}
