"""Rooms above that must know when a child's circumstances change, because what they derived rests on them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from lantern.organisation.models import Member

Follow = Callable[[list[UUID], Member | None, datetime], None]
_followers: list[Follow] = []


def follow(callback: Follow) -> None:
    """Call `callback` with the children's ids, in the same transaction; registered at start-up, once each."""
    if callback not in _followers:
        _followers.append(callback)


def changed(children: list[UUID], by: Member | None, at: datetime) -> None:
    """Tell everyone who follows; called by actions of this room."""
    for callback in _followers:
        callback(children, by, at)
