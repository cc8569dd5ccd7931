"""What people did about an episode (MIS-1, MIS-7, MIS-8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lantern.missing.actions.folding import hold, refold
from lantern.missing.models import Episode, Step, StepVersion
from lantern.missing.rules.following import WHILE_MISSING
from lantern.missing.rules.questions import unknown
from lantern.missing.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.missing.vocabulary import StepKind
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment
from lantern.trail import actions as trail
from lantern.trail.acting import action

NOTHING_SAID: Mapping[str, Any] = {}


@action
def record_step(
    *, episode: Episode, kind: StepKind, happened: Moment, by: Member, at: datetime, note: str = "", reference: str = "",
    said: Mapping[str, Any] = NOTHING_SAID,
) -> Step:  # fmt: skip
    """Record that something was done; what it meets is worked out again. A plan needs its reference (MIS-8).

    Raises `NotAllowed` for a time to come, and for one before the child was missing or, after a return, before that.
    """
    _check(episode, kind, happened, at, reference)
    _check_asked(kind, said)
    step = Step.objects.create(
        child_id=episode.child_id,
        incident_id=episode.incident_id,
        kind=kind,
        happened_at=happened.at,
        date_only=happened.date_only,
        note=note,
        reference=reference,
        said=dict(said),
        by=by,
        recorded_at=at,
    )
    trail.record(f"missing.{kind.replace(' ', '_')}", step, by=by, at=at)
    refold(children=[episode.child_id], by=by, at=at)
    return step


@action
def correct_step(
    *, episode: Episode, step: Step, version: int, happened: Moment, by: Member, at: datetime, note: str = "",
    reference: str = "", said: Mapping[str, Any] = NOTHING_SAID,
) -> Step:  # fmt: skip
    """Put right what was recorded; what was there before is kept as a version of its own.

    Raises `ChangedMeanwhile` when somebody else corrected it since `version` was read: nothing of either is lost.
    """
    hold([step.child_id])
    step.refresh_from_db()
    if step.withdrawn_at:
        raise NotAllowed("It was taken back already.")
    if step.version != version:
        raise ChangedMeanwhile
    kind = StepKind(step.kind)
    _check(episode, kind, happened, at, reference)
    _check_asked(kind, said)
    _keep(step)
    step.happened_at, step.date_only, step.note, step.reference = happened.at, happened.date_only, note, reference
    step.said, step.by, step.recorded_at, step.version = dict(said), by, at, step.version + 1
    step.save()
    trail.record("missing.step_corrected", step, by=by, at=at)
    refold(children=[step.child_id], by=by, at=at)
    return step


def _keep(step: Step) -> None:
    StepVersion.objects.create(
        child_id=step.child_id,
        incident_id=step.incident_id,
        step=step,
        number=step.version,
        happened_at=step.happened_at,
        date_only=step.date_only,
        note=step.note,
        reference=step.reference,
        said=step.said,
        by_id=step.by_id,
        at=step.recorded_at,
    )


@action
def withdraw_step(*, step: Step, by: Member, at: datetime) -> None:
    """Take back a step recorded by mistake; the record of it stays."""
    step.withdrawn_at = at
    step.save(update_fields=["withdrawn_at"])
    trail.record("missing.step_withdrawn", step, by=by, at=at)
    refold(children=[step.child_id], by=by, at=at)


def _check(episode: Episode, kind: StepKind, happened: Moment, at: datetime, reference: str) -> None:
    if happened.at > at:
        raise NotAllowed("That time lies in the future.")
    if kind is StepKind.PREVENTION_PLAN and not reference:
        raise NotAllowed("Give the plan's reference on the social care record.")
    since = episode.start if kind in WHILE_MISSING else episode.end
    if since is None:
        raise NotAllowed("The child is not back yet. Record the return first.")
    if happened.latest < since.at:
        raise NotAllowed("That is before it could be done: check the time.")


def _check_asked(kind: StepKind, said: Mapping[str, Any]) -> None:
    if strange := unknown(kind, said):
        raise NotAllowed(f"Nobody asked about this: {', '.join(sorted(strange))}.")
