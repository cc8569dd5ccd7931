"""When it happened, by those who told it: side by side where they differ, and none overwritten (MIS-3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lantern.missing.models import Episode, Message
from lantern.missing.parts.history import HEADS, said, standing
from lantern.missing.rules import wire
from lantern.timekeeping.moments import Moment

TIMES = ("last_seen", "reported", "found")


@dataclass(frozen=True)
class Account:
    """What one sender said last of one time, nothing where silent; `stands` when the episode has it so."""

    sender: str
    words: str = ""
    stands: bool = False


@dataclass(frozen=True)
class Accounts:
    """`senders` head the columns; each line is a time and what each sender said of it."""

    senders: Sequence[str]
    lines: Sequence[tuple[str, Sequence[Account]]]


def accounts(episode: Episode, messages: Iterable[Message]) -> Accounts | None:
    """The times of which two senders said different things; `None` when no two did."""
    told: dict[str, dict[str, Moment]] = {name: {} for name in TIMES}
    for message in messages:
        read = wire.from_json(message.said)
        for name in TIMES:
            if moment := getattr(read, name):
                told[name][sender_of(message)] = moment
    differing = {name: by for name, by in told.items() if len(set(by.values())) > 1}
    if not differing:
        return None
    senders = list(dict.fromkeys(sender for by in differing.values() for sender in by))
    stands = standing(episode)
    return Accounts(senders, [(HEADS[name], _line(by, senders, stands[name])) for name, by in differing.items()])


def sender_of(message: Message) -> str:
    """The agency of whoever entered it, or the name of the system that sent it."""
    if message.by:
        return message.by.agency.name
    return "Lantern" if message.person_made else message.incident.source


def _line(by: Mapping[str, Moment], senders: Sequence[str], stands: object) -> list[Account]:
    return [Account(each, said(by[each]), by[each] == stands) if each in by else Account(each) for each in senders]
