"""How sign-in behaves where allauth lets us choose."""

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

SIGNED_IN = "signed_in_at"


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
        """Not within minutes of signing in: setting up the second factor follows at once."""
        since = time.time() - self.request.session.get(SIGNED_IN, 0)
        return since > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT and super().is_reauthentication_required(
            app=app, **options
        )


class MFAAdapter(DefaultMFAAdapter):
    """What second factors are made from is kept encrypted, so that a copy of the database opens no account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. Wait for the next one and try again"
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def note_sign_in(*, request: HttpRequest, **_: Any) -> None:
    """Receives Django's word that somebody signed in."""
    request.session[SIGNED_IN] = int(time.time())


def start_session(request: HttpRequest, user: Any) -> None:
    """Sign `user` in as if by password: an accepted invitation. The second factor still comes first."""
    auth.login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])


def _box() -> MultiFernet:
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"second factor " + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def client_address(request: HttpRequest) -> str:
    """Where a request comes from, by the proxies that are believed (`LANTERN_PROXIES`)."""
    return str(get_adapter(request).get_client_ip(request))
