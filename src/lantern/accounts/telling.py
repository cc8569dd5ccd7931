"""Receives allauth's word of what changed about a sign-in, and tells it on (SHA-6)."""

from datetime import UTC, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from lantern.accounts import actions, queries
from lantern.accounts.events import tell_of_request
from lantern.accounts.vocabulary import Event

NAMES = {
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


def factor_added(*, request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    tell_of_request(Event.FACTOR_ADDED, user, request, _name(authenticator))


def factor_removed(*, request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    tell_of_request(Event.FACTOR_REMOVED, user, request, _name(authenticator))


def codes_made(*, request: HttpRequest, user: Any, **_: Any) -> None:
    tell_of_request(Event.CODES_MADE, user, request)


def code_refused(*, request: HttpRequest, user: Any, **_: Any) -> None:
    tell_of_request(Event.REFUSED, user, request, "code")


def password_changed(*, request: HttpRequest, user: Any, **_: Any) -> None:
    """Every other session of the user ends; Django would refuse them anyway, and the list must not show them."""
    tell_of_request(Event.PASSWORD_CHANGED, user, request)
    others = queries.sessions_of(user.pk).exclude(pk=request.session.session_key)
    actions.end_sessions(user=user, sessions=others, by=user, at=datetime.now(UTC))


def _name(authenticator: Authenticator) -> str:
    return NAMES[Authenticator.Type(authenticator.type)]
