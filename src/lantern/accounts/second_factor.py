"""Nobody gets in on a password alone (security.md 5).

A session counts when its own sign-in passed a second factor or came through the agency's own sign-in, or when the factor was
set up in this very session. That the user has a factor somewhere is not enough: a second session opened with the password
alone must not profit from it.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lantern.accounts import actions, queries
from lantern.accounts.models import User
from lantern.accounts.sessions import VIA

FLAG = "second_factor"
RESET = "factor_reset"  # the reset whose link this session has opened
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def passed(request: HttpRequest) -> bool:
    """Whether this session has passed a second factor."""
    if request.session.get(FLAG) or request.session.get(VIA):
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def via(request: HttpRequest) -> UUID | None:
    """The agency's connection that this session came through, if it did."""
    through = request.session.get(VIA)
    return UUID(through["connection"]) if through else None


def mark_passed(request: HttpRequest) -> None:
    """This session set up its second factor, or is a demonstration."""
    request.session.cycle_key()
    request.session[FLAG] = True


def has_one(user: Any) -> bool:
    """Whether `user` has an app or a passkey; recovery codes alone are none."""
    return bool(is_mfa_enabled(user, list(FACTORS)))


def may_set_up(request: HttpRequest) -> bool:
    """Whether a session that has shown only a password may set up the first factor: not a further one, and not after a
    reset unless it opened the link in the mail."""
    if has_one(request.user):
        return False
    reset = queries.latest_reset(request.user)  # type: ignore[arg-type]
    return reset is None or request.session.get(RESET) == str(reset.pk)


def ask_for_it(request: HttpRequest) -> HttpResponse:
    """On to setting it up; who has one already signs in again, with it; who lost it waits for the link."""
    if has_one(request.user):
        auth.logout(request)
        return redirect("account_login")
    return redirect("mfa_activate_totp" if may_set_up(request) else "account_look_into_mailbox")


def others(user: Any, authenticator: Authenticator) -> bool:
    """Whether an app or a passkey is left without this one; other removals wait until this transaction ends."""
    User.objects.select_for_update().get(pk=user.pk)
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk).exists()


def forget(user: Any) -> None:
    """Take the app away from `user`; called where another comes in the same transaction."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()


def set_up_here(*, request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """Receives allauth's word that a factor was set up in this session; recovery codes alone are none."""
    if authenticator.type in FACTORS:
        actions.use_resets(user=user, by=user, at=datetime.now(UTC))
        request.session.pop(RESET, None)
        if not passed(request):
            mark_passed(request)
