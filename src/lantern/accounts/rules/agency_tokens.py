"""Reading the token in which an agency's issuer says who somebody is (OpenID Connect Core 3.1.3.7).

Every check is here and none can be switched off: signature by the issuer's own key, issuer, audience, time, nonce, and an
address that the issuer has verified and whose domain is on the agency's list.
"""

import base64
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
KINDS = ("RSA", "EC", "OKP")
LEEWAY = 60  # seconds by which two servers' clocks may differ
LONGEST_SUBJECT = 255
NOT_READ = "Your agency’s answer could not be believed. Start again from the sign-in page."
EXPIRED = "Your agency’s answer came too late. Start again from the sign-in page."
NOT_VERIFIED = "Your agency has not verified your email address. Ask its help desk to."
WRONG_DOMAIN = "Your agency’s sign-in does not speak for this email address."


class Unbelievable(Exception):
    """The token proves nothing; `reason` is a sentence for the person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Expected:
    """What the token must say: whose it is, for whom, and in answer to which request."""

    issuer: str
    client_id: str
    nonce: str
    domains: Collection[str]
    asked_at: datetime
    afresh: bool = False


@dataclass(frozen=True)
class Told:
    """Who the issuer says it is."""

    subject: str
    email: str


def read(token: str, keys: Mapping[str, Any], expected: Expected) -> Told:
    """Who the token is about. Raises `Unbelievable` for every token that does not prove it."""
    claims = _claims(token, keys, expected)
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if (len(audience) > 1 or "azp" in claims) and claims.get("azp") != expected.client_id:
        raise Unbelievable(NOT_READ)
    if claims.get("nonce") != expected.nonce:
        raise Unbelievable(NOT_READ)
    if expected.afresh and not _proved_since(claims.get("auth_time"), expected.asked_at):
        raise Unbelievable(EXPIRED)
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Unbelievable(NOT_READ)
    return Told(subject, _address(claims, expected.domains))


def domain_of(address: str) -> str:
    """What stands after the last @, in lower case; nothing without one."""
    return address.strip().lower().rpartition("@")[2] if "@" in address else ""


def challenge(verifier: str) -> str:
    """What is sent ahead of a PKCE verifier (RFC 7636, S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _claims(token: str, keys: Mapping[str, Any], expected: Expected) -> dict[str, Any]:
    try:
        key = _key(token, keys)
        return dict(
            jwt.decode(
                token,
                key=key.key,
                algorithms=[key.algorithm_name] if key.algorithm_name in ALGORITHMS else [],
                audience=expected.client_id,
                issuer=expected.issuer,
                leeway=LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        )
    except jwt.ExpiredSignatureError:
        raise Unbelievable(EXPIRED) from None
    except (jwt.PyJWTError, KeyError, TypeError, ValueError):
        raise Unbelievable(NOT_READ) from None


def _key(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """The issuer's key that the token names; its algorithm comes from the key, never from the token alone."""
    header = jwt.get_unverified_header(token)
    published = [each for each in keys["keys"] if isinstance(each, dict)]
    usable = [each for each in published if each.get("use", "sig") == "sig" and each.get("kty") in KINDS]
    named = [each for each in usable if each.get("kid") == header.get("kid")]
    chosen = named or (usable if "kid" not in header else [])
    if len(chosen) != 1 or header.get("alg") not in ALGORITHMS:
        raise Unbelievable(NOT_READ)
    return jwt.PyJWK(dict(chosen[0]), algorithm=chosen[0].get("alg") or header["alg"])


def _proved_since(auth_time: Any, asked_at: datetime) -> bool:
    return isinstance(auth_time, int) and auth_time >= asked_at.timestamp() - LEEWAY


def _address(claims: Mapping[str, Any], domains: Collection[str]) -> str:
    """The verified address. Microsoft Entra ID says `xms_edov` for an address whose domain belongs to the organisation."""
    email = claims.get("email")
    if not isinstance(email, str) or email.count("@") != 1:
        raise Unbelievable(NOT_VERIFIED)
    if claims.get("email_verified") is not True and claims.get("xms_edov") not in (True, "1", "true"):
        raise Unbelievable(NOT_VERIFIED)
    if domain_of(email) not in domains:
        raise Unbelievable(WRONG_DOMAIN)
    return email.strip().lower()
