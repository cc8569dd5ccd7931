"""Which of somebody's memberships a session opens, by the way it came in (security.md 5)."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

M = TypeVar("M", bound=Any)


def open_to(memberships: Iterable[M], via: UUID | None) -> list[M]:
    """Through an agency's sign-in: the memberships of that very connection, while it stands. By one's own password or
    passkey: those whose agency does not insist on its own.

    A membership has the `connection` of its agency when there is one, and whether that is `connection_required`.
    """
    return [each for each in memberships if (each.connection == via if via else not each.connection_required)]
