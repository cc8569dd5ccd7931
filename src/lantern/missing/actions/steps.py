"""What people did about an episode (MIS-1, MIS-7, MIS-8)."""

from datetime import datetime

from lantern.missing.actions.folding import refold
from lantern.missing.models import Episode, Step
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import StepKind
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def record_step(
    *, episode: Episode, kind: StepKind, happened: Moment, by: Member, at: datetime, note: str = "", reference: str = ""
) -> Step:
    """Record that something was done; what it meets is worked out again. A plan needs its reference (MIS-8).

    Raises `NotAllowed` for a time to come, and for one before the child was missing or, after a return, before that.
    """
    _check(episode, kind, happened, at, reference)
    step = Step.objects.create(
        child_id=episode.child_id,
        incident_id=episode.incident_id,
        kind=kind,
        happened_at=happened.at,
        date_only=happened.date_only,
        note=note,
        reference=reference,
        by=by,
        recorded_at=at,
    )
    trail.record(f"missing.{kind.replace(' ', '_')}", step, by=by, at=at)
    refold(children=[episode.child_id], by=by, at=at)
    return step


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
    since = episode.start if kind is StepKind.ATTENDANCE else episode.end
    if since is None:
        raise NotAllowed("The child is not back yet. Record the return first.")
    if happened.latest < since.at:
        raise NotAllowed("That is before it could be done: check the time.")
