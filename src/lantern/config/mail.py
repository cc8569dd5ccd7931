"""The mail server as one address: smtp://user:password@host:587 (STARTTLS), smtps://… (TLS from the start)."""

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtps": 465}
SUBMISSION = 587


class NoSuchServer(Exception):
    """The address of the mail server cannot be read."""


class Server(NamedTuple):
    """As Django's settings name them, in this order: host, port, user, password, STARTTLS, TLS from the start."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool


def server(address: str) -> Server:
    """Raises `NoSuchServer`. A password never travels in the open: with one, or on port 587, STARTTLS is demanded."""
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname:
        raise NoSuchServer("LANTERN_SMTP is read as smtp://user:password@host:587 or smtps://user:password@host")
    port = parts.port or PORTS[parts.scheme]
    tls = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port, user, password, not tls and (bool(password) or port == SUBMISSION), tls)
