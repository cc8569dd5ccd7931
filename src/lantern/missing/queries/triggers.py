"""Triggers through the viewer's scope: a number and its list are one queryset (MIS-12)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.queries.marked import had_mark, read_mark
from lantern.children.triggers import Trigger as Called
from lantern.children.vocabulary import Mark
from lantern.missing.models import Trigger, TriggerAnswer
from lantern.missing.rules.answering import answers_for
from lantern.missing.vocabulary import ANSWER_WORDS, AnswerKind, TriggerKind, TriggerState
from lantern.timekeeping.moments import london

WAITS = Q(withdrawn_at=None, answered_at=None)
STATES = {
    TriggerState.UNANSWERED: WAITS,
    TriggerState.MINE: WAITS,
    TriggerState.ANSWERED: Q(withdrawn_at=None) & ~Q(answered_at=None),
    TriggerState.WITHDRAWN: ~Q(withdrawn_at=None),
}
ORDER = {
    TriggerState.UNANSWERED: ("at", "id"),
    TriggerState.MINE: ("at", "id"),
    TriggerState.ANSWERED: ("-answered_at", "-id"),
    TriggerState.WITHDRAWN: ("-withdrawn_at", "-id"),
}


@dataclass(frozen=True)
class Asked:
    """What the list was narrowed to; `mark` is what the child had on the day its cause was known (MIS-14)."""

    state: TriggerState = TriggerState.UNANSWERED
    kind: TriggerKind | None = None
    mark: Mark | None = None

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Self:
        """From an address; words that are not known ask for nothing."""
        state, kind = params.get("state", ""), params.get("kind", "")
        return cls(
            state=TriggerState(state) if state in set(TriggerState) else TriggerState.UNANSWERED,
            kind=TriggerKind(kind) if kind in set(TriggerKind) else None,
            mark=read_mark(params),
        )


def triggers(viewer: Viewer, asked: Asked) -> QuerySet[Any]:
    """What was asked for within the area the viewer chose, the longest unanswered first; rows come with their child."""
    wanted = STATES[asked.state]
    if asked.state is TriggerState.MINE:
        wanted &= Q(answerer__in=answers_for(viewer.roles))
    if asked.kind:
        wanted &= Q(kind=asked.kind)
    if asked.mark:
        wanted &= Q(had_mark(asked.mark, at="at"))
    found = Trigger.visible_to(viewer).filter(in_focus(viewer, through_child)).filter(wanted)
    return with_answers(found).select_related("child").order_by(*ORDER[asked.state])


def unanswered(viewer: Viewer) -> QuerySet[Any]:
    """Those that wait for an answer, of whichever agency."""
    return triggers(viewer, Asked())


def of_episode(incident: UUID) -> list[Any]:
    """Every trigger of an episode that the caller has reached through the scope, with their answers."""
    return list(with_answers(Trigger.objects.filter(incident=incident)).order_by("withdrawn_at", "at", "id"))


def of_child(child: UUID) -> list[Any]:
    """Every trigger of a child whom the caller has reached through the scope, the latest first."""
    return list(with_answers(Trigger.objects.filter(child=child)).order_by("-at", "id"))


def others_waiting(trigger: Trigger, viewer: Viewer) -> list[Trigger]:
    """Others of the same child that the viewer may answer with it."""
    rows = Trigger.objects.filter(WAITS, child=trigger.child_id, answerer__in=answers_for(viewer.roles))
    return list(rows.exclude(pk=trigger.pk).order_by("at", "id"))


class Given(NamedTuple):
    """An answer to a trigger, whether or not it stands still."""

    id: UUID
    kind: AnswerKind
    text: str
    at: datetime
    is_undone: bool
    undone_why: str
    by: str
    agency: str

    @property
    def title(self) -> str:
        """No further action."""
        return ANSWER_WORDS[self.kind]


def given(trigger: Any) -> list[Given]:
    """The answers that came with a trigger from one of the queries above, in the order in which they were given."""
    return [
        Given(
            id=UUID(each["id"]),
            kind=AnswerKind(each["kind"]),
            text=each["text"],
            at=datetime.fromisoformat(each["at"]),
            is_undone=each["undone_at"] is not None,
            undone_why=each["undone_why"],
            by=each["by"],
            agency=each["agency"],
        )
        for each in trigger.given
    ]


def with_answers(found: QuerySet[Any]) -> QuerySet[Any]:
    """Each with its answers as the database's own lists: one query for both."""
    answers = TriggerAnswer.objects.filter(trigger=OuterRef("pk")).order_by("at", "id")
    one = JSONObject(
        id="id",
        kind="kind",
        text="text",
        at="at",
        undone_at="undone_at",
        undone_why="undone_why",
        by="by__name",
        agency="by__agency__name",
    )
    return found.annotate(given=ArraySubquery(answers.values(one=one)))


def standing_triggers(children: Collection[UUID]) -> Iterator[Called]:
    """What set each of these children's triggers off, for rooms in which something follows from it; once each cause."""
    rows = Trigger.objects.filter(child__in=children, withdrawn_at=None).order_by("at", "kind", "answerer")
    found = {(row.incident_id, row.kind): row for row in rows}
    return (Called(f"{incident} {kind}", row.child_id, row.at, row.words) for (incident, kind), row in found.items())


DECIDED = "triggers_decided"


def with_decisions(children: "QuerySet[Child]") -> "QuerySet[Child]":
    """`children` with the strategy meetings that were decided on for each and stand, in the same query.

    Requests for support and no further action are too many for a mark of a picture: they stand in the chronology.
    """
    rows = TriggerAnswer.objects.filter(child=OuterRef("pk"), undone_at=None, trigger__withdrawn_at=None)
    rows = rows.filter(kind=AnswerKind.STRATEGY).order_by("at")
    return children.annotate(**{DECIDED: ArraySubquery(rows.values(one=JSONObject(kind="kind", at="at")))})


def decisions_of(child: Child) -> list[tuple[datetime, str]]:
    """When it was and what, the earliest first; of a child that was read `with_decisions` through the viewer's scope.

    The same on one day, in answer to several triggers, is one decision.
    """
    found: dict[tuple[date, str], datetime] = {}
    for each in getattr(child, DECIDED):
        at = datetime.fromisoformat(each["at"])
        found.setdefault((london(at).date(), each["kind"]), at)
    return [(at, ANSWER_WORDS[AnswerKind(kind)]) for (_, kind), at in found.items()]
