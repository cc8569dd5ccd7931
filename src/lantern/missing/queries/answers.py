"""What people answered to triggers, as the rules want it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from lantern.missing.models import TriggerAnswer
from lantern.missing.rules.following import Answer
from lantern.missing.vocabulary import Answerer, AnswerKind, TriggerKind
from lantern.timekeeping.moments import Moment


class Answered(NamedTuple):
    """One answer that stands, and to which trigger of its episode."""

    kind: TriggerKind
    answerer: Answerer
    answer: Answer


def answers_of(incidents: Iterable[UUID]) -> Iterator[tuple[UUID, Answered]]:
    """The answers that stand, each with the incident it was given about, in one query."""
    rows = TriggerAnswer.objects.filter(incident__in=list(incidents), undone_at=None)
    columns = "incident_id", "trigger__kind", "trigger__answerer", "kind", "at"
    for incident, kind, answerer, decided, at in rows.values_list(*columns):
        yield incident, Answered(TriggerKind(kind), Answerer(answerer), Answer(AnswerKind(decided), Moment(at)))
