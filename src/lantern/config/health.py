"""`/health/` for whoever watches the server: one word, no sign-in, no session, no trail, no details (security.md 11)."""

import functools
from collections.abc import Callable
from typing import Any

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]
PATH = "/health/"


def health_is_answered(get_response: Respond) -> Respond:
    """Answer before anything else is asked of the request: its host, its cookies, its TLS."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.path_info != PATH:
            return get_response(request)
        well = is_well()
        word, status = ("ok\n", 200) if well else ("unavailable\n", 503)
        return HttpResponse(word, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})

    return respond


def is_well() -> bool:
    """Whether the database answers and its tables are of this version or a later one."""
    try:
        with connection.cursor() as cursor:
            return not migrations_behind(cursor)
    except Error:
        connection.close()
        return False


def migrations_behind(cursor: Any) -> list[str]:
    """What `lantern migrate` would run: "room.0001_initial", in order of name. Raises `Error` without a database."""
    return sorted(known_migrations() - applied(cursor))


def applied(cursor: Any) -> frozenset[str]:
    """The migrations that ran in this database."""
    cursor.execute("SELECT to_regclass('django_migrations')")
    if cursor.fetchone()[0] is None:
        return frozenset()
    cursor.execute("SELECT app || '.' || name FROM django_migrations")
    return frozenset(row[0] for row in cursor.fetchall())


@functools.cache
def known_migrations() -> frozenset[str]:
    """Every migration of this version, read once from its files."""
    return frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)
