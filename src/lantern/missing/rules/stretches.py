"""Missing or away: how the two follow each other within one episode, counted apart and never added together (MIS-5)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.missing.rules.message import Message
from lantern.missing.rules.precedence import latest, spoken
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Absence
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment

KNOWN = {Absence.AWAY: "It stands as known where the child is.", Absence.MISSING: "It stands as not known."}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an episode in which it was one kind, from `since` to the next stretch or the return."""

    kind: Absence
    since: Moment


def stretches(messages: Sequence[Message], start: Moment, end: Moment | None) -> tuple[Stretch, ...]:
    """The parts of the episode in order, at least one; neighbours differ.

    A message that gives no time for the kind speaks of the whole episode, so of its beginning; one that does speaks from
    then on. Of two about the same time the one said last stands. What lies after the return is left out.
    """
    whole = latest(spoken([one for one in messages if one.absence_since is None], lambda message: message.absence))
    changes: dict[Moment, Absence] = {}
    for message, kind in spoken([one for one in messages if one.absence_since], lambda message: message.absence):
        assert message.absence_since is not None
        changes[max(message.absence_since, start)] = kind
    first = Stretch(changes.pop(start) if start in changes else whole or Absence.MISSING, start)
    later = (Stretch(kind, since) for since, kind in sorted(changes.items()) if end is None or since.at <= end.latest)
    return tuple(_differing([first, *later]))


def _differing(parts: Iterable[Stretch]) -> Iterator[Stretch]:
    before = None
    for part in parts:
        if part.kind is not before:
            yield part
        before = part.kind


def kind_of(parts: Iterable[Stretch]) -> Absence:
    """What the episode counts as: missing when the child was missing in any part of it."""
    return Absence.MISSING if any(part.kind is Absence.MISSING for part in parts) else Absence.AWAY


def check_can_change(
    parts: Sequence[Stretch], kind: Absence, since: Moment, *, end: Moment | None, now: datetime
) -> None:
    """Raise `NotAllowed` unless the episode may be `kind` from `since` on."""
    start = parts[0].since
    if since.at > now:
        raise NotAllowed("It cannot have changed in the future.")
    if since.latest < start.at:
        raise NotAllowed(f"The episode began later, {words.said_long(start)}.")
    if end and since.at > end.latest:
        raise NotAllowed(f"The child was back by then, {words.said_long(end)}.")
    stands = [part for part in parts if part.since <= since][-1:] or parts[:1]
    if stands[0].kind is kind:
        raise NotAllowed(f"{KNOWN[kind]} Nothing would change.")
