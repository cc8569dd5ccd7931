"""Triggers, brought in line with the facts: fired, put in other words, withdrawn with the reason, standing again (MIS-12)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lantern.missing.models import Trigger
from lantern.missing.queries.derived import Derived
from lantern.missing.vocabulary import TriggerKind
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

AT_ONCE = 1_000
COLUMNS = ("child_id", "at", "date_only", "due_at", "words", "answered_at", "withdrawn_at", "withdrawn_why")
GONE_WHY = {
    TriggerKind.REPEAT: "There are no longer so many episodes in so many days.",
    TriggerKind.HARM: "No record says any longer that the child may have suffered harm.",
    TriggerKind.RISK_OF_HARM: "No record names a risk of harm any longer.",
    TriggerKind.HARM_AND_AGAIN: "No record says any longer that the harm is significant and the child likely to go again.",
}
UNLINKED = "The episode is not about this child as far as anyone knows."
JOINED = "The episode is part of another one, or waits for a person to decide about it."


@action
def fire(*, children: Iterable[UUID], found: Sequence[Derived], by: Member | None, at: datetime) -> list[UUID]:
    """Write what differs, and return the ids of every trigger of the children, those withdrawn included."""
    held = {row.pk: row for row in Trigger.objects.filter(child__in=list(children))}
    wanted = {row.pk: row for each in found for row in _rows(each)}
    elsewhere = wanted.keys() - held.keys()
    if elsewhere:  # of a child who was not among them: it moved along with its incident
        held |= {row.pk: row for row in Trigger.objects.filter(pk__in=elsewhere)}
    gone = [row for pk, row in held.items() if pk not in wanted and row.withdrawn_at is None]
    standing = {each.facts.incidents[episode.key] for each in found for episode in each.history.episodes}
    linked = {pk for each in found for pk in each.facts.incidents.values()}
    for row in gone:
        row.withdrawn_at, row.withdrawn_why = at, _why(row, standing, linked)
    changed = [row for pk, row in wanted.items() if pk in held and _values(row) != _values(held[pk])]
    Trigger.objects.set_many([*gone, *changed], [name.removesuffix("_id") for name in COLUMNS])
    Trigger.objects.bulk_create([row for pk, row in wanted.items() if pk not in held], batch_size=AT_ONCE)
    trail.record_many("missing.trigger_withdrawn", gone, by=by, at=at)
    return [*held.keys() | wanted.keys()]


def _rows(found: Derived) -> Iterable[Trigger]:
    for fired in found.fired:
        yield Trigger(
            id=found.id_of(fired),
            child_id=found.facts.child,
            incident_id=found.facts.incidents[fired.episode],
            kind=fired.kind,
            answerer=fired.answerer,
            at=fired.at.at,
            date_only=fired.at.date_only,
            due_at=fired.due,
            words=fired.words,
            answered_at=found.answered(fired),
        )


def _values(row: Trigger) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COLUMNS}


def _why(row: Trigger, standing: set[UUID], linked: set[UUID]) -> str:
    if row.incident_id in standing:
        return GONE_WHY[TriggerKind(row.kind)]
    return JOINED if row.incident_id in linked else UNLINKED
