"""Histories of a chat, drawn at random for the rules' tests, and how a clerk with a ledger would read one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from lantern.missing.rules.chats import NOTHING_SAID, Answer, ChatFacts, Offer, Terms
from lantern.missing.vocabulary import ChatState, OfferedHow, OfferedTo, Said
from lantern.timekeeping.moments import Moment

BACK_AT = datetime(2026, 6, 9, 9, tzinfo=UTC)
Fact = Offer | Answer | Moment
WAYS = [OfferedHow.PERSON, OfferedHow.LETTER, OfferedHow.NOT_OFFERED]

hours = st.integers(1, 12).map(lambda number: Moment(BACK_AT + timedelta(hours=number)))
offers = st.builds(
    lambda to, how, when: Offer(None if how is OfferedHow.NOT_OFFERED else to, how, when),
    st.sampled_from(list(OfferedTo)),
    st.sampled_from(WAYS),
    hours,
)
answers = st.builds(Answer, st.sampled_from(list(OfferedTo)), st.sampled_from(list(Said)), hours)
before_it_is_held = st.lists(offers | answers, max_size=7)
histories = st.lists(offers | answers | hours, max_size=7)
terms = st.builds(Terms, st.booleans(), st.booleans(), st.booleans())


def recorded(*facts: Fact) -> ChatFacts:
    """The facts as the record holds them: three sets, in no order."""
    return ChatFacts(
        NOTHING_SAID.offers | {each for each in facts if isinstance(each, Offer)},
        NOTHING_SAID.answers | {each for each in facts if isinstance(each, Answer)},
        NOTHING_SAID.sittings | {each for each in facts if isinstance(each, Moment)},
    )


@dataclass
class Ledger:
    """What a clerk knows who reads the history line by line, from the first to the last."""

    held: bool = False
    child: Said | None = None
    parent: Said | None = None
    reached_for: str = ""
    reason_given: bool = False
    was_offered: bool = False

    def reads(self, fact: Fact) -> None:
        if isinstance(fact, Moment):
            self.held = self.was_offered = True
        elif isinstance(fact, Offer):
            self._offered(fact)
        elif fact.said is Said.NO_ANSWER:
            self.reached_for = "no answer"
        else:
            self.was_offered = True
            if fact.whose is OfferedTo.CHILD:
                self.child = fact.said
            else:
                self.parent = fact.said

    def _offered(self, fact: Offer) -> None:
        if fact.how is OfferedHow.NOT_OFFERED:
            self.reason_given = True
        else:
            self.reached_for, self.was_offered = "offered", True

    @property
    def state(self) -> ChatState:
        if self.held:
            return ChatState.HELD
        if self.child or self.parent:
            refused = ChatState.DECLINED_BY_CHILD if self.child else ChatState.DECLINED_BY_PARENT
            return ChatState.ACCEPTED if (self.child or self.parent) is Said.ACCEPTED else refused
        if self.reached_for:
            return ChatState.OFFERED if self.reached_for == "offered" else ChatState.NO_ANSWER
        return ChatState.NOT_OFFERED if self.reason_given else ChatState.ASKED_FOR


def ledger_of(facts: list[Fact]) -> Ledger:
    """Read from the first to the last; of one hour an offer before its answer, and a no before a yes."""
    ledger = Ledger()
    for fact in sorted(facts, key=_line):
        ledger.reads(fact)
    return ledger


def _line(fact: Fact) -> tuple[datetime, int]:
    if isinstance(fact, Moment):
        return fact.at, 9
    if isinstance(fact, Offer):
        return fact.at.at, 0
    return fact.at.at, {Said.NO_ANSWER: 1, Said.DECLINED: 2, Said.ACCEPTED: 3}[fact.said]
