"""What a child said of a missing chat when asked, beside what is recorded of it (MIS-9): pure functions.

Asking hangs on no chat; it belongs to one by its time alone. Where child and record differ a person is told in words, and
nothing becomes owed: either may be mistaken.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lantern.missing.rules.chats import ChatFacts, Offer
from lantern.missing.vocabulary import HadChat, OfferedHow
from lantern.timekeeping.moments import Moment

TELLS_NOTHING = {HadChat.UNSURE, HadChat.NOT_SAID}
AT_ODDS = {HadChat.HAD, HadChat.HAD_NOT, HadChat.NOT_OFFERED}  # what can differ from a record
HAD_ONE = "The child says they had a chat; none is recorded as held."
HAD_NONE = "The child says they had no chat; one is recorded as held."


def chat_at(asked: Moment, began: Iterable[tuple[datetime, UUID]]) -> UUID | None:
    """Of the child's chats the latest that had begun by the end of the day in London on which the child was asked.

    The whole day, since a chat that the child asks for there and then is opened a moment after.
    """
    last = Moment.on(asked.day).latest
    return max(((at, chat) for at, chat in began if at <= last), default=(None, None))[1]


def at_odds(said: HadChat, asked: Moment, recorded: ChatFacts) -> str:
    """What to look at when the record of the chat differs from what the child `said`; empty when the two agree.

    Nothing is left to look at once the chat was held or, of who says that nobody offered one, once it was offered since.
    """
    if said is HadChat.HAD:
        return "" if recorded.sittings else HAD_ONE
    if said is HadChat.HAD_NOT:
        return HAD_NONE if _until(asked, recorded.sittings) else ""
    if said is HadChat.NOT_OFFERED:
        return _not_offered(asked, recorded)
    return ""


def _not_offered(asked: Moment, recorded: ChatFacts) -> str:
    if _until(asked, recorded.sittings):
        return "The child says nobody offered them a chat; one is recorded as held."
    offers = [each for each in recorded.offers if each.how is not OfferedHow.NOT_OFFERED]
    before = [each for each in offers if each.at.at <= asked.latest]
    if recorded.sittings or not before or len(before) < len(offers):
        return ""
    return f"The child says nobody offered them a chat; an offer {_words(max(before, key=_when))} is recorded."


def _until(asked: Moment, moments: Iterable[Moment]) -> bool:
    return any(each.at <= asked.latest for each in moments)


def _when(offer: Offer) -> tuple[datetime, str, str]:
    return offer.at.latest, str(offer.to), offer.how


def _words(offer: Offer) -> str:
    return f"to the {offer.to} {offer.how}"
