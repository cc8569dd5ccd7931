"""Invented messages, episodes and clocks for the tests of this room, in as few words as a test needs."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from lantern.children.rules.described import Described
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.message import Message
from lantern.missing.rules.owed import Clocks
from lantern.missing.vocabulary import Grade, MessageKind
from lantern.timekeeping.clocks import Clock, Unit
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


CLOCKS = Clocks(
    attendance={
        Grade.IMMEDIATE: Clock(15, Unit.MINUTES),
        Grade.PRIORITY: Clock(1, Unit.HOURS),
        Grade.SCHEDULED: Clock(48, Unit.HOURS),
    },
    vulnerability_check=Clock(24, Unit.HOURS),
    chat_offer=Clock(2, Unit.WORKING_DAYS),
    contact=Clock(48, Unit.HOURS),
    prevention_plan=Clock(72, Unit.HOURS),
)
AWAY = EpisodeFacts(("feed", "A1"), start=moment("2027-03-27 16:00"), reported=moment("2027-03-27 21:00"))
BACK = replace(AWAY, end=moment("2027-03-28 00:30"))  # half an hour before the clocks go forward


def yes(_: date) -> bool:
    return True


def no(_: date) -> bool:
    return False
