"""Which of somebody's memberships a session opens, by the way it came in (security.md 5)."""

from collections.abc import Iterable
from typing import Protocol, TypeVar
from uuid import UUID


class Reached(Protocol):
    """A membership, with its agency's own sign-in when it has one, and whether the agency insists on it."""

    connection: UUID | None
    connection_required: bool | None


M = TypeVar("M", bound=Reached)


def open_to(memberships: Iterable[M], via: UUID | None) -> list[M]:
    """Through an agency's sign-in: the memberships of that very connection, while it stands. By one's own password or
    passkey: those whose agency does not insist on its own."""
    return [each for each in memberships if (each.connection == via if via else not each.connection_required)]
