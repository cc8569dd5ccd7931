"""Signing in as a person does: password, then the code that the app on a phone would show; or through an agency."""

import re
import time
from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from django.http import HttpResponse
from django.test import Client

from lantern.accounts.models import User
from lantern.organisation import actions
from lantern.organisation.actions.connection import ConnectionDetails
from lantern.organisation.models import Member, SignInConnection
from tests.factories.people import now

PASSWORD = "three odd words together"
SECRET = "a secret of the client"
SIGN_IN = "/account/sign-in/"
SET_UP = "/account/second-factor/set-up/"


def a_user_with_password(user: User) -> User:
    """The user of a factory's member, now with `PASSWORD`."""
    user.set_password(PASSWORD)
    user.save()
    return user


def code(secret: str, *, periods_away: int = 0) -> str:
    """What an app with this secret shows now, or some half-minutes from now."""
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30 + periods_away))


def secret_of(user: User) -> str:
    """The secret that the user's phone keeps."""
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return str(decrypt(kept.data["secret"]))


def an_app_for(user: User) -> None:
    """An authenticator app and recovery codes, as after setting them up."""
    auth.TOTP.activate(user, auth.generate_totp_secret())
    RecoveryCodes.activate(user)


def with_password(user: User, client: Client | None = None, password: str = PASSWORD) -> Client:
    """A client that has typed the password, and nothing more."""
    client = client or Client()
    client.post(SIGN_IN, {"login": user.email, "password": password})
    return client


def set_up_second_factor(client: Client) -> HttpResponse:
    """Scan the key that the page shows, and type the code."""
    page = client.get(SET_UP).content.decode()
    found = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page)
    assert found, page
    answer: object = client.post(SET_UP, {"code": code(found[1])})
    assert isinstance(answer, HttpResponse)
    return answer


NO_ISSUER = "https://127.0.0.1:9/nowhere"  # nothing listens there


def an_own_sign_in(
    member: Member,
    issuer: str = NO_ISSUER,
    *,
    domains: Sequence[str] = ("council.example",),
    required: bool = False,
    subject: str = "known",
) -> SignInConnection:
    """The own sign-in of the member's agency; call inside their partnership. With `subject` they have used it before."""
    details = ConnectionDetails(issuer=issuer, client_id="lantern", secret=SECRET, domains=domains, required=required)
    connection = actions.connect_agency(agency=member.agency, details=details, by=None, at=now())
    if subject:
        actions.come_in(connection=connection, subject=subject, email=member.email, at=now())
    return connection
