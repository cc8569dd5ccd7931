"""Who is asked to acknowledge a child at high risk, one after the other, until somebody does (MIS-13).

A pure function of facts: since when the risk is high, who is on duty when, who acknowledged. Nothing is written by a timer:
whoever reads works out whose turn it is at that moment, and everybody who reads then gets the same answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from lantern.missing.vocabulary import Risk


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody is on duty from `since` until before `until`, and is asked as number `place` of their area.

    `near` is how many steps the area lies above the child's own: those of the district are asked before the county's.
    """

    id: UUID
    member: UUID
    name: str
    area: UUID | None
    place: int
    since: datetime
    until: datetime
    near: int = 0

    @property
    def order(self) -> tuple[int, int, str, UUID]:
        """Who is asked first; the rest tells two apart that nobody put in an order."""
        return self.near, self.place, self.name, self.id

    def is_on(self, at: datetime) -> bool:
        """Whether they are on duty; the moment a shift ends belongs to the next."""
        return self.since <= at < self.until


@dataclass(frozen=True, slots=True)
class Turn:
    """Who has it from when until when; without a `shift` nobody is left to be asked. `until` is open when that stays so."""

    shift: Shift | None
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Somebody said that they have it."""

    by: UUID
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nobody has acknowledged it: whose turn it is `now`, and whose it is `after`, if that can be told."""

    since: datetime
    now: Turn
    after: Turn | None
    asked: tuple[Turn, ...]

    @property
    def member(self) -> UUID | None:
        """Whose turn it is; `None` when nobody is left."""
        return self.now.shift.member if self.now.shift else None


@dataclass(frozen=True, slots=True)
class Telling:
    """The risk as one message gave it, and when it was known here; a person's outweighs a feed's (MIS-2)."""

    risk: Risk
    heard: datetime
    by_person: bool = False


def high_since(tellings: Iterable[Telling]) -> datetime | None:
    """Since when it is known here that the risk is high, without a break until now; `None` when nothing says so.

    The first of them that nothing lowered afterwards: a risk that was lowered and raised again is asked about again.
    """
    told = list(tellings)
    counted = [each for each in told if each.by_person] or told
    found: datetime | None = None
    for each in sorted(counted, key=lambda each: (each.heard, each.risk is Risk.HIGH)):
        if each.risk is not Risk.HIGH:
            found = None
        elif found is None:
            found = each.heard
    return found


def for_area(shifts: Iterable[Shift], path: Sequence[UUID | None]) -> tuple[Shift, ...]:
    """The shifts that count for a child: of the areas in `path`, from the child's own up to the whole partnership."""
    steps = {area: near for near, area in enumerate(path)}
    return tuple(replace(each, near=steps[each.area]) for each in shifts if each.area in steps)


def turns(since: datetime, shifts: Iterable[Shift], minutes: int, *, until: datetime) -> tuple[Turn, ...]:
    """Whose turn it is from `since` to `until`, in order; the last one holds at `until`.

    The first on duty has it for so many minutes, or until they go off duty; then whoever is next of those on duty that were
    not asked in this shift of theirs. With nobody left it waits for the next shift that begins.
    """
    in_order = sorted((each for each in shifts if each.since < each.until), key=lambda each: each.order)
    found: list[Turn] = []
    at: datetime | None = since
    while at is not None and at <= until:
        shift = next((each for each in in_order if each.is_on(at) and not _was_asked(each, found)), None)
        if shift:
            ends: datetime | None = min(at + timedelta(minutes=minutes), shift.until)
        else:
            ends = min((each.since for each in in_order if each.since > at), default=None)
        found.append(Turn(shift, at, ends))
        at = ends
    return tuple(found)


def _was_asked(shift: Shift, found: Iterable[Turn]) -> bool:
    """Nobody is asked twice in one shift."""
    return any(turn.shift and turn.shift.member == shift.member and turn.since >= shift.since for turn in found)


def standing(
    *,
    since: datetime,
    acknowledged: Iterable[Acknowledged],
    shifts: Iterable[Shift],
    minutes: int,
    now: datetime,
) -> Acknowledged | Waiting:
    """Who acknowledged it first since the risk is high; else whose turn it is, since when, and who is next and when."""
    given = [each for each in acknowledged if each.at >= since]
    if given:
        return min(given, key=lambda each: (each.at, each.name, each.by))
    known, start = list(shifts), min(since, now)
    so_far = turns(start, known, minutes, until=now)
    current = so_far[-1]
    after = turns(start, known, minutes, until=current.until)[-1] if current.until else None
    return Waiting(since, current, after, so_far)


@dataclass(frozen=True, slots=True)
class Gap:
    """Nobody is on duty from `since` to `until`."""

    since: datetime
    until: datetime


def gaps(shifts: Iterable[Shift], since: datetime, until: datetime) -> tuple[Gap, ...]:
    """The stretches between `since` and `until` for which nobody is on duty, in order."""
    found: list[Gap] = []
    covered = since
    for each in sorted(shifts, key=lambda each: each.since):
        if each.since >= until:
            break
        if each.since > covered:
            found.append(Gap(covered, each.since))
        covered = max(covered, each.until)
    return (*found, Gap(covered, until)) if covered < until else tuple(found)


LONGEST = timedelta(days=7)


def against_shift(new: Shift, others: Iterable[Shift], *, now: datetime) -> str:
    """Why `new` cannot stand on the rota of its area beside `others`, or ""."""
    if new.until <= new.since:
        return "A shift ends after it begins."
    if new.until - new.since > LONGEST:
        return "A shift lasts a week at most. Enter the rest as another."
    if new.until <= now:
        return "That shift would be over already."
    beside = [each for each in others if each.area == new.area and each.since < new.until and new.since < each.until]
    if any(each.member == new.member for each in beside):
        return f"{new.name} is on this rota already in that time."
    taken = min((each for each in beside if each.place == new.place), key=lambda each: each.since, default=None)
    return f"{taken.name} is asked as number {new.place} in that time. Choose another place." if taken else ""
