"""Reading sessions: whose, since when, with what."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import QuerySet

from lantern.accounts.models import FactorReset, Session, User
from lantern.accounts.rules.devices import device


@dataclass(frozen=True)
class SignedIn:
    """A session as its owner sees it. `handle` names it in addresses: the key itself would open it."""

    handle: str
    device: str
    address: str
    since: datetime | None
    used: datetime | None
    here: bool


def sessions_of(user_id: UUID, now: datetime | None = None) -> QuerySet[Session]:
    """The sessions of a user that are still open, the one used last first."""
    return Session.objects.filter(user_id=user_id, expire_date__gt=now or datetime.now(UTC)).order_by("-used_at")


def signed_in(sessions: Iterable[Session], here: str | None) -> list[SignedIn]:
    """Sessions for a page; `here` is the key of the one that looks."""
    return [
        SignedIn(
            handle_of(each.session_key),
            device(each.agent),
            each.address or "",
            each.started_at,
            each.used_at,
            each.session_key == here,
        )
        for each in sessions
    ]


def handle_of(key: str) -> str:
    """What stands for a session's key where the key must not be seen."""
    return hashlib.sha256(f"session {key}".encode()).hexdigest()[:32]


def latest_reset(user: User) -> FactorReset | None:
    """The last time the second factor was taken away and no other has been set up since."""
    latest = user.factor_resets.order_by("-sent_at").first()
    return latest if latest and not latest.used_at else None


def open_reset(key: UUID, at: datetime) -> FactorReset | None:
    """The reset whose link still opens."""
    return FactorReset.objects.filter(pk=key, used_at=None, expires_at__gt=at).select_related("user").first()
