"""Which of several statements about a fact stands (MIS-3): a person's over a feed's, later over earlier."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Grade, MessageKind, Risk
from lantern.timekeeping.moments import Moment

T = TypeVar("T")
Statement = tuple[Message, T]

LONGEST_WORD = 60  # characters of a received risk that are repeated in a flag; the history has it whole
UNDATED = datetime.min.replace(tzinfo=UTC)
KIND_RANK = {kind: rank for rank, kind in enumerate(MessageKind)}


class RiskStands(NamedTuple):
    """A child's risk, and the words to show when nobody has graded it as a child's (MIS-2)."""

    risk: Risk
    flag: str


def plain(text: str) -> str:
    """Text without what is only layout: case and spacing."""
    return " ".join(text.split()).casefold()


def said_when(message: Message) -> Moment | None:
    """When the message says that it was made, or that it was reported."""
    return Moment(message.said_at) if message.said_at else message.reported


def unfolding(message: Message) -> tuple[int, datetime, str, str]:
    """The order of an incident's messages, from their content; the key decides only between identical ones."""
    said = said_when(message)
    return KIND_RANK[message.kind], said.at if said else UNDATED, message.fingerprint, message.key


def spoken(messages: Iterable[Message], fact: Callable[[Message], T | None]) -> list[Statement[T]]:
    """Statements of a fact, the weightiest last, without the silent; a person's alone if there is one.

    A person may correct the start after recording the return, so what people entered goes by when they said it.
    """
    said = [(message, value) for message in messages if (value := fact(message)) is not None and value != ""]
    by_people = [one for one in said if one[0].person_made]
    return sorted(by_people, key=lambda one: unfolding(one[0])[1]) or said


def latest(statements: Sequence[Statement[T]]) -> T | None:
    """What was said last."""
    return statements[-1][1] if statements else None


def latest_moment(statements: Sequence[Statement[Moment]]) -> Moment | None:
    """The moment said last; the day alone does not erase a time already known on that day (MIS-17)."""
    stands: Moment | None = None
    for _, moment in statements:
        if stands is None or not is_no_news(moment, stands):
            stands = moment
    return stands


def is_no_news(moment: Moment, known: Moment) -> bool:
    """Whether `moment` says nothing that `known` does not."""
    return moment == known or (moment.date_only and moment.day == known.day)


def first_moment(statements: Sequence[Statement[Moment]]) -> Moment | None:
    """The earliest moment said: on the first day, the earliest time that is known."""
    if statements and statements[0][0].person_made:
        return latest_moment(statements)
    return min((moment for _, moment in statements), key=lambda one: (one.day, one.date_only, one.at), default=None)


def grades(messages: Iterable[Message]) -> list[Statement[Grade]]:
    """Statements of the attendance grade: one in a found message repeats, and counts only when no other was said."""
    said = spoken(messages, lambda message: message.grade)
    return [one for one in said if one[0].kind is not MessageKind.FOUND or one[0].person_made] or said


def graded_at(statements: Sequence[Statement[Grade]]) -> Moment | None:
    """When the grade that stands was first given, however often it was repeated since (MIS-1)."""
    moment = None
    for message, _ in _last_run(statements):
        moment = said_when(message)
    return moment


def _last_run(statements: Sequence[Statement[Grade]]) -> Iterator[Statement[Grade]]:
    """From the last statement back while it says the same."""
    for statement in reversed(statements):
        if statement[1] is not statements[-1][1]:
            return
        yield statement


def child_risk(message: Message) -> Risk | None:
    """The risk a message gives in words that fit a child; `None` where it is silent or uses others (MIS-2).

    A medium that was received as another word is only what that word is held as.
    """
    stood_in = message.risk is Risk.MEDIUM and plain(message.risk_received) not in ("", Risk.MEDIUM)
    return None if stood_in else message.risk


def is_unfit_risk(message: Message) -> bool:
    """Whether a message grades the risk in words that do not fit a child (MIS-2)."""
    return bool(message.risk_received) and child_risk(message) is None


def risk_stands(messages: Sequence[Message]) -> RiskStands:
    """High or medium, never anything else (MIS-2).

    A word that does not fit a child is no assessment: it never lowers a risk that was assessed. The risk is flagged
    while such a word is the last one said, or nothing was said.
    """
    said = spoken(messages, child_risk)
    risk = latest(said) or Risk.MEDIUM
    graded = [unfolding(message) for message, _ in said]
    unfit = [message for message in messages if is_unfit_risk(message)]
    if (said and said[-1][0].person_made) or (graded and all(unfolding(message) < graded[-1] for message in unfit)):
        return RiskStands(risk, "")
    if not unfit:
        return RiskStands(risk, "No risk was given: it stands as medium until a person grades it.")
    word = unfit[-1].risk_received[:LONGEST_WORD]
    return RiskStands(
        risk, f"Received as “{word}”, which no child may have: it stands as {risk} until a person grades it."
    )
