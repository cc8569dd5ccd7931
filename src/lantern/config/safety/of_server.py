"""Faults of the PostgreSQL server: what could be lost, what its log would tell, whether its clock is right."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lantern.config.backups import mark
from lantern.config.safety.fault import Fault

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
OLDEST = 15
SILENT = ("log", "fatal", "panic")  # least level of messages at which a failed statement is not quoted
CLOCKS_APART = 30  # seconds


def faults(cursor: Any) -> Iterator[Fault]:
    said = _settings(cursor)
    yield from (
        Fault("durability", f"PostgreSQL runs with {name} = off: what was acknowledged could be lost. Set it to on.")
        for name in DURABLE
        if said[name] == "off"
    )
    if int(said["server_version_num"]) // 10_000 < OLDEST:
        yield Fault("version", f"PostgreSQL is older than {OLDEST}, which Lantern needs.")
    if said["server_encoding"] != "UTF8":
        yield Fault("encoding", "The database is not in UTF-8: names would be refused. Make it with ENCODING 'UTF8'.")
    yield from _of_log(said)
    yield from _of_clock(cursor)
    cursor.execute(mark.READ)
    if (comment := cursor.fetchone()[0]) and comment.startswith(mark.UNFINISHED):
        yield Fault("restore", f"This database is not whole ({comment}). Restore it again: lantern restore --replace.")


def _settings(cursor: Any) -> dict[str, str]:
    cursor.execute("SELECT name, setting FROM pg_settings")
    return dict(cursor.fetchall())


def _of_log(said: dict[str, str]) -> Iterator[Fault]:
    """Statements carry names and addresses in their values; PostgreSQL quotes those that fail, unless told otherwise."""
    quotes = said["log_min_messages"] not in SILENT and said["log_min_error_statement"] not in SILENT
    if quotes or said["log_statement"] != "none" or said["log_min_duration_statement"] != "-1":
        yield Fault(
            "log of the server",
            "PostgreSQL would write statements with names of children into its log. Run what `lantern sql-roles` prints.",
        )


def _of_clock(cursor: Any) -> Iterator[Fault]:
    cursor.execute("SELECT clock_timestamp(), EXISTS (SELECT 1 FROM pg_timezone_names WHERE name = 'Europe/London')")
    there, knows_london = cursor.fetchone()
    apart = abs((there - datetime.now(UTC)).total_seconds())
    if apart > CLOCKS_APART:
        yield Fault(
            "clock", f"The clocks of this server and of PostgreSQL are {apart:.0f} seconds apart. Set up NTP.", False
        )
    if not knows_london:
        yield Fault("time zones", "PostgreSQL does not know London time. Install the package tzdata on its server.")
