"""Rooms above that must know when meetings are planned, moved, cancelled or over: agendas rest on them."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from lantern.meetings.models import Meeting
from lantern.organisation.models import Member

Planned = Callable[[Collection[UUID], Member | None, datetime], None]
Ended = Callable[[Meeting, Member, datetime], None]
_planned: list[Planned] = []
_ended: list[Ended] = []


def follow_plans(callback: Planned) -> None:
    """Call `callback` with the ids of series whose dates changed, in the same transaction; registered at start-up."""
    if callback not in _planned:
        _planned.append(callback)


def follow_ends(callback: Ended) -> None:
    """Call `callback` with a meeting that is over; it may refuse the end with `NotAllowed`."""
    if callback not in _ended:
        _ended.append(callback)


def planned(series: Collection[UUID], by: Member | None, at: datetime) -> None:
    """Tell everyone who follows; called by actions of this room."""
    for callback in _planned:
        callback(series, by, at)


def ended(meeting: Meeting, by: Member, at: datetime) -> None:
    """Tell everyone who follows; called by the action that ends a meeting."""
    for callback in _ended:
        callback(meeting, by, at)
