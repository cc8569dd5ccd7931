"""What an episode owes and what was done about it, with what the viewer may do there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.design.parts import Tag
from lantern.missing.models import Episode, Step
from lantern.missing.parts.authorities import whose_duty
from lantern.missing.parts.stepper import ABOUT_CHATS, step_url
from lantern.missing.queries.allowed import against
from lantern.missing.vocabulary import STEP_VERBS, StepKind
from lantern.obligations.models import Obligation
from lantern.obligations.rows import whose
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london


@dataclass(frozen=True)
class Duty:
    """One obligation of the episode. `reason` says why the viewer cannot record it; `then`, when the same is due again."""

    obligation: Obligation
    label: str
    verb: str
    whose: str
    url: str
    reason: str
    waive_url: str
    then: str = ""


@dataclass(frozen=True)
class Done:
    """Something that is no longer owed: a step as somebody recorded it, or what was waived or ended by the return."""

    label: str
    at: Moment
    by: str = ""
    tag: Tag | None = None
    note: str = ""
    reference: str = ""
    withdraw_url: str = ""
    read_url: str = ""
    was_corrected: bool = False
    is_withdrawn: bool = False


def duties(episode: Episode, owed: Iterable[Obligation], viewer: Viewer) -> list[Duty]:
    """What is still to be done, in the order it falls due; what recurs stands once, with the days that follow."""
    reason = against(viewer, Permission.RECORD_STEPS)
    of_chats = against(viewer, Permission.OFFER_CHATS)
    found: dict[tuple[str, bool], list[Obligation]] = {}
    for one in owed:
        if one.met_at is None and one.waived_at is None:
            found.setdefault((one.kind, one.due_at < viewer.now), []).append(one)
    return [
        _duty(episode, kept, viewer, of_chats if kept[0].kind in ABOUT_CHATS else reason)
        for (_, is_late), same in found.items()
        for kept in ([[one] for one in same] if is_late else [same])  # what is late is late each for itself
    ]


def _duty(episode: Episode, same: list[Obligation], viewer: Viewer, reason: str) -> Duty:
    one, *later = same
    kind = StepKind(one.kind)
    days = [words.short_day(london(each.due_at).date(), viewer.today) for each in later]
    return Duty(
        then=f"then {', '.join(days)}" if days else "",
        obligation=one,
        label=kind.capitalize(),
        verb=STEP_VERBS[kind],
        whose=whose_duty(one, episode.child, viewer, whose(one, viewer)),
        url=step_url(episode, kind),
        reason=reason,
        waive_url=reverse("obligations:waive", args=[one.pk]) if viewer.may(Permission.WAIVE) else "",
    )


def done(episode: Episode, steps: Iterable[Step], owed: Iterable[Obligation], viewer: Viewer) -> list[Done]:
    """Everything recorded, what was taken back included; then what needed no step."""
    standing = [each for each in steps if each.withdrawn_at is None]
    # Of several that one step met, such as late reviews, it is as late as the earliest of them.
    met = {(one.kind, one.met_at): one for one in sorted(owed, key=_due, reverse=True) if one.met_at}
    by_step = [_step(episode, each, met.get((each.kind, each.happened_at)), viewer) for each in steps]
    recorded = {(each.kind, each.happened_at) for each in standing}
    rest = [one for one in owed if (one.met_at or one.waived_at) and (one.kind, one.met_at) not in recorded]
    return [*by_step, *(_without_step(one, standing, viewer) for one in rest)]


def _due(one: Obligation) -> datetime:
    return one.due_at


def _step(episode: Episode, step: Step, met: Obligation | None, viewer: Viewer) -> Done:
    withdrawn = step.withdrawn_at is not None
    may = viewer.may(Permission.RECORD_STEPS) and not withdrawn
    return Done(
        label=StepKind(step.kind).capitalize(),
        at=Moment(step.happened_at, step.date_only),
        by=step.by.name if step.by else "",
        tag=Tag("Taken back") if withdrawn else _in_time(met) if met else None,
        note=step.note if viewer.sees_names else "",
        reference=step.reference if viewer.sees_names else "",
        withdraw_url=reverse("missing:withdraw", args=[episode.pk, step.pk]) if may else "",
        read_url=reverse("missing:recorded", args=[episode.pk, step.pk]) if viewer.may(Permission.RECORD_STEPS) else "",
        was_corrected=step.version > 1,
        is_withdrawn=withdrawn,
    )


def _met_by(one: Obligation, by: Step | None) -> str:
    if by:
        return f"Met by the {by.kind}."
    return "" if one.kind in ABOUT_CHATS else "The child was back first."


def _without_step(one: Obligation, standing: Iterable[Step], viewer: Viewer) -> Done:
    label = StepKind(one.kind).capitalize()
    if one.met_at:
        by = _by_another(one, standing)
        return Done(
            label, Moment(one.met_at, by is not None and by.date_only), tag=_in_time(one), note=_met_by(one, by)
        )
    assert one.waived_at is not None
    return Done(label, Moment(one.waived_at), tag=Tag("Waived"), note=one.waived_reason if viewer.sees_names else "")


def _by_another(one: Obligation, standing: Iterable[Step]) -> Step | None:
    """The step of another kind that met it: a new plan is a look at the old one, a meeting a review (MIS-8, MIS-12)."""
    if one.kind == StepKind.ATTENDANCE:
        return None
    return next((step for step in standing if step.happened_at == one.met_at), None)


def _in_time(one: Obligation) -> Tag:
    if one.met_at is None or one.met_at <= one.due_at:
        return Tag("In time", "done")
    return Tag(f"{words.elapsed(one.met_at - one.due_at)} late", "warning")
