"""How sign-in behaves where allauth lets us choose."""

import time
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from lantern.accounts.events import tell_of_request
from lantern.accounts.models import User
from lantern.accounts.proof import proved_at
from lantern.accounts.sealing import opened, sealed
from lantern.accounts.sessions import ADDRESS, AGENT, STARTED, VIA
from lantern.accounts.vocabulary import Event

SECOND_FACTOR = "second factor"
LONGEST_AGENT = 300
WORDS = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}

SHOWN = {"webauthn": "passkey", "totp": "code", "recovery_codes": "recovery code"}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: a member is invited."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or the password is not right",
        "enter_current_password": "This is not your current password",
        "incorrect_code": "This code is not right. Wait for the next one and try again",
        "incorrect_password": "The password is not right",
        "rate_limited": "Too many attempts. Wait five minutes, then try again",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Not within minutes of the last proof: setting up the second factor follows sign-in at once."""
        since = time.time() - proved_at(self.request)
        return since > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT and super().is_reauthentication_required(
            app=app, **options
        )

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Every factor the person has, the quickest first; through an agency, the agency alone."""
        if via := self.request.session.get(VIA):
            return [{"id": "agency", "description": via["name"], "url": via["confirm"]}]
        found = reversed(super().get_reauthentication_methods(user))
        return [each | {"description": WORDS[each["id"]]} for each in found]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password for somebody who exists goes on the trail; an address that nobody has is nobody's."""
        address = str(credentials.get("email") or "").lower()
        tell_of_request(Event.REFUSED, User.objects.filter(email=address).first(), request, "password")


class MFAAdapter(DefaultMFAAdapter):
    """What second factors are made from is kept encrypted, so that a copy of the database opens no account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. Wait for the next one and try again"
    }

    def encrypt(self, text: str) -> str:
        return sealed(text, SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text, SECOND_FACTOR)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}" if count else "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the first name of `LANTERN_HOSTS`, whatever name a request was sent to."""
        return {"id": passkey_host(), "name": "Lantern"}


def passkey_host() -> str:
    """The name that passkeys are bound to, or "" when there is none: an address in numbers has no passkeys."""
    first = str(settings.ALLOWED_HOSTS[0]).lstrip(".") if settings.ALLOWED_HOSTS else ""
    try:
        ip_address(first)
    except ValueError:
        return "" if first == "*" else first
    return ""


def note_sign_in(*, request: HttpRequest, user: Any, **_: Any) -> None:
    """Receives Django's word that somebody signed in: when, from where, with what; and tells of it."""
    request.session[STARTED] = int(time.time())
    request.session[ADDRESS] = client_address(request) if "REMOTE_ADDR" in request.META else ""
    request.session[AGENT] = request.headers.get("User-Agent", "")[:LONGEST_AGENT]
    tell_of_request(Event.SIGNED_IN, user, request if "REMOTE_ADDR" in request.META else None, _way(request))


def note_sign_out(*, request: HttpRequest, user: Any, **_: Any) -> None:
    """Receives Django's word that somebody signed out, or was."""
    tell_of_request(Event.SIGNED_OUT, user, request)


def start_session(request: HttpRequest, user: Any) -> None:
    """Sign `user` in as if by password: an accepted invitation. The second factor still comes first."""
    auth.login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])


def start_session_through(request: HttpRequest, user: Any, via: dict[str, str]) -> None:
    """Sign `user` in through an agency: for that agency's membership alone, and both factors are the agency's business."""
    request.signing_in_through = via["name"]  # type: ignore[attr-defined]
    start_session(request, user)
    request.session[VIA] = via
    record_authentication(request, user, "agency", connection=via["connection"])


def _way(request: HttpRequest) -> str:
    """How somebody signed in, for the trail."""
    if name := getattr(request, "signing_in_through", ""):
        return f"through {name}"
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    shown = [each.get("type") or each["method"] for each in records if each.get("method") in ("password", "mfa")]
    return " and ".join(SHOWN.get(each, each) for each in shown)


def client_address(request: HttpRequest) -> str:
    """Where a request comes from, by the proxies that are believed (`LANTERN_PROXIES`)."""
    return str(get_adapter(request).get_client_ip(request))
