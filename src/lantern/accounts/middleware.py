"""What a session must show before anything else: that it is in use, and that it passed a second factor (security.md 5)."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from lantern.accounts import second_factor

Respond = Callable[[HttpRequest], HttpResponse]
RENEW_EVERY = 60  # seconds: an idle clock that is right to the minute, without a write for every page
ON_THE_WAY = {  # what a session that has only shown a password can open
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_activate_totp",
    "mfa_authenticate",
    "organisation:invitation",
}


def idle_sessions_end(get_response: Respond) -> Respond:
    """Sign out who has not used the session for thirty minutes; a page that refreshes itself is not a use of it."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            idle = now - request.session.setdefault("used", now)
            if idle >= settings.SESSION_COOKIE_AGE:
                auth.logout(request)
            elif idle >= RENEW_EVERY and not _by_itself(request):
                request.session["used"] = now
        return get_response(request)

    return respond


def second_factor_comes_first(get_response: Respond) -> Respond:
    """A session on a password alone opens nothing but the way to its second factor, and the way out."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not _on_the_way(request) and not second_factor.passed(request):
            return second_factor.ask_for_it(request)
        return get_response(request)

    return respond


def _by_itself(request: HttpRequest) -> bool:
    """A live part of a page fetching itself again."""
    return request.method == "GET" and request.headers.get("HX-Request") == "true"


def _on_the_way(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in ON_THE_WAY
    except Resolver404:
        return False
