"""One sign-in through an agency: what was asked, kept in the session, and what the answer proves (security.md 5).

The answer counts once, for the session that asked, within ten minutes, at the address that belongs to the agency that was
asked: state, nonce and PKCE verifier are kept here and go with the first answer, right or wrong.
"""

import secrets
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from lantern.accounts import issuer
from lantern.accounts.rules.agency_tokens import Expected, Told, Unbelievable, challenge, read
from lantern.accounts.sealing import opened
from lantern.organisation.actions.connection import PURPOSE
from lantern.organisation.ways import Way

ASKED = "asked_agency"
ANSWERED_WITHIN = 10 * 60  # seconds
NOT_ASKED = "This answer belongs to no question of this browser’s. Start again from the sign-in page."
REFUSED_THERE = "Your agency did not sign you in. Try again, or ask its help desk."


@dataclass(frozen=True)
class Asked:
    """A question to an agency's issuer; `afresh` asks who is there now, whatever the issuer remembers."""

    connection: str
    state: str
    nonce: str
    verifier: str
    at: float
    following: str = ""
    afresh: bool = False


def ask(request: HttpRequest, way: Way, *, following: str, address: str, afresh: bool) -> str:
    """Keep a question in the session; the issuer's address that asks it. Raises `issuer.Unreachable`."""
    found = issuer.discover(way.connection.issuer)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    asked = Asked(str(way.connection.pk), state, nonce, verifier, time.time(), following, afresh)
    request.session[ASKED] = asdict(asked)
    said = {
        "response_type": "code",
        "scope": "openid email",
        "client_id": way.connection.client_id,
        "redirect_uri": request.build_absolute_uri(way.comes_back),
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge(verifier),
        "code_challenge_method": "S256",
        "login_hint": address,
    } | ({"prompt": "login", "max_age": "0"} if afresh else {})
    return f"{found.authorization_endpoint}{'&' if '?' in found.authorization_endpoint else '?'}{urlencode(said)}"


def taken(request: HttpRequest) -> Asked | None:
    """The question that waits for an answer; it waits no longer."""
    kept = request.session.pop(ASKED, None)
    return Asked(**kept) if kept else None


def told(request: HttpRequest, way: Way, asked: Asked | None, answer: QueryDict) -> Told:
    """Who the answer proves somebody to be. Raises `Unbelievable` and `issuer.Unreachable`."""
    connection = way.connection
    if asked is None or asked.connection != str(connection.pk) or time.time() - asked.at > ANSWERED_WITHIN:
        raise Unbelievable(NOT_ASKED)
    if not secrets.compare_digest(answer.get("state", "").encode(), asked.state.encode()):
        raise Unbelievable(NOT_ASKED)
    if answer.get("iss", connection.issuer) != connection.issuer:
        raise Unbelievable(NOT_ASKED)
    code = str(answer.get("code", ""))
    if not code:
        raise Unbelievable(REFUSED_THERE)
    found = issuer.discover(connection.issuer)
    token = issuer.token_for(
        found,
        client_id=connection.client_id,
        secret=opened(connection.secret, PURPOSE),
        code=code,
        verifier=asked.verifier,
        back=request.build_absolute_uri(way.comes_back),
    )
    return read(token, issuer.keys_of(found), _expected(way, asked))


def _expected(way: Way, asked: Asked) -> Expected:
    return Expected(
        issuer=way.connection.issuer,
        client_id=way.connection.client_id,
        nonce=asked.nonce,
        domains=way.connection.domains,
        asked_at=datetime.fromtimestamp(asked.at, UTC),
        afresh=asked.afresh,
    )
