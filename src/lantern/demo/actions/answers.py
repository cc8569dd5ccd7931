"""What the county answered to its triggers, and did about what followed; the latest still wait, as they would."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from lantern.demo.rules.records import answer_of, said_of
from lantern.missing.models import Step, Trigger, TriggerAnswer
from lantern.missing.vocabulary import AnswerKind, StepKind
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.trail.acting import action

WAITS = timedelta(hours=30)  # what is younger still waits for an answer
LATE = timedelta(days=2)  # what fell due so long ago has been done by now
AFTER = {  # an answer, and how long it took to do what it promised
    AnswerKind.SUPPORT: (StepKind.SUPPORT_RESPONSE, timedelta(hours=31)),
    AnswerKind.STRATEGY: (StepKind.STRATEGY_MEETING, timedelta(hours=52)),
}
REVIEWED = timedelta(days=13)  # after a strategy meeting
ROLES = {
    "children's services": Role.MISSING_COORDINATOR,
    "liaison officer": Role.LIAISON_OFFICER,
    "missing coordinator": Role.MISSING_COORDINATOR,
    "allocated worker": Role.SOCIAL_WORKER,
}


@action
def answer_and_follow(
    *, incidents: Mapping[str, UUID], doers: Mapping[Role, Member], by: None, at: datetime
) -> set[UUID]:
    """Answer what is old enough, and do what was promised and what fell due; the children to be folded again."""
    names = {pk: reference for reference, pk in incidents.items()}
    waiting = Trigger.objects.filter(incident__in=names, withdrawn_at=None, answered_at=None, at__lt=at - WAITS)
    answers = [_answer(each, names[each.incident_id], doers) for each in waiting.order_by("at", "id")]
    TriggerAnswer.objects.bulk_create(answers, batch_size=1_000)
    steps = [*_promised(answers, names, doers, at), *_due(names, doers, at)]
    Step.objects.bulk_create(steps, batch_size=1_000)
    return {each.child_id for each in answers} | {each.child_id for each in steps}


def _answer(trigger: Trigger, reference: str, doers: Mapping[Role, Member]) -> TriggerAnswer:
    kind, text, after = answer_of(f"{reference}, {trigger.kind}, {trigger.answerer}")
    return TriggerAnswer(
        child_id=trigger.child_id,
        incident_id=trigger.incident_id,
        trigger=trigger,
        kind=kind,
        text=text,
        by=doers[ROLES[trigger.answerer]],
        at=trigger.at + after,
    )


def _promised(
    answers: Iterable[TriggerAnswer], names: Mapping[UUID, str], doers: Mapping[Role, Member], now: datetime
) -> Iterator[Step]:
    """The first answer of a kind about an episode is what is followed up."""
    done: set[tuple[UUID, str]] = set()
    for answer in sorted(answers, key=lambda each: each.at):
        promised = AFTER.get(AnswerKind(answer.kind))
        if promised is None or (answer.incident_id, answer.kind) in done:
            continue
        done.add((answer.incident_id, answer.kind))
        kind, after = promised
        for step, when in ((kind, answer.at + after), (StepKind.STRATEGY_REVIEW, answer.at + after + REVIEWED)):
            if when < now and (step is kind or kind is StepKind.STRATEGY_MEETING):
                doer = doers[Role.MISSING_COORDINATOR]
                yield _step(answer.child_id, answer.incident_id, names[answer.incident_id], step, when, doer)


def _due(names: Mapping[UUID, str], doers: Mapping[Role, Member], now: datetime) -> Iterator[Step]:
    """Plans looked at again and long absences reviewed, where that fell due some days ago."""
    kinds = (StepKind.PLAN_REVIEW, StepKind.LONG_MISSING_REVIEW)
    rows = Obligation.objects.filter(
        subject_kind="episode", subject_id__in=names, kind__in=kinds, met_at=None, due_at__lt=now - LATE
    )
    for row in rows:
        when = row.starts_at + (row.due_at - row.starts_at) * 0.8
        doer = doers[ROLES[row.owner_role]]
        yield _step(row.child_id, row.subject_id, names[row.subject_id], StepKind(row.kind), when, doer)


def _step(child: UUID, incident: UUID, reference: str, kind: StepKind, when: datetime, by: Member) -> Step:
    at = when.replace(second=0, microsecond=0)
    return Step(
        child_id=child,
        incident_id=incident,
        kind=kind,
        happened_at=at,
        said=said_of(reference, kind, at),
        by=by,
        recorded_at=at,
    )
