"""`/health/` and the page for the time in which the database is away."""

from typing import Any

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import DataError, InterfaceError, OperationalError, close_old_connections, connection
from django.test import Client, RequestFactory, override_settings

from lantern.accounts.sessions import SessionStore
from lantern.config import faults, health
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.integration.missing.pages import Scene, asking_at_most

pytestmark = pytest.mark.django_db


def test_health_is_one_word_to_anybody_under_any_name() -> None:
    """No sign-in, no redirect to TLS, no host of its own: a watcher asks the server's address."""
    with override_settings(ALLOWED_HOSTS=["lantern.example.org"], SECURE_SSL_REDIRECT=True):
        response = Client().get("/health/", headers={"host": "10.0.0.1"})
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_health_opens_no_session_and_leaves_no_trail() -> None:
    scene = Scene()
    sessions = Session.objects.count()
    with within(scene.here.pk):
        entries = Entry.objects.count()
    with asking_at_most(2):
        assert scene.client.get("/health/").status_code == 200
    assert Session.objects.count() == sessions
    with within(scene.here.pk):
        assert Entry.objects.count() == entries


def test_health_is_not_well_while_migrations_are_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "known_migrations", lambda: frozenset({"missing.0001_initial", "missing.9999_later"}))
    assert behind() == ["missing.9999_later"]
    response = Client().get("/health/")
    assert (response.status_code, response.content) == (503, b"unavailable\n")


def test_every_migration_is_known_and_applied_here() -> None:
    assert {"missing.0001_initial", "trail.0002_walls", "accounts.0002_attempts"} <= health.known_migrations()
    assert behind() == []


def behind() -> list[str]:
    with connection.cursor() as cursor:
        return health.migrations_behind(cursor)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("unreachable")
def test_health_without_a_database_is_503_and_says_nothing() -> None:
    response = Client().get("/health/")
    assert (response.status_code, response.content) == (503, b"unavailable\n")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("unreachable")
def test_a_page_without_a_database_says_in_words_to_wait() -> None:
    """What was confirmed is safe; what was being saved is to be looked at before it is entered again."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    response = client.get("/missing/")
    words = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert "Lantern is pausing" in words
    assert "Everything that Lantern had confirmed is safe" in words
    assert "before you enter it a second time" in words
    assert "nonexistent" not in words


@pytest.mark.django_db(transaction=True)
def test_the_next_request_after_the_database_came_back_is_answered() -> None:
    """A connection that the server closed meanwhile spoils no request."""
    scene = Scene()
    assert scene.client.get("/missing/").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with another_connection() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [backend])
    close_old_connections()  # as each request begins; the test's client leaves it out
    assert scene.client.get("/missing/").status_code == 200


def another_connection() -> psycopg.Connection[Any]:
    """Another connection of the same role, which may end its sisters."""
    settings = connection.settings_dict
    return psycopg.connect(
        host=settings["HOST"], user=settings["USER"], password=settings["PASSWORD"], dbname=settings["NAME"],
        port=settings["PORT"] or None, autocommit=True,
    )  # fmt: skip


def _from(state: str | None) -> OperationalError:
    """Django's fault, as it wraps one of PostgreSQL's."""
    fault = OperationalError()
    fault.__cause__ = psycopg.errors.lookup(state)() if state else psycopg.OperationalError()
    return fault


@pytest.mark.parametrize(
    ("fault", "away"),
    [
        (_from(None), True),  # never reached
        (_from("08006"), True),  # connection lost
        (_from("57P01"), True),  # shutting down
        (_from("57P03"), True),  # starting up
        (_from("53300"), True),  # too many connections
        (InterfaceError(), True),  # the connection is closed
        (_from("40P01"), False),  # a deadlock is our fault
        (_from("57014"), False),  # so is a statement that took too long
        (DataError(), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_only_a_database_that_is_away_is_a_pause(fault: BaseException | None, away: bool) -> None:
    assert faults.database_is_away(fault) is away


def test_a_fault_that_came_from_the_databases_absence_is_a_pause() -> None:
    later = ValueError()
    later.__context__ = _from("57P02")
    try:
        raise later
    except ValueError:
        assert faults.server_error(RequestFactory().get("/")).status_code == 503
    assert faults.server_error(RequestFactory().get("/")).status_code == 500


@pytest.mark.django_db(transaction=True)
def test_a_session_that_cannot_be_saved_because_the_database_went_is_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked is done by then; Django alone would call it a bad request. Found by fifty kills."""
    scene = Scene()
    plain = SessionStore.create_model_instance

    def when_the_server_has_gone(store: SessionStore, data: dict[str, Any]) -> Any:
        row = plain(store, data)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()[0]
        with another_connection() as other:
            other.execute("SELECT pg_terminate_backend(%s)", [backend])
        return row

    monkeypatch.setattr(SessionStore, "create_model_instance", when_the_server_has_gone)
    response = scene.client.get("/")  # the first page of a session is a sign-in, which it keeps
    assert response.status_code == 503
    assert "before you enter it a second time" in response.content.decode()


def test_what_cannot_be_read_gets_a_page_in_words() -> None:
    response = Client().get("/missing/", headers={"host": "odd.example.org"})
    assert response.status_code == 400
    assert "Lantern could not read that" in response.content.decode()
    assert "odd.example.org" not in response.content.decode()


def test_migrations_behind_is_all_of_them_in_an_empty_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO pg_temp")
        assert health.migrations_behind(cursor) == sorted(health.known_migrations())
