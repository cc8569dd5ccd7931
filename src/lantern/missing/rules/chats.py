"""How a missing chat stands, from what was recorded of it in whatever order (MIS-9): pure functions.

Facts are never put in the order in which they came: only when they happened counts, so that a letter entered a week late
changes nothing that it should not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lantern.missing.vocabulary import ChatState, OfferedHow, OfferedTo, Said
from lantern.timekeeping.moments import Moment


@dataclass(frozen=True, slots=True)
class Offer:
    """A chat was offered to somebody; or was not, for a reason, when `how` says so."""

    to: OfferedTo | None
    how: OfferedHow
    at: Moment


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to it; a child's own request is an acceptance."""

    whose: OfferedTo
    said: Said
    at: Moment


@dataclass(frozen=True, slots=True)
class ChatFacts:
    """Everything recorded of a chat, or of all chats that cover one episode."""

    offers: frozenset[Offer] = frozenset()
    answers: frozenset[Answer] = frozenset()
    sittings: frozenset[Moment] = frozenset()

    def since(self, moment: Moment) -> "ChatFacts":
        """What happened from `moment` on, however date-only moments are read."""
        return ChatFacts(
            frozenset(each for each in self.offers if each.at.latest >= moment.at),
            frozenset(each for each in self.answers if each.at.latest >= moment.at),
            frozenset(each for each in self.sittings if each.latest >= moment.at),
        )

    def __or__(self, other: "ChatFacts") -> "ChatFacts":
        return ChatFacts(self.offers | other.offers, self.answers | other.answers, self.sittings | other.sittings)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the arrangement says of chats: after which returns one is owed, and whose refusal ends that."""

    after_away: bool = True
    only_if_open: bool = False
    parent_ends: bool = True


NOTHING_SAID = ChatFacts()
USUAL = Terms()

# From each state to those that can follow it; read by the page and by the diagram in the docs. Nothing is final before the
# chat was held: a child may change their mind either way, and a parent's refusal does not bind the child.
REFUSED = {ChatState.DECLINED_BY_CHILD, ChatState.DECLINED_BY_PARENT}
OVER = {ChatState.NOT_OFFERED} | REFUSED  # for now
ANSWERED = {ChatState.ACCEPTED} | REFUSED
CHAT_TRANSITIONS = {
    ChatState.ASKED_FOR: {ChatState.OFFERED, ChatState.NOT_OFFERED, ChatState.NO_ANSWER, ChatState.HELD} | ANSWERED,
    ChatState.NOT_OFFERED: {ChatState.OFFERED, ChatState.NO_ANSWER, ChatState.HELD} | ANSWERED,
    ChatState.OFFERED: {ChatState.NO_ANSWER, ChatState.HELD} | ANSWERED,
    ChatState.NO_ANSWER: {ChatState.OFFERED, ChatState.HELD} | ANSWERED,
    ChatState.ACCEPTED: {ChatState.HELD} | REFUSED,
    ChatState.DECLINED_BY_PARENT: {ChatState.ACCEPTED, ChatState.DECLINED_BY_CHILD, ChatState.HELD},
    ChatState.DECLINED_BY_CHILD: {ChatState.ACCEPTED, ChatState.HELD},
    ChatState.HELD: set[ChatState](),
}


def standing(chat: ChatFacts) -> ChatState:
    """How `chat` stands: held, else as the child answered last, else as the parent did, else as far as it was offered."""
    if chat.sittings:
        return ChatState.HELD
    if answer := _decisive(chat.answers, OfferedTo.CHILD):
        return ChatState.ACCEPTED if answer.said is Said.ACCEPTED else ChatState.DECLINED_BY_CHILD
    if answer := _decisive(chat.answers, OfferedTo.PARENT):
        return ChatState.ACCEPTED if answer.said is Said.ACCEPTED else ChatState.DECLINED_BY_PARENT
    return _as_offered(chat)


def _as_offered(chat: ChatFacts) -> ChatState:
    offers = [each for each in chat.offers if each.how is not OfferedHow.NOT_OFFERED]
    tried = [each.at for each in chat.answers if each.said is Said.NO_ANSWER]
    if not offers and not tried:
        return ChatState.NOT_OFFERED if chat.offers else ChatState.ASKED_FOR
    last_offer = max((each.at.at for each in offers), default=None)
    if tried and (last_offer is None or max(each.latest for each in tried) >= last_offer):
        return ChatState.NO_ANSWER
    return ChatState.OFFERED


def _decisive(answers: Iterable[Answer], whose: OfferedTo) -> Answer | None:
    """The latest yes or no of `whose`; of one time the yes counts: nobody is turned away by a doubt."""
    said = [each for each in answers if each.whose is whose and each.said is not Said.NO_ANSWER]
    return max(said, key=lambda each: (each.at.latest, each.said is Said.ACCEPTED), default=None)


def offered(chat: ChatFacts) -> Moment | None:
    """When it was first offered; who said yes or no, or sat down for it, had it offered by then."""
    offers = [each.at for each in chat.offers if each.how is not OfferedHow.NOT_OFFERED]
    answers = [each.at for each in chat.answers if each.said is not Said.NO_ANSWER]
    return min([*offers, *answers, *chat.sittings], default=None)


def held(chat: ChatFacts) -> Moment | None:
    """When it was first held."""
    return min(chat.sittings, default=None)


def ended(chat: ChatFacts, terms: Terms) -> ChatState | None:
    """Why no chat is owed although none was held, or `None` while one is: it is the child's choice (MIS-9)."""
    state = standing(chat)
    if state is ChatState.DECLINED_BY_PARENT:
        return state if terms.parent_ends else None
    return state if state in {ChatState.DECLINED_BY_CHILD, ChatState.NOT_OFFERED} else None
