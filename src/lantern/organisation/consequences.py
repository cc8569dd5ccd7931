"""What hangs on the arrangement in the rooms above: each says at start-up what a change would do, and does it.

consequences.register("missing", foresee=foreseen, carry_out=follow_arrangement)
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from lantern.organisation.models import Member
from lantern.organisation.rules.consequences import Change, Foreseen, Moved


class CarryOut(Protocol):
    """An action of a room: brings its rows in line with the change and says which moved."""

    def __call__(self, *, change: Change, by: Member | None, at: datetime) -> Iterable[Moved]: ...


class Room(NamedTuple):
    """How one room answers."""

    foresee: Callable[[Change, datetime], Foreseen]
    carry_out: CarryOut


_rooms: dict[str, Room] = {}


def register(name: str, *, foresee: Callable[[Change, datetime], Foreseen], carry_out: Any) -> None:
    """The room of that name follows the arrangement; called at start-up."""
    _rooms[name] = Room(foresee, carry_out)


def foreseen(change: Change, at: datetime) -> Foreseen:
    """What `change` would do if it were made at `at`; nothing is written."""
    found = [room.foresee(change, at) for room in _rooms.values()]
    return Foreseen(
        moved=tuple(moved for each in found for moved in each.moved),
        notes=tuple(note for each in found for note in each.notes),
    )


def carried_out(change: Change, by: Member | None, at: datetime) -> tuple[Moved, ...]:
    """Every room follows `change`, in the transaction that makes it; what moved."""
    return tuple(moved for room in _rooms.values() for moved in room.carry_out(change=change, by=by, at=at))
