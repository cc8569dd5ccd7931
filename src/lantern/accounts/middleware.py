"""What a session must show before anything else: that it is in use, and that it passed a second factor (security.md 5)."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from lantern.accounts import second_factor
from lantern.accounts.sessions import USED, VIA

Respond = Callable[[HttpRequest], HttpResponse]
RENEW_EVERY = 60  # seconds: an idle clock that is right to the minute, without a write for every page
SETTING_UP = {"mfa_activate_totp", "mfa_add_webauthn"}
ON_THE_WAY = {  # what a session that has only shown a password can open
    "account_inactive",
    "account_login",
    "account_logout",
    "account_look_into_mailbox",
    "account_new_factor",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "organisation:agency_sign_in",
    "organisation:agency_sign_in_back",
    "organisation:invitation",
    *SETTING_UP,
}
THROUGH_AN_AGENCY = {  # what of one's own sign-in a session through an agency can open: nothing that another way in rests on
    "access:partnership",
    "account_end_other_sessions",
    "account_end_session",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_sessions",
    "account_signup",
    "mfa_index",
    "mfa_login_webauthn",
    "organisation:agency_sign_in",
    "organisation:agency_sign_in_back",
}
OWN_SIGN_IN = "/account/"


def idle_sessions_end(get_response: Respond) -> Respond:
    """Sign out who has not used the session for thirty minutes; a page that refreshes itself is not a use of it."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            idle = now - request.session.setdefault(USED, now)
            if idle >= settings.SESSION_COOKIE_AGE:
                auth.logout(request)
            elif idle >= RENEW_EVERY and not _by_itself(request):
                request.session[USED] = now
        return get_response(request)

    return respond


def second_factor_comes_first(get_response: Respond) -> Respond:
    """A session on a password alone opens nothing but the way to its second factor, and the way out."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not second_factor.passed(request):
            name = _name(request)
            if name not in ON_THE_WAY or (name in SETTING_UP and not second_factor.may_set_up(request)):
                return second_factor.ask_for_it(request)
        return get_response(request)

    return respond


def an_agency_changes_no_factors(get_response: Respond) -> Respond:
    """A session through an agency's sign-in opens that agency's membership. It cannot set a password or a passkey that
    would open others."""

    def respond(request: HttpRequest) -> HttpResponse:
        through = request.user.is_authenticated and request.session.get(VIA)
        if through and request.path_info.startswith(OWN_SIGN_IN) and _name(request) not in THROUGH_AN_AGENCY:
            return redirect("mfa_index")
        return get_response(request)

    return respond


def _by_itself(request: HttpRequest) -> bool:
    """A live part of a page fetching itself again."""
    return request.method == "GET" and request.headers.get("HX-Request") == "true"


def _name(request: HttpRequest) -> str:
    try:
        return str(resolve(request.path_info).view_name)
    except Resolver404:
        return ""
