"""What is owed for an episode: a pure function of its facts, what people did, and the arrangement (MIS-1, 7 to 9).

Nothing is stored between calls. When a return is moved, withdrawn or recorded late, the same call gives the right rows.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from lantern.missing.rules import chats
from lantern.missing.rules.chats import NOTHING_SAID, USUAL, ChatFacts, Terms
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.vocabulary import Absence, ChatState, Grade, StepKind
from lantern.timekeeping import words
from lantern.timekeeping.clocks import Clock, due
from lantern.timekeeping.moments import Moment


class Owner(StrEnum):
    """Whose duty it is."""

    POLICE = "police"
    MISSING_COORDINATOR = "missing coordinator"
    ALLOCATED_WORKER = "allocated worker"
    CHILDRENS_SERVICES = "children's services"
    LIAISON_OFFICER = "liaison officer"
    CHAT_WORKER = "chat worker"


class Standing(StrEnum):
    """How an obligation stands."""

    DUE = "due"
    MET = "met"
    MET_LATE = "met late"
    WAIVED = "waived"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that people did about an episode, as recorded; `said` is what its form asked (`questions`)."""

    kind: StepKind
    at: Moment
    said: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The arrangement's clocks (PAR-7); where one is missing, the arrangement does not ask for that step."""

    attendance: Mapping[Grade, Clock] = field(default_factory=dict)
    vulnerability_check: Clock | None = None
    chat_offer: Clock | None = None
    contact: Clock | None = None
    prevention_plan: Clock | None = None
    chat: Clock | None = None
    terms: Terms = USUAL


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation of an episode, of which there is at most one a kind and cause.

    `due` is in UTC. `met` is when it was done, as recorded; `ended_by_return` marks what is done while a child is missing
    and what nobody recorded before the child was back. What `begins` later than now is foreseen, and nobody's to do yet.
    """

    kind: StepKind
    cause: str
    starts: Moment
    due: datetime
    met: Moment | None
    owner_role: Owner
    ended_by_return: bool = False
    begins: datetime | None = None

    @property
    def met_at(self) -> datetime | None:
        """When it was done; of a date-only record the start of that day, so that the doubt counts as in time."""
        return self.met.at if self.met else None


@dataclass(frozen=True, slots=True)
class State:
    """How an obligation stands at one time, with the words for it."""

    standing: Standing
    words: str


@dataclass(frozen=True, slots=True)
class AfterReturn:
    """A row of the table of what a return starts (MIS-7 to MIS-9).

    `chat_done` tells when what was recorded of a missing chat meets it; only of those that are about the chat.
    """

    kind: StepKind
    clock: Callable[[Clocks], Clock | None]
    owner: Owner
    only_open_to_services: bool = False
    chat_done: Callable[[ChatFacts], Moment | None] | None = None


AFTER_RETURN = (
    AfterReturn(StepKind.VULNERABILITY_CHECK, lambda clocks: clocks.vulnerability_check, Owner.POLICE),
    AfterReturn(
        StepKind.CHAT_OFFER, lambda clocks: clocks.chat_offer, Owner.MISSING_COORDINATOR, chat_done=chats.offered
    ),
    AfterReturn(StepKind.CHAT, lambda clocks: clocks.chat, Owner.CHAT_WORKER, chat_done=chats.held),
    AfterReturn(StepKind.CONTACT, lambda clocks: clocks.contact, Owner.ALLOCATED_WORKER, only_open_to_services=True),
    AfterReturn(
        StepKind.PREVENTION_PLAN,
        lambda clocks: clocks.prevention_plan,
        Owner.ALLOCATED_WORKER,
        only_open_to_services=True,
    ),
)


def owed(
    episode: EpisodeFacts,
    steps: Iterable[Step],
    open_to_services: Callable[[date], bool],
    clocks: Clocks,
    chat: ChatFacts = NOTHING_SAID,
) -> tuple[Owed, ...]:
    """Everything owed for `episode`, in the order of the process.

    `open_to_services` is asked about the day of the return, in London (MIS-8). `chat` is what was recorded of the missing
    chats that cover the episode: one chat meets what is owed for each (MIS-9).
    """
    done = sorted(steps, key=lambda step: step.at)
    return (*_attendance(episode, done, clocks), *_after_return(episode, done, open_to_services, clocks, chat))


def state(owed: Owed, waived: str | None, now: datetime) -> State:
    """How `owed` stands at `now`; `waived` is the reason when somebody waived it. The due time itself is in time."""
    if owed.met_at is not None:
        return _met(owed, owed.met_at)
    if waived is not None:
        return State(Standing.WAIVED, f"waived: {waived}")
    standing = Standing.OVERDUE if now > owed.due else Standing.DUE
    return State(standing, words.due_words(owed.due, now))


def _met(owed: Owed, met_at: datetime) -> State:
    how = "the child was back first" if owed.ended_by_return else "met"
    if met_at <= owed.due:
        return State(Standing.MET, how)
    late = words.duration(met_at - owed.due)
    return State(Standing.MET_LATE, f"{how}, {late} after it was due" if owed.ended_by_return else f"met {late} late")


def _attendance(episode: EpisodeFacts, done: Iterable[Step], clocks: Clocks) -> Iterable[Owed]:
    """Attendance by grade, from the grading or the report; nobody attends a child who is back, so a return ends it."""
    clock = clocks.attendance.get(episode.grade) if episode.grade else None
    if clock is None:
        return
    starts = episode.graded_at or episode.reported or episode.start
    attended = _first(done, StepKind.ATTENDANCE, since=episode.start)
    back = episode.end or episode.until
    ended = back is not None and (attended is None or back.latest < attended.at)
    yield Owed(
        kind=StepKind.ATTENDANCE,
        cause=f"graded {episode.grade}",
        starts=starts,
        due=due(clock, starts),
        met=back if ended else attended,
        owner_role=Owner.POLICE,
        ended_by_return=ended,
    )


def _after_return(
    episode: EpisodeFacts,
    done: list[Step],
    open_to_services: Callable[[date], bool],
    clocks: Clocks,
    chat: ChatFacts,
) -> Iterable[Owed]:
    """What a recorded return starts; a step from before the return does not meet it."""
    if episode.end is None:
        return
    is_open, said = open_to_services(episode.end.day), chat.since(episode.end)
    for row in AFTER_RETURN:
        clock = row.clock(clocks)
        if clock is None or (row.only_open_to_services and not is_open):
            continue
        met = _met_after(row, done, said, episode.end)
        if row.chat_done and met is None and no_chat(row.kind, episode, said, is_open=is_open, terms=clocks.terms):
            continue
        yield Owed(
            kind=row.kind,
            cause="returned while open to children's services" if row.only_open_to_services else "returned",
            starts=episode.end,
            due=due(clock, episode.end),
            met=met,
            owner_role=row.owner,
        )


def _met_after(row: AfterReturn, done: Iterable[Step], said: ChatFacts, end: Moment) -> Moment | None:
    step = _first(done, row.kind, since=end)
    by_chat = row.chat_done(said) if row.chat_done else None
    return min((each for each in (step, by_chat) if each), default=None)


def no_chat(kind: StepKind, episode: EpisodeFacts, said: ChatFacts, *, is_open: bool, terms: Terms) -> str:
    """Why no chat, or no offer of one, is owed after this return, or "" (MIS-9).

    A refusal ends that a chat is held; only a recorded reason ends that it is offered.
    """
    if episode.absence is Absence.AWAY and not terms.after_away:
        return "not after being away without authorisation"
    if terms.only_if_open and not is_open:
        return "not open to children's services"
    ended = chats.ended(said, terms)
    if ended is None or (kind is StepKind.CHAT_OFFER and ended is not ChatState.NOT_OFFERED):
        return ""
    return ended.value


def _first(done: Iterable[Step], kind: StepKind, *, since: Moment) -> Moment | None:
    """When a step of `kind` was first done, not before `since` however date-only moments are read."""
    return next((step.at for step in done if step.kind is kind and step.at.latest >= since.at), None)
