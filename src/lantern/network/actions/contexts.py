"""A peer group or a place recorded, assessed, watched over and planned for (EXP-6)."""

from dataclasses import asdict
from datetime import date, datetime

from lantern.children.actions.numbers import next_number_of
from lantern.children.rules.names import parts
from lantern.children.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.network.models import Context, ContextAssessment, ContextTurn, Guardian, PlanStep
from lantern.network.rules.contexts import Assessed, Described
from lantern.network.vocabulary.persons import Turn
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

CLOSED = "This record is closed. Open it again first."


@action
def record_context(*, described: Described, by: Member, at: datetime) -> Context:
    """A new record; it is assessed on its page."""
    number = f"K{next_number_of(Context):07d}"
    made = Context.objects.create(number=number, sort_name=_sorted(described.name), by=by, at=at, **vars(described))
    trail.record("network.context_recorded", made, by=by, at=at)
    return made


@action
def change_context(*, context: Context, described: Described, version: int, by: Member, at: datetime) -> None:
    """Another name, kind or place; what stood before stays in the history. Raises `ChangedMeanwhile`."""
    stands = hold(context)
    if stands.version != version:
        raise ChangedMeanwhile
    before = f"{stands.name}, {stands.kind}, {stands.certainty}. {stands.address or 'No address'}."
    for name, value in vars(described).items():
        setattr(stands, name, value)
    stands.sort_name, stands.version = _sorted(described.name), version + 1
    stands.save()
    _turned(stands, Turn.CHANGED, before, by, at)


@action
def assess(*, context: Context, assessed: Assessed, version: int, by: Member, at: datetime) -> ContextAssessment:
    """A new assessment beside the earlier ones. Raises `ChangedMeanwhile` when somebody assessed or changed it since."""
    stands = hold(context)
    if stands.version != version:
        raise ChangedMeanwhile
    number = ContextAssessment.objects.filter(context=stands).count() + 1
    made = ContextAssessment.objects.create(context=stands, number=number, by=by, at=at, **asdict(assessed))
    stands.review_on, stands.assessed_by, stands.version = assessed.review_on, by, version + 1
    stands.save(update_fields=["review_on", "assessed_by", "version"])
    trail.record("network.context_assessed", made, by=by, at=at)
    return made


@action
def close_context(*, context: Context, because: str, by: Member, at: datetime) -> None:
    """Watched no more; the record stays."""
    stands = hold(context)
    stands.closed_at = at
    stands.save(update_fields=["closed_at"])
    _turned(stands, Turn.CLOSED, because, by, at)


@action
def reopen_context(*, context: Context, because: str, by: Member, at: datetime) -> None:
    """Watched again. Raises `NotAllowed` when it is open."""
    stands = hold(context, closed_too=True)
    if stands.closed_at is None:
        raise NotAllowed("This record is open.")
    stands.closed_at = None
    stands.save(update_fields=["closed_at"])
    _turned(stands, Turn.REOPENED, because, by, at)


@action
def add_guardian(*, context: Context, who: str, how: str, since: date, by: Member, at: datetime) -> Guardian:
    """Somebody who could keep it safe."""
    made = Guardian.objects.create(context=hold(context), who=who, how=how, since=since, by=by, at=at)
    trail.record("network.guardian_added", made, by=by, at=at)
    return made


@action
def end_guardian(*, guardian: Guardian, on: date, by: Member, at: datetime) -> None:
    """They keep it safe no more. Raises `NotAllowed` when that was said already, or for a day before they began."""
    stands = Guardian.objects.select_for_update(of=("self",)).get(pk=guardian.pk)
    if stands.until or on < stands.since:
        raise NotAllowed("This ended already." if stands.until else "It cannot end before it began.")
    stands.until, stands.ended_by = on, by
    stands.save(update_fields=["until", "ended_by"])
    trail.record("network.guardian_ended", stands, by=by, at=at)


@action
def add_step(*, context: Context, text: str, owner: Member, due_on: date, by: Member, at: datetime) -> PlanStep:
    """Something to do, whose and by when; its owner sees the context from then on."""
    made = PlanStep.objects.create(context=hold(context), text=text, owner=owner, due_on=due_on, by=by, at=at)
    trail.record("network.step_added", made, by=by, at=at)
    return made


@action
def finish_step(*, step: PlanStep, on: date, outcome: str, by: Member, at: datetime) -> None:
    """It is done, and what came of it. Raises `NotAllowed` when it is done or taken back already."""
    stands = PlanStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if stands.done_on or stands.withdrawn_at:
        raise NotAllowed("This step is done already." if stands.done_on else "This step was taken back.")
    stands.done_on, stands.done_by, stands.outcome = on, by, outcome
    stands.save(update_fields=["done_on", "done_by", "outcome"])
    trail.record("network.step_done", stands, by=by, at=at)


def hold(context: Context, *, closed_too: bool = False) -> Context:
    """The record as it stands, while nobody else changes it. Raises `NotAllowed` when it is closed."""
    stands = Context.objects.select_for_update(of=("self",)).get(pk=context.pk)
    if stands.closed_at and not closed_too:
        raise NotAllowed(CLOSED)
    return stands


def _sorted(name: str) -> str:
    return " ".join(parts(name))[:120]


def _turned(context: Context, what: Turn, because: str, by: Member, at: datetime) -> None:
    ContextTurn.objects.create(context=context, what=what, because=because, by=by, at=at)
    trail.record(f"network.context_{what}", context, by=by, at=at)
