"""Faults of the settings: what is on that should be off, what is short, open or not said."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from lantern.config import databases, secret
from lantern.config.safety.fault import Fault

SHORTEST_KEY = 50  # characters
FEWEST_LETTERS = 15  # different ones, among so many at random
FILE_OF_SETTINGS = Path("/etc/lantern/lantern.env")
NO_MAIL = ("console", "dummy", "locmem", "filebased")
HERE = {"localhost", "127.0.0.1", "[::1]"}
PROTECTED = ("require", "verify-ca", "verify-full")


def faults() -> Iterator[Fault]:
    yield from _modes()
    yield from _ways_in()
    yield from _of_secret()
    yield from _of_files(FILE_OF_SETTINGS)
    yield from _of_mail()
    yield from _of_places()


def _modes() -> Iterator[Fault]:
    if settings.DEMO:
        yield Fault("demo", "This is a demonstration: anyone can sign in as anyone. Unset LANTERN_DEMO.")
    if settings.DEBUG:
        yield Fault("debug", "Debugging is on: faults would show records. Unset LANTERN_DEBUG.")
    if databases.is_embedded():
        yield Fault(
            "embedded",
            "The embedded server is for trying Lantern. Name a PostgreSQL server: DATABASE_URL and DATABASE_OWNER_URL.",
        )


def _ways_in() -> Iterator[Fault]:
    if not settings.SECURE_SSL_REDIRECT:
        yield Fault("tls", "Pages can be read on the way. Put TLS in front and set LANTERN_BEHIND_TLS=1.")
    hosts = set(settings.ALLOWED_HOSTS)
    if hosts <= HERE:
        yield Fault("hosts", "Nobody else can reach it. Set LANTERN_HOSTS to the name people use.")
    if wide := sorted(host for host in hosts if host.startswith((".", "*"))):
        yield Fault("hosts", f"Any name is taken for ours ({wide[0]}). Set LANTERN_HOSTS to the names people use.")
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        yield Fault("cookies", "Cookies would travel in the open. Unset LANTERN_DEMO and LANTERN_DEBUG.")
    if not (settings.SESSION_COOKIE_HTTPONLY and settings.SESSION_COOKIE_SAMESITE in ("Lax", "Strict")):
        yield Fault(
            "cookies", "Scripts or other sites could use the session. Leave the settings of cookies as they come."
        )
    parts = settings.DATABASES["default"]
    host = str(parts["HOST"])
    local = not host or host.startswith("/") or host in HERE or host == "::1"
    if not local and parts["OPTIONS"].get("sslmode") not in PROTECTED:
        yield Fault(
            "database tls", f"Records travel to {host} in the open. Add ?sslmode=verify-full to the DATABASE URLs."
        )


def _of_secret() -> Iterator[Fault]:
    for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        if len(key) < SHORTEST_KEY:
            yield Fault("secret", f"LANTERN_SECRET_KEY is short: take {SHORTEST_KEY} random characters or more.")
        elif len(set(key)) < FEWEST_LETTERS or "django-insecure" in key:
            yield Fault("secret", f"LANTERN_SECRET_KEY can be guessed: take {SHORTEST_KEY} random characters.")


def _of_files(file_of_settings: Path) -> Iterator[Fault]:
    kept = [] if "LANTERN_SECRET_KEY" in os.environ else [secret.file()]
    for path in [*kept, file_of_settings]:
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o007:
            yield Fault("file open to others", f"Everybody on the server can read {path}. Run: chmod o= {path}")


def _of_mail() -> Iterator[Fault]:
    kind = settings.EMAIL_BACKEND.rpartition("backends.")[2].partition(".")[0]
    if kind in NO_MAIL or settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield Fault(
            "mail",
            "Invitations and reminders go nowhere. Set LANTERN_SMTP to your mail server and LANTERN_FROM to an address there.",
            stops=False,
        )


def _of_places() -> Iterator[Fault]:
    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        yield Fault(
            "time zones", "London time is not known here: every deadline would be wrong. Install the package tzdata."
        )
    if not (settings.LANTERN / "design" / "static" / "built" / "lantern.css").exists():
        yield Fault("styles", "The pages have no styles: they were not built. Run bin/setup.", stops=False)
