"""Nobody gets in on a password alone (security.md 5).

A session counts when its own sign-in passed the second factor, or when the factor was set up in this very session. That the
user has a factor somewhere is not enough: a second session opened with the password alone must not profit from it.
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

FLAG = "second_factor"


def passed(request: HttpRequest) -> bool:
    """Whether this session has passed a second factor."""
    if request.session.get(FLAG):
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def mark_passed(request: HttpRequest) -> None:
    """This session set up its second factor, or is a demonstration."""
    request.session.cycle_key()
    request.session[FLAG] = True


def ask_for_it(request: HttpRequest) -> HttpResponse:
    """On to setting it up; who has one already signs in again, with it."""
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        auth.logout(request)
        return redirect("account_login")
    return redirect("mfa_activate_totp")


def forget(user: Any) -> None:
    """Take the app away from `user`; called where another comes in the same transaction."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()


def set_up_here(*, request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    """Receives allauth's word that a factor was set up in this session; recovery codes alone are none."""
    if authenticator.type == Authenticator.Type.TOTP:
        mark_passed(request)
