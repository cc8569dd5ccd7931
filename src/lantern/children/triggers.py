"""What happens to a child and calls for something in another room: each room that knows such a thing says so at start-up.

triggers.register("missing", triggers_of); triggers.follow(settle_again)
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from lantern.organisation.models import Member


class Trigger(NamedTuple):
    """Something that stands: its own lasting key, whose it is, since when, and in words."""

    key: str
    child: UUID
    at: datetime
    words: str


Source = Callable[[Collection[UUID]], Iterable[Trigger]]
Follow = Callable[[Collection[UUID], Member | None, datetime], None]
_sources: dict[str, Source] = {}
_followers: list[Follow] = []


def register(name: str, source: Source) -> None:
    """Add a room's triggers, by the children's ids; called at start-up. The same name again replaces it."""
    _sources[name] = source


def follow(callback: Follow) -> None:
    """Call `callback` with the children whose triggers may have changed, in the same transaction; once each."""
    if callback not in _followers:
        _followers.append(callback)


def standing(children: Collection[UUID]) -> list[Trigger]:
    """Every trigger of these children that stands."""
    return [each for name in sorted(_sources) for each in _sources[name](children)]


def changed(children: Collection[UUID], by: Member | None, at: datetime) -> None:
    """Tell everyone who follows; called by the room that worked them out."""
    for callback in _followers:
        callback(children, by, at)
