"""What an episode owes and what was done about it, with what the viewer may do there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.missing.models import Episode, Step
from lantern.missing.parts.stepper import step_url
from lantern.missing.queries.allowed import against
from lantern.missing.vocabulary import STEP_VERBS, StepKind
from lantern.obligations.models import Obligation
from lantern.obligations.rows import whose
from lantern.timekeeping.moments import Moment


@dataclass(frozen=True)
class Duty:
    """One obligation of the episode. `reason` says why the viewer cannot record it."""

    obligation: Obligation
    label: str
    verb: str
    whose: str
    url: str
    reason: str
    waive_url: str
    waived_reason: str

    @property
    def is_open(self) -> bool:
        return self.obligation.met_at is None and self.obligation.waived_at is None

    @property
    def is_late(self) -> bool:
        """Whether it was done, but not in time."""
        return self.obligation.met_at is not None and self.obligation.met_at > self.obligation.due_at


@dataclass(frozen=True)
class Done:
    """A step as somebody recorded it."""

    step: Step
    label: str
    at: Moment
    by: str
    note: str
    withdraw_url: str

    @property
    def is_withdrawn(self) -> bool:
        return self.step.withdrawn_at is not None


def duties(episode: Episode, owed: Iterable[Obligation], viewer: Viewer) -> list[Duty]:
    """Each obligation in the order it falls due."""
    reason = against(viewer, Permission.RECORD_STEPS)
    return [_duty(episode, one, viewer, reason) for one in owed]


def _duty(episode: Episode, one: Obligation, viewer: Viewer, reason: str) -> Duty:
    kind = StepKind(one.kind)
    return Duty(
        obligation=one,
        label=kind.capitalize(),
        verb=STEP_VERBS[kind],
        whose=whose(one, viewer),
        url=step_url(episode, kind),
        reason=reason,
        waive_url=reverse("obligations:waive", args=[one.pk]) if viewer.may(Permission.WAIVE) else "",
        waived_reason=one.waived_reason if viewer.sees_names else "",
    )


def done(episode: Episode, steps: Iterable[Step], viewer: Viewer) -> list[Done]:
    """Everything recorded, what was taken back included."""
    may = viewer.may(Permission.RECORD_STEPS)
    return [
        Done(
            step=each,
            label=StepKind(each.kind).capitalize(),
            at=Moment(each.happened_at, each.date_only),
            by=each.by.name if each.by else "",
            note=each.note if viewer.sees_names else "",
            withdraw_url=reverse("missing:withdraw", args=[episode.pk, each.pk]) if may else "",
        )
        for each in steps
    ]
