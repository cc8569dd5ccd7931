"""The process of an episode as a table, where an episode stands in it, and what its state allows (MIS-1, MIS-6)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from lantern.missing.rules.chats import NOTHING_SAID, ChatFacts
from lantern.missing.rules.chats import standing as chat_standing
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.owed import Owed, Standing, state
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import ChatState, StepKind
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import Span


class Stage(StrEnum):
    """The stages of an episode, in order; the values are the words of the stepper."""

    REPORTED = "reported"
    GRADED = "graded"
    LOCATED = "located"
    CHECK = "check"
    CHAT = "chat"
    PLAN = "plan"


class StageStanding(StrEnum):
    """How a stage stands: `NEXT` can be done now, `LATER` waits for another, `NOT_OWED` is not asked for."""

    DONE = "done"
    NEXT = "next"
    OVERDUE = "overdue"
    LATER = "later"
    WAIVED = "waived"
    NOT_OWED = "not owed"


# From each stage to those that can follow it; read by the page and by the diagram in the docs.
EPISODE_TRANSITIONS = {
    Stage.REPORTED: {Stage.GRADED, Stage.LOCATED},  # a child may be found before anyone graded the report
    Stage.GRADED: {Stage.GRADED, Stage.LOCATED},  # risk changes, and the grade with it
    Stage.LOCATED: {Stage.CHECK, Stage.CHAT, Stage.PLAN},
    Stage.CHECK: set[Stage](),
    Stage.CHAT: set[Stage](),
    Stage.PLAN: set[Stage](),
}

STEP_OF_STAGE = {
    Stage.CHECK: StepKind.VULNERABILITY_CHECK,
    Stage.CHAT: StepKind.CHAT_OFFER,
    Stage.PLAN: StepKind.PREVENTION_PLAN,
}

STANDING_OF_STATE = {
    Standing.DUE: StageStanding.NEXT,
    Standing.OVERDUE: StageStanding.OVERDUE,
    Standing.MET: StageStanding.DONE,
    Standing.MET_LATE: StageStanding.DONE,
    Standing.WAIVED: StageStanding.WAIVED,
}


@dataclass(frozen=True, slots=True)
class StageNow:
    """One step of the stepper: `at` is when it was done, `due` when it is to be, `words` what to say of it."""

    stage: Stage
    standing: StageStanding
    at: Moment | None = None
    due: datetime | None = None
    words: str = ""


def stages(
    episode: EpisodeFacts,
    owed: Iterable[Owed],
    now: datetime,
    waived: dict[StepKind, str] | None = None,
    chat: ChatFacts = NOTHING_SAID,
) -> tuple[StageNow, ...]:
    """The stepper of `episode` at `now`; `waived` gives reasons by kind of step, `chat` what was recorded of its chats."""
    by_kind = {one.kind: one for one in owed}
    reasons = waived or {}
    following = [
        _chat_stage(episode, by_kind, reasons, now, chat)
        if stage is Stage.CHAT
        else _owed_stage(stage, by_kind.get(kind), episode, reasons, now)
        for stage, kind in STEP_OF_STAGE.items()
    ]
    return (
        StageNow(Stage.REPORTED, StageStanding.DONE, episode.reported or episode.start),
        _graded(episode),
        _located(episode),
        *following,
    )


def _graded(episode: EpisodeFacts) -> StageNow:
    if episode.grade:
        return StageNow(Stage.GRADED, StageStanding.DONE, episode.graded_at, words=str(episode.grade))
    standing = StageStanding.NEXT if episode.is_open else StageStanding.NOT_OWED
    return StageNow(Stage.GRADED, standing, words="" if episode.is_open else "never graded")


def _located(episode: EpisodeFacts) -> StageNow:
    if episode.end:
        return StageNow(Stage.LOCATED, StageStanding.DONE, episode.end, words=episode.found_where)
    return StageNow(Stage.LOCATED, StageStanding.NEXT, words="" if episode.is_open else "return not recorded")


def _owed_stage(
    stage: Stage, one: Owed | None, episode: EpisodeFacts, waived: dict[StepKind, str], now: datetime
) -> StageNow:
    if one is None:
        return StageNow(stage, StageStanding.NOT_OWED if episode.end else StageStanding.LATER)
    stands = state(one, waived.get(one.kind), now)
    return StageNow(stage, STANDING_OF_STATE[stands.standing], one.met, one.due, stands.words)


def _chat_stage(
    episode: EpisodeFacts, by_kind: dict[StepKind, Owed], waived: dict[StepKind, str], now: datetime, chat: ChatFacts
) -> StageNow:
    """A chat is offered before it is held, and this says how far it has come; declined or not offered it is over (MIS-9)."""
    offer, held = by_kind.get(StepKind.CHAT_OFFER), by_kind.get(StepKind.CHAT)
    stage = _owed_stage(Stage.CHAT, held or offer, episode, waived, now)
    said = chat_standing(chat.since(episode.end)) if episode.end else ChatState.ASKED_FOR
    if episode.end is None or stage.standing is StageStanding.WAIVED:
        return stage
    if said is ChatState.ASKED_FOR:
        return replace(stage, words="offered") if held and not held.met and offer and offer.met else stage
    if held is None and said is not ChatState.HELD:
        return StageNow(Stage.CHAT, StageStanding.NOT_OWED, words=said.value)
    return stage if held and held.met else replace(stage, words=said.value)


def check_can_report(last_seen: Moment, reported: Moment, episodes: Iterable[EpisodeFacts], *, now: datetime) -> None:
    """Raise `NotAllowed` unless a new episode may start: a child is never missing twice at a time (MIS-3)."""
    _check_not_future(last_seen, now, "The child cannot have been last seen in the future.")
    _check_not_future(reported, now, "The report cannot lie in the future.")
    if reported.latest < last_seen.at:
        raise NotAllowed("The child was last seen after the report. Check both times.")
    for episode in episodes:
        if episode.is_open:
            start = words.said_long(episode.start)
            raise NotAllowed(f"The child is missing already, since {start}. Add to that episode or record the return.")
        if not episode.span.can_precede(Span(last_seen)):
            raise NotAllowed(f"The child was last seen before the end of the episode of {_spelled(episode)}.")


def check_can_grade(episode: EpisodeFacts) -> None:
    """Raise `NotAllowed` when `episode` is over: only a missing child is attended; grading again is allowed (MIS-1)."""
    if not episode.is_open:
        raise NotAllowed("The child is back, so there is nothing to attend.")


def check_can_return(episode: EpisodeFacts, found: Moment, *, now: datetime) -> None:
    """Raise `NotAllowed` unless `episode` may end at `found` (MIS-6).

    An episode whose return was never recorded may get one after all, up to when the child was last seen again.
    """
    if episode.end:
        raise NotAllowed(f"The return is recorded already: {words.said_long(episode.end)}. Correct it instead.")
    if episode.until and found.at > episode.until.latest:
        raise NotAllowed(f"The child was back by {words.said_long(episode.until)}, before the next episode.")
    _check_found(episode, found, now)


def check_can_correct_return(
    episode: EpisodeFacts, found: Moment, others: Iterable[EpisodeFacts], *, now: datetime
) -> None:
    """Raise `NotAllowed` unless the recorded return may move to `found` without meeting another episode (MIS-3)."""
    if episode.end is None:
        raise NotAllowed("No return is recorded yet.")
    _check_found(episode, found, now)
    moved = Span(episode.start, found)
    for other in others:
        if other.key != episode.key and other.span.overlaps(moved):
            raise NotAllowed(f"The episode would overlap the one of {_spelled(other)}.")


def _check_found(episode: EpisodeFacts, found: Moment, now: datetime) -> None:
    _check_not_future(found, now, "The return cannot lie in the future.")
    if found.latest < episode.start.at:
        raise NotAllowed(f"The return cannot be before the child was last seen, {words.said_long(episode.start)}.")


def _check_not_future(moment: Moment, now: datetime, reason: str) -> None:
    if moment.at > now:
        raise NotAllowed(reason)


def _spelled(episode: EpisodeFacts) -> str:
    """From when to when, in words."""
    over = episode.span.end
    start = words.said_long(episode.start)
    return f"{start} to {words.said_long(over)}" if over else f"{start}, still open"
