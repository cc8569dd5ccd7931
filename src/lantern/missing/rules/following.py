"""What an episode goes on to owe: reviews while it lasts, adult procedures at 18, and what an answer or a plan promised.

A pure function like `owed`: the same facts give the same rows whatever came first (MIS-8, MIS-12, MIS-15).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.owed import Owed, Owner, Step
from lantern.missing.vocabulary import AnswerKind, StepKind
from lantern.timekeeping.calendar import CalendarEnds
from lantern.timekeeping.clocks import Clock, Unit, due, last_minute
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.months import months_before

WHILE_MISSING = frozenset(
    {
        StepKind.ATTENDANCE,
        StepKind.LONG_MISSING_REVIEW,
        StepKind.ADULT_HANDOVER,
        StepKind.SUPPORT_RESPONSE,
        StepKind.STRATEGY_MEETING,
        StepKind.STRATEGY_REVIEW,
    }
)
"""Steps that do not wait for the return."""
ADULT = 18  # years
LEAP_DAY = (2, 29)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The arrangement's clocks (PAR-7); `reviews` count from the start of the episode, the shortest first."""

    reviews: tuple[Clock, ...] = ()
    adult_handover: Clock | None = None
    adult_ahead: int = 6  # months before the birthday, from which the handover is owed
    plan_review: Clock | None = None
    support_response: Clock | None = None
    strategy_meeting: Clock | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody decided about a trigger of the episode, and when."""

    kind: AnswerKind
    at: Moment


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside the episode's own facts: the child's birth, answers to its triggers, an earlier plan."""

    born: date | None = None
    answers: tuple[Answer, ...] = ()
    planned_before: bool = field(default=False)


def following(episode: EpisodeFacts, steps: Iterable[Step], around: Around, clocks: Clocks) -> tuple[Owed, ...]:
    """Everything of it, in the order of the process."""
    done = sorted(steps, key=lambda step: (step.at, step.kind))
    adult = adult_on(around.born) if around.born else None
    return (
        *_reviews(episode, done, adult, clocks),
        *_adult_handover(episode, done, adult, clocks),
        *_plan_review(episode, done, around, clocks),
        *_promised(episode, done, around.answers, clocks),
        *_strategy_reviews(done),
    )


def adult_on(born: date) -> date:
    """The 18th birthday; of somebody born on 29 February, 1 March of a common year."""
    if (born.month, born.day) == LEAP_DAY:
        return date(born.year + ADULT, 3, 1)  # 18 years after a leap year comes a common one
    return born.replace(year=born.year + ADULT)


def reviews_due(episode: EpisodeFacts, adult: date | None, reviews: Iterable[Clock]) -> Iterator[tuple[int, datetime]]:
    """Which review, from 1, falls due when, as long as the child is missing and under 18 (MIS-15)."""
    back = episode.end or episode.until
    over = [back.at] if back else []
    if adult:
        over.append(Moment.on(adult).at)
    for number, clock in enumerate(reviews, start=1):
        falls_due = due(clock, episode.start)
        if all(falls_due < end for end in over):
            yield number, falls_due


def _reviews(episode: EpisodeFacts, done: Sequence[Step], adult: date | None, clocks: Clocks) -> Iterator[Owed]:
    """One at each interval. A review catches up with all that were late; with none late, it is the next one's.

    An absence that is over is not reviewed: the return ends what nobody did.
    """
    back = episode.end or episode.until
    waiting = sorted(reviews_due(episode, adult, clocks.reviews), key=lambda one: one[1])
    met: dict[int, Moment] = {}
    since = {number: before for (number, _), before in zip(waiting, _starts(episode, waiting), strict=True)}
    for step in (each for each in done if each.kind is StepKind.LONG_MISSING_REVIEW):
        left = [one for one in waiting if one[0] not in met]
        late = [number for number, falls_due in left if falls_due <= step.at.at]
        ahead = [number for number, _ in left[:1] if since[number].at <= step.at.latest]
        met |= dict.fromkeys(late or ahead, step.at)
    for number, falls_due in waiting:
        yield Owed(
            StepKind.LONG_MISSING_REVIEW,
            f"review {number} of {len(clocks.reviews)}",
            since[number],
            falls_due,
            met.get(number, back),
            Owner.MISSING_COORDINATOR,
            ended_by_return=number not in met and back is not None,
        )


def _starts(episode: EpisodeFacts, waiting: Sequence[tuple[int, datetime]]) -> list[Moment]:
    """Each review's time runs from when the one before it fell due."""
    return [episode.start, *(Moment(falls_due) for _, falls_due in waiting)][: len(waiting)]


def _adult_handover(episode: EpisodeFacts, done: Sequence[Step], adult: date | None, clocks: Clocks) -> Iterator[Owed]:
    """At the 18th birthday the episode is handed to adult missing procedures, and is not closed by that (MIS-15).

    It is owed from some months before: of a child of twelve nobody has that to do yet.
    """
    if adult is None or clocks.adult_handover is None:
        return
    turns = Moment.on(adult)
    over = episode.end or episode.until
    if (over is not None and over.at < turns.at) or episode.start.at >= turns.at:
        return
    starts = Moment(turns.at)  # a birthday begins at midnight: its time is known
    met = _first(done, (StepKind.ADULT_HANDOVER,), since=episode.start)
    yield Owed(
        StepKind.ADULT_HANDOVER,
        "18th birthday",
        starts,
        _due_years_ahead(clocks.adult_handover, starts),
        met or over,
        Owner.MISSING_COORDINATOR,
        ended_by_return=met is None and over is not None,
        begins=Moment.on(months_before(adult, clocks.adult_ahead)).at,
    )


def _due_years_ahead(clock: Clock, starts: Moment) -> datetime:
    """Of working days in a year whose bank holidays nobody knows yet, plain days: the birthday may lie years ahead."""
    try:
        return due(clock, starts)
    except CalendarEnds:
        return due(Clock(clock.amount, Unit.DAYS), starts)


def _plan_review(episode: EpisodeFacts, done: Sequence[Step], around: Around, clocks: Clocks) -> Iterator[Owed]:
    """A plan is looked at again after each next episode; a new plan made then is such a look (MIS-8)."""
    if episode.end is None or clocks.plan_review is None or not around.planned_before:
        return
    met = _first(done, (StepKind.PLAN_REVIEW, StepKind.PREVENTION_PLAN), since=episode.end)
    yield Owed(
        StepKind.PLAN_REVIEW,
        "missing again after a plan",
        episode.end,
        due(clocks.plan_review, episode.end),
        met,
        Owner.ALLOCATED_WORKER,
    )


def _promised(episode: EpisodeFacts, done: Sequence[Step], answers: Iterable[Answer], clocks: Clocks) -> Iterator[Owed]:
    """A request for support waits for its answer; a strategy meeting that was decided has to be held (MIS-12)."""
    first: dict[AnswerKind, Moment] = {}
    for answer in sorted(answers, key=lambda each: (each.at, each.kind)):
        first.setdefault(answer.kind, answer.at)
    for kind, step, clock in (
        (AnswerKind.SUPPORT, StepKind.SUPPORT_RESPONSE, clocks.support_response),
        (AnswerKind.STRATEGY, StepKind.STRATEGY_MEETING, clocks.strategy_meeting),
    ):
        asked = first.get(kind)
        if asked is None or clock is None:
            continue
        # A meeting that was held before somebody entered the decision is the meeting; a response follows its request.
        since = episode.start if step is StepKind.STRATEGY_MEETING else asked
        yield Owed(
            step,
            "a trigger was answered",
            asked,
            due(clock, asked),
            _first(done, (step,), since=since),
            Owner.CHILDRENS_SERVICES,
        )


def _strategy_reviews(done: Sequence[Step]) -> Iterator[Owed]:
    """Every meeting, and every review of its plan, may name the day of the next one, which lasts to its end."""
    named: dict[date, Moment] = {}
    for step in done:
        if step.kind in (StepKind.STRATEGY_MEETING, StepKind.STRATEGY_REVIEW) and step.said.get("review_on"):
            named.setdefault(date.fromisoformat(step.said["review_on"]), step.at)
    for on, since in sorted(named.items()):
        later = [each for each in done if each.at > since]
        met = _first(later, (StepKind.STRATEGY_MEETING, StepKind.STRATEGY_REVIEW), since=since)
        yield Owed(
            StepKind.STRATEGY_REVIEW,
            f"by {on.isoformat()}",
            since,
            max(last_minute(on), since.at),
            met,
            Owner.CHILDRENS_SERVICES,
        )


def _first(done: Iterable[Step], kinds: tuple[StepKind, ...], *, since: Moment) -> Moment | None:
    """When a step of one of `kinds` was first done, not before `since` however date-only moments are read."""
    return next((step.at for step in done if step.kind in kinds and step.at.latest >= since.at), None)
