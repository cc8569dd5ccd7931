"""Triggers as pages draw them: what set them off, whose answer they wait for, what was answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.design import marks
from lantern.design.parts import Tag
from lantern.missing.models import Trigger
from lantern.missing.parts.who import named
from lantern.missing.queries.triggers import Given as Answered
from lantern.missing.queries.triggers import given
from lantern.missing.rules.answering import against_answering, answers_for
from lantern.missing.vocabulary import Answerer, TriggerState
from lantern.timekeeping.moments import Moment

COLUMNS = {
    TriggerState.UNANSWERED: ("Child", "What set it off", "Who answers", "Due"),
    TriggerState.ANSWERED: ("Child", "What set it off", "Who answered", "Answer"),
    TriggerState.WITHDRAWN: ("Child", "What set it off", "Who would answer", "Why it was withdrawn"),
}
COLUMNS[TriggerState.MINE] = COLUMNS[TriggerState.UNANSWERED]


@dataclass(frozen=True)
class Given:
    """An answer; its words only for those who see names, since they may name people."""

    title: str
    text: str
    who: str
    at: datetime
    is_undone: bool
    undone_why: str
    back_url: str


@dataclass(frozen=True)
class Line:
    """One trigger on an episode's or a child's page. `reason` says why the viewer cannot answer it."""

    title: str
    words: str
    whose: str
    at: Moment
    due: datetime | None
    tag: Tag
    answers: list[Given]
    withdrawn_why: str
    url: str
    reason: str


def lines(found: Iterable[Trigger], viewer: Viewer) -> list[Line]:
    """`found` with their answers loaded."""
    return [_line(each, viewer) for each in found]


def _line(trigger: Trigger, viewer: Viewer) -> Line:
    mine = Answerer(trigger.answerer) in answers_for(viewer.roles)
    return Line(
        title=trigger.title,
        words=trigger.words,
        whose=trigger.answered_by,
        at=trigger.when,
        due=trigger.due_at if trigger.waits else None,
        tag=_tag(trigger),
        answers=[_given(each, viewer, mine=mine) for each in given(trigger)],
        withdrawn_why=trigger.withdrawn_why,
        url=reverse("missing:answer", args=[trigger.pk]) if trigger.waits and mine else "",
        reason=against_answering(Answerer(trigger.answerer), viewer.roles) if trigger.waits else "",
    )


def _tag(trigger: Trigger) -> Tag:
    if trigger.withdrawn_at:
        return Tag("Withdrawn")
    return Tag("Answered", "done") if trigger.answered_at else Tag("Unanswered", "warning")


def _given(answer: Answered, viewer: Viewer, *, mine: bool) -> Given:
    may = mine and not answer.is_undone and viewer.may(Permission.ANSWER_TRIGGERS)
    return Given(
        title=answer.title,
        text=answer.text if viewer.sees_names else "",
        who=f"{answer.by}, {answer.agency}",
        at=answer.at,
        is_undone=answer.is_undone,
        undone_why=answer.undone_why if viewer.sees_names else "",
        back_url=reverse("missing:take_back_answer", args=[answer.id]) if may else "",
    )


def rows(found: Iterable[Trigger], state: TriggerState, viewer: Viewer) -> list[Sequence[object]]:
    """Rows of the list, to match `COLUMNS`."""
    return [_row(each, state, viewer) for each in found]


def _row(trigger: Trigger, state: TriggerState, viewer: Viewer) -> Sequence[object]:
    line = _line(trigger, viewer)
    where = line.url or reverse("missing:episode", args=[trigger.incident_id])
    title = (
        format_html('<a href="{}">{}</a>', where, line.title)
        if line.url or state is not TriggerState.WITHDRAWN
        else line.title
    )
    what = format_html('<span>{}<span class="lantern-table__hint">{}</span></span>', title, line.words)
    return [named(trigger.child, viewer), what, line.whose, _last(trigger, line, viewer)]


def _last(trigger: Trigger, line: Line, viewer: Viewer) -> object:
    if trigger.withdrawn_at:
        return trigger.withdrawn_why
    standing = [each for each in line.answers if not each.is_undone]
    if standing:
        one = standing[-1]
        return format_html(
            '<span>{}<span class="lantern-table__hint">{}, {}</span></span>',
            one.title,
            one.who,
            marks.when(one.at, viewer.now, inside=True),
        )
    return marks.due(line.due, viewer.now) if line.due else "Answered with another episode"
