"""What a message tells, and what of it is news: the difference between an update and the same message again (MIS-3)."""

from collections.abc import Mapping

from lantern.missing.rules.message import Message
from lantern.missing.rules.precedence import is_no_news, is_unfit_risk, plain
from lantern.missing.rules.stretches import Stretch
from lantern.missing.vocabulary import MessageKind
from lantern.timekeeping.moments import Moment

# The facts of an episode that a message can carry, in the order of a page, with the words for them.
LABELS = {
    "last_seen": "when last seen",
    "seen_by": "who saw the child last",
    "reported": "when reported",
    "reported_by": "who reported it",
    "missing_from": "where from",
    "from_where": "the place left",
    "absence": "missing or away",
    "grade": "the grade",
    "risk": "the risk",
    "risk_reason": "the reason for the risk",
    "circumstances": "the circumstances",
    "found": "when found",
    "found_where": "where found",
    "found_kind": "the kind of place found in",
    "found_by": "who found the child",
    "found_area": "the area found in",
    "found_state": "the state found in",
    "found_with": "who the child was with",
    "harm": "harm",
}


def tells(message: Message) -> dict[str, object]:
    """The facts that `message` is not silent about, as received: a risk in its sender's own word (MIS-2)."""
    told = {fact: getattr(message, fact) for fact in LABELS}
    if message.risk_received:
        told["risk"] = message.risk_received
    if message.absence and message.absence_since:
        told["absence"] = Stretch(message.absence, message.absence_since)
    return {fact: value for fact, value in told.items() if value is not None and value != ""}


class Known:
    """What the messages of one incident have told so far, people's and the feed's apart."""

    def __init__(self) -> None:
        self._told: dict[tuple[bool, str], list[object]] = {}

    def news(self, message: Message) -> tuple[str, ...]:
        """The facts in which `message` differs from what its side told last."""
        return tuple(fact for fact, value in comparable(message).items() if self._is_news(message, fact, value))

    def learn(self, message: Message) -> None:
        """Take in what `message` tells."""
        for fact, value in comparable(message).items():
            told = self._told.setdefault((message.person_made, fact), [])
            if not told or self._is_news(message, fact, value):
                told.append(value)

    def is_settled_by_a_person(self, fact: str) -> bool:
        """Whether somebody entered this fact in Lantern."""
        return (True, fact) in self._told

    def _is_news(self, message: Message, fact: str, value: object) -> bool:
        told = self._told.get((message.person_made, fact))
        if not told:
            return True
        if fact == "circumstances":
            return value not in told
        if fact == "reported" or (fact == "grade" and message.kind is MessageKind.FOUND):
            return message.person_made and value != told[-1]  # a feed repeats these with each message it sends
        known = told[-1]
        if isinstance(value, Moment) and isinstance(known, Moment):
            return not is_no_news(value, known)
        return value != known


def comparable(message: Message) -> Mapping[str, object]:
    """What `message` tells, without layout; words for a risk that do not fit a child are all one."""
    told = {fact: plain(value) if type(value) is str else value for fact, value in tells(message).items()}
    if "risk" in told:
        told["risk"] = "unfit" if is_unfit_risk(message) else message.risk
    return told
