"""What makes an installation unsafe for real records, each fault with what to do (security.md 1, 5, 10)."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection

from lantern.config import databases

DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


def faults() -> list[str]:
    """Every fault there is; empty when nothing unsafe was found."""
    return [*_of_settings(), *_of_database()]


def _of_settings() -> Iterator[str]:
    if settings.DEMO:
        yield "This is a demonstration: anyone can sign in as anyone. Unset LANTERN_DEMO."
    if settings.DEBUG:
        yield "Debugging is on: faults would show records. Unset LANTERN_DEBUG."
    if databases.is_embedded():
        yield "The embedded server is for trying Lantern. Name a PostgreSQL server: DATABASE_URL and DATABASE_OWNER_URL."
    if not settings.SECURE_SSL_REDIRECT:
        yield "Pages can be read on the way. Put TLS in front and set LANTERN_BEHIND_TLS=1."
    if set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1"}:
        yield "Nobody else can reach it. Set LANTERN_HOSTS to the name people use."
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        yield "Cookies would travel in the open."
    if len(settings.SECRET_KEY) < 50:
        yield "LANTERN_SECRET_KEY is short: take 50 random characters or more."


def _of_database() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DURABLE)])
        yield from (
            f"PostgreSQL runs with {name} = {value}: what was acknowledged could be lost. Set it to on."
            for name, value in cursor.fetchall()
            if value == "off"
        )
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        if any(cursor.fetchone() or ()):
            yield "The application's role passes the walls between partnerships. Give it NOSUPERUSER NOBYPASSRLS."
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        if (cursor.fetchone() or (0,))[0]:
            yield "The application's role owns tables, and could lift their walls. Migrate as DATABASE_OWNER_URL."
        yield from _unwalled(cursor)


def _unwalled(cursor: object) -> Iterator[str]:
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE nspname = 'public' AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
    )
    walled = {row[0] for row in cursor.fetchall()}  # type: ignore[attr-defined]
    for model in apps.get_models():
        if hasattr(model, "partnership_id") and model._meta.db_table not in walled:
            yield f"The table {model._meta.db_table} has no wall between partnerships. Run lantern migrate."
