"""Ending sessions, and taking a lost second factor away (security.md 5)."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator

from lantern.accounts import queries
from lantern.accounts.events import tell
from lantern.accounts.models import FactorReset, Session, User
from lantern.accounts.rules.secrets_kept import digest_of
from lantern.accounts.vocabulary import Event
from lantern.trail.acting import action


@dataclass(frozen=True)
class Reset:
    """A reset and its link's secret, which is known now and never again."""

    kept: FactorReset
    secret: str


@action
def end_sessions(*, user: User, sessions: Iterable[Session] | None = None, by: Any, at: datetime) -> int:
    """End these sessions of `user`, or all: their next request finds nobody. How many there were."""
    chosen = list(queries.sessions_of(user.pk, at) if sessions is None else sessions)
    count, _ = Session.objects.filter(user_id=user.pk, pk__in=[each.pk for each in chosen]).delete()
    if count:
        tell(Event.SESSION_ENDED, user, detail=f"{count} ended")
    return count


@action
def reset_second_factor(*, user: User, expires: datetime, by: Any, at: datetime) -> Reset:
    """Take every factor away, recovery codes too, and end every session. Only the link sets up another."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user, by=by, at=at)
    secret = secrets.token_urlsafe(32)
    FactorReset.objects.filter(user=user, used_at=None).update(expires_at=at)
    kept = FactorReset.objects.create(user=user, digest=digest_of(secret), sent_at=at, expires_at=expires)
    tell(Event.FACTOR_RESET, user)
    return Reset(kept, secret)


@action
def use_resets(*, user: User, by: Any, at: datetime) -> None:
    """Another factor is set up: no link opens any more, and none is waited for."""
    FactorReset.objects.filter(user=user, used_at=None).update(used_at=at)
