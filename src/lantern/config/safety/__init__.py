"""What makes an installation unsafe for real records, each fault with what to do (security.md 1, 5, 10, 11)."""

from collections.abc import Iterable, Iterator
from contextlib import closing

import psycopg
from django.db import Error, connection

from lantern.config import databases
from lantern.config.safety import of_backups, of_roles, of_server, of_settings, of_sign_in, of_tables
from lantern.config.safety.fault import Fault


def faults() -> list[Fault]:
    """Every fault there is, those that stop `lantern serve` first; empty when nothing unsafe was found."""
    return sorted(
        [*of_settings.faults(), *of_sign_in.faults(), *_of_database(), *_of_backups()],
        key=lambda fault: not fault.stops,
    )


def _of_database() -> Iterator[Fault]:
    try:
        with connection.cursor() as cursor:
            parts: Iterable[Iterator[Fault]] = (
                of_server.faults(cursor), of_roles.of_application(cursor), of_tables.faults(cursor),
            )  # fmt: skip
            for part in parts:
                yield from part
    except Error as fault:
        yield Fault("unreachable", f"The database does not answer as DATABASE_URL says: {str(fault).strip()}")


def _of_backups() -> Iterator[Fault]:
    yield from of_backups.faults()
    url = databases.url_or_none("backup")
    if url is None:
        yield Fault(
            "no backup role",
            "Nobody can take a backup. Set DATABASE_BACKUP_URL; `lantern sql-roles` makes the role.",
            False,
        )
        return
    try:
        with closing(psycopg.connect(url, connect_timeout=5)) as opened, opened.cursor() as cursor:
            yield from of_roles.of_backup(cursor)
    except psycopg.Error as fault:
        yield Fault(
            "backup role unreachable", f"DATABASE_BACKUP_URL does not open the database: {str(fault).strip()}", False
        )
