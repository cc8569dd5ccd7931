"""Asking an agency's issuer: what it is, its keys, and the token for a code (OpenID Connect Discovery, RFC 6749).

Every request is one question to one address: https, no redirect followed, no proxy, five seconds in all, 256 KB. The
address that answers must lie in the open internet; it is looked at once connected and before a byte is sent, so that a
name that changes meanwhile gains nothing.
"""

import json
import socket
import ssl
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from django.conf import settings

from lantern.accounts.rules.addresses import against_url, is_public

SECONDS = 5
LARGEST = 256 * 1024  # bytes
OK, REDIRECTS = 200, range(300, 400)
REDIRECTED = " Redirects are not followed."
NEAR = "The address lies inside a private network. See LANTERN_NEAR_ISSUERS in the operations guide."
WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Unreachable(Exception):
    """The issuer did not answer as one; `reason` is a sentence that says what was wrong."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Issuer:
    """What an issuer says of itself."""

    name: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    by_basic: bool


def discover(issuer: str) -> Issuer:
    """Read what the issuer says of itself. Raises `Unreachable`."""
    said = _asked("GET", issuer.rstrip("/") + WELL_KNOWN)
    if said.get("issuer") != issuer:
        raise Unreachable(f"The address answers for another issuer: {str(said.get('issuer', 'none'))[:200]}")
    missing = [each for each in NEEDED if not isinstance(said.get(each), str)]
    if missing:
        raise Unreachable(f"The answer lacks {missing[0]}: this is not an OpenID Connect issuer.")
    for each in NEEDED:
        if reason := _against(said[each]):
            raise Unreachable(f"Its {each} cannot be used: {reason}")
    methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    endpoints = {each: str(said[each]) for each in NEEDED}
    return Issuer(name=issuer, by_basic="client_secret_post" not in methods, **endpoints)


def keys_of(issuer: Issuer) -> dict[str, Any]:
    """The keys with which it signs. Raises `Unreachable`."""
    found = _asked("GET", issuer.jwks_uri)
    if not isinstance(found.get("keys"), list) or not found["keys"]:
        raise Unreachable("The issuer publishes no keys.")
    return found


def token_for(issuer: Issuer, *, client_id: str, secret: str, code: str, verifier: str, back: str) -> str:
    """The token that the issuer gives for a code. Raises `Unreachable`."""
    asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    headers = {}
    if issuer.by_basic:
        headers = {"Authorization": _basic(client_id, secret)}
    else:
        asked |= {"client_id": client_id, "client_secret": secret}
    token = _asked("POST", issuer.token_endpoint, body=urlencode(asked), headers=headers).get("id_token")
    if not isinstance(token, str):
        raise Unreachable("The issuer gave no token.")
    return token


def _basic(client_id: str, secret: str) -> str:
    return "Basic " + b64encode(f"{quote_plus(client_id)}:{quote_plus(secret)}".encode()).decode()


def _against(url: str) -> str:
    return against_url(url.partition("?")[0], plain=settings.ISSUERS_MAY_BE_PLAIN)


def _asked(method: str, url: str, *, body: str = "", headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    if reason := _against(url):
        raise Unreachable(reason)
    try:
        status, content = _exchange(method, url, body, dict(headers or {}))
    except ssl.SSLError as fault:
        raise Unreachable(f"Its certificate is not believed: {fault.reason or 'no reason given'}.") from None
    except (OSError, HTTPException, UnicodeError):
        raise Unreachable("The issuer did not answer in time, or there is none at this address.") from None
    if status != OK:
        raise Unreachable(f"The issuer answered {status}." + (REDIRECTED if status in REDIRECTS else ""))
    try:
        said = json.loads(content)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Unreachable("The answer is not what an OpenID Connect issuer says.")
    return said


def _exchange(method: str, url: str, body: str, headers: dict[str, str]) -> tuple[int, bytes]:
    """Ask and read the answer; whatever it sends and however slowly, the line is cut after five seconds."""
    parts = urlsplit(url)
    secure, host = parts.scheme == "https", str(parts.hostname)
    connection = HTTPConnection(host, parts.port or (443 if secure else 80), timeout=SECONDS)
    connection.sock = line = _line_to(host, connection.port, secure=secure)
    cut = Timer(SECONDS, _cut, [line])
    cut.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        headers |= {"Accept": "application/json", "User-Agent": "Lantern"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body or None, headers)
        answer = connection.getresponse()
        content = answer.read(LARGEST + 1)
    finally:
        cut.cancel()
        connection.close()
    if len(content) > LARGEST:
        raise Unreachable("The issuer’s answer is too long.")
    return answer.status, content


def _line_to(host: str, port: int, *, secure: bool) -> socket.socket:
    line = socket.create_connection((host, port), timeout=SECONDS)
    if not settings.ISSUERS_MAY_BE_NEAR and not is_public(line.getpeername()[0]):
        line.close()
        raise Unreachable(NEAR)
    if not secure:
        return line
    return ssl.create_default_context().wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
