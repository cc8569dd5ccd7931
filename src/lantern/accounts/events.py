"""Telling of what happens to a sign-in. Rooms above listen: only they know which partnerships it concerns."""

from datetime import UTC, datetime
from typing import Any

from django.dispatch import Signal

from lantern.accounts.models import User
from lantern.accounts.vocabulary import Event

happened = Signal()  # sent with event, user, at, address, detail


def tell(event: Event, user: User, *, address: str | None = None, detail: str = "") -> None:
    """Say that `event` happened to `user`'s sign-in, now; whoever listens writes it down in the same transaction."""
    happened.send(sender=User, event=event, user=user, at=datetime.now(UTC), address=address, detail=detail)


def tell_of_request(event: Event, user: Any, request: Any, detail: str = "") -> None:
    """The same for a request, whose address goes with it."""
    from lantern.accounts.adapters import client_address

    if isinstance(user, User):
        tell(event, user, address=client_address(request) if request else None, detail=detail)
