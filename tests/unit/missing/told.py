"""Invented messages for the tests of the fold, in as few words as a test needs."""

from datetime import datetime
from typing import Any

from lantern.children.rules.described import Described
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import MessageKind
from lantern.timekeeping.moments import Moment, instant

ROWAN = Described(forename="Rowan", surname="Example")


def moment(text: str) -> Moment:
    """`2026-03-05 16:15` on a wall in London, or `2026-03-05` for the day alone."""
    wall = datetime.fromisoformat(text)
    return Moment.wall(wall) if ":" in text else Moment.on(wall.date())


def at(text: str) -> datetime:
    """The instant at which a wall in London shows `text`."""
    return instant(datetime.fromisoformat(text))


def message(key: str, kind: str = "initial", reference: str = "A1", **says: Any) -> Message:
    """A message with times written as `moment` reads them; its fingerprint is its key unless given."""
    for fact in ("reported", "last_seen", "found"):
        if isinstance(says.get(fact), str):
            says[fact] = moment(says[fact])
    if isinstance(says.get("said_at"), str):
        says["said_at"] = at(says["said_at"])
    says.setdefault("source", "feed")
    says.setdefault("fingerprint", key)
    return Message(key=key, reference=reference, kind=MessageKind(kind), who=ROWAN, **says)
