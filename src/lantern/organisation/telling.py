"""What happens to a user's sign-in goes on the trail of each partnership they are a member of (SHA-6)."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any

from lantern.accounts.models import User
from lantern.accounts.vocabulary import Event
from lantern.organisation.queries import every_membership
from lantern.tenancy.current import within
from lantern.trail import actions as trail
from lantern.trail.actions.sealing import seal_when_due


def note(*, event: Event, user: User, at: datetime, address: str | None, detail: str, **_: Any) -> None:
    """Receives accounts' word. At sign-in no partnership is chosen yet, so each of theirs gets an entry."""
    for member in every_membership(user.pk):
        with within(member.partnership.pk), trail.from_address(address) if address else nullcontext():
            trail.record(event.value, member, by=member, at=at, detail=detail)
            if event is Event.SIGNED_IN:  # where no timer seals, the trail is sealed as people come
                seal_when_due(by=None, at=at)
