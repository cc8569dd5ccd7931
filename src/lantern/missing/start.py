"""What the missing room tells others at start-up: what notifications say of children, and what follows a change."""

from datetime import datetime
from uuid import UUID

from lantern.access.navigation import Item, register
from lantern.access.vocabulary import Permission
from lantern.children import changes
from lantern.children.queries.profiles import describe_further
from lantern.missing.actions.folding import refold
from lantern.missing.queries.described import described_in_messages
from lantern.organisation.models import Member


def ready() -> None:
    """Register; called once."""
    describe_further(described_in_messages)
    changes.follow(_fold_again)
    register(Item(20, "Missing", "missing:now", "/missing/", Permission.SEE_MISSING))


def _fold_again(children: list[UUID], by: Member | None, at: datetime) -> None:
    refold(children=children, by=by, at=at)
