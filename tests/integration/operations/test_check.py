"""`lantern check` names each fault, and `lantern serve` refuses those that matter (security.md 1, 5, 10, 11)."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from lantern.config import databases, embedded, safety
from lantern.config.backups import mark
from lantern.config.safety import of_backups, of_roles, of_server, of_settings, of_tables
from lantern.config.safety.fault import Fault
from tests.factories.installation import Installation, an_installation, url

SAFE = {
    "DEMO": False,
    "DEBUG": False,
    "SECURE_SSL_REDIRECT": True,
    "ALLOWED_HOSTS": ["lantern.example.org"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECRET_KEY": "".join(chr(48 + at) for at in range(70)),
    "SECRET_KEY_FALLBACKS": [],
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": "lantern@example.org",
}
Said = dict[str, list[str]]


def names(faults: Iterator[Fault]) -> Said:
    """Sentences by the name of the fault."""
    told: Said = {}
    for fault in faults:
        told.setdefault(fault.name, []).append(str(fault))
    return told


# Settings


@pytest.fixture
def safe(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Settings of an installation without a fault."""
    for name, value in SAFE.items():
        setattr(settings, name, value)
    monkeypatch.setattr(databases, "is_embedded", lambda: False)
    monkeypatch.setattr(of_settings, "FILE_OF_SETTINGS", tmp_path / "lantern.env")
    monkeypatch.setenv("LANTERN_SECRET_KEY", "x")
    settings.LANTERN = tmp_path
    styles = tmp_path / "design/static/built"
    styles.mkdir(parents=True)
    (styles / "lantern.css").touch()
    return settings


def test_safe_settings_have_no_fault(safe: Any) -> None:
    assert names(of_settings.faults()) == {}


@pytest.mark.parametrize(
    ("change", "name", "do"),
    [
        ({"DEMO": True}, "demo", "Unset LANTERN_DEMO"),
        ({"DEBUG": True}, "debug", "Unset LANTERN_DEBUG"),
        ({"SECURE_SSL_REDIRECT": False}, "tls", "LANTERN_BEHIND_TLS=1"),
        ({"ALLOWED_HOSTS": ["localhost", "127.0.0.1"]}, "hosts", "LANTERN_HOSTS"),
        ({"ALLOWED_HOSTS": ["*"]}, "hosts", "Any name is taken"),
        ({"ALLOWED_HOSTS": [".example.org"]}, "hosts", "Any name is taken"),
        ({"SESSION_COOKIE_SECURE": False}, "cookies", "in the open"),
        ({"CSRF_COOKIE_SECURE": False}, "cookies", "in the open"),
        ({"SESSION_COOKIE_HTTPONLY": False}, "cookies", "other sites"),
        ({"SESSION_COOKIE_SAMESITE": "None"}, "cookies", "other sites"),
        ({"SECRET_KEY": SAFE["SECRET_KEY"][:49]}, "secret", "short"),
        ({"SECRET_KEY": "change me" * 9}, "secret", "guessed"),
        ({"SECRET_KEY": "django-insecure-" + SAFE["SECRET_KEY"]}, "secret", "guessed"),
        ({"SECRET_KEY_FALLBACKS": ["short"]}, "secret", "short"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "mail", "LANTERN_SMTP"),
        ({"DEFAULT_FROM_EMAIL": "lantern@localhost"}, "mail", "LANTERN_FROM"),
    ],
)
def test_each_unsafe_setting_is_named_with_what_to_do(change: dict[str, Any], name: str, do: str, safe: Any) -> None:
    for setting, value in change.items():
        setattr(safe, setting, value)
    told = names(of_settings.faults())
    assert list(told) == [name]
    assert do in told[name][0]


def test_the_embedded_server_is_named(safe: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "is_embedded", lambda: True)
    assert list(names(of_settings.faults())) == ["embedded"]


@pytest.mark.parametrize(
    ("host", "options", "fault"),
    [
        ("db.example.org", {}, True),
        ("10.0.0.9", {"sslmode": "prefer"}, True),
        ("db.example.org", {"sslmode": "verify-full"}, False),
        ("/var/run/postgresql", {}, False),
        ("127.0.0.1", {}, False),
        ("", {}, False),
    ],
)
def test_records_do_not_travel_in_the_open_to_another_machine(
    host: str, options: dict[str, str], fault: bool, safe: Any
) -> None:
    safe.DATABASES = {"default": {"HOST": host, "OPTIONS": options}}
    assert ("database tls" in names(of_settings.faults())) is fault


def test_files_with_secrets_that_others_can_read_are_named(
    safe: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "lantern.env").touch(mode=0o604)
    assert str(tmp_path / "lantern.env") in names(of_settings.faults())["file open to others"][0]
    (tmp_path / "lantern.env").chmod(0o640)
    assert names(of_settings.faults()) == {}
    monkeypatch.delenv("LANTERN_SECRET_KEY")
    kept = tmp_path / "secret.key"
    kept.touch(mode=0o644)
    monkeypatch.setattr(of_settings.secret, "file", lambda: kept)
    assert f"chmod o= {kept}" in names(of_settings.faults())["file open to others"][0]


def test_missing_styles_and_time_zones_are_named(safe: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "design/static/built/lantern.css").unlink()
    assert "bin/setup" in names(of_settings.faults())["styles"][0]

    def unknown(name: str) -> None:
        raise of_settings.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(of_settings, "ZoneInfo", unknown)
    assert "tzdata" in names(of_settings.faults())["time zones"][0]


# The server


class Answers:
    """A cursor that answers as a server with other settings would: those cannot be changed on the one the tests share."""

    def __init__(
        self,
        settings: dict[str, str],
        clock: timedelta = timedelta(),
        knows_london: bool = True,
        comment: str | None = None,
    ) -> None:
        plain = {
            "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "server_version_num": "150018",
            "server_encoding": "UTF8", "log_min_messages": "fatal", "log_min_error_statement": "error",
            "log_statement": "none", "log_min_duration_statement": "-1",
        }  # fmt: skip
        self._settings = plain | settings
        self._clock, self._knows, self._comment = clock, knows_london, comment

    def execute(self, query: str) -> None:
        self._query = query

    def fetchall(self) -> list[tuple[str, str]]:
        return list(self._settings.items())

    def fetchone(self) -> tuple[Any, ...]:
        return (self._comment,) if self._query == mark.READ else (datetime.now(UTC) + self._clock, self._knows)


def test_a_safe_server_has_no_fault() -> None:
    assert names(of_server.faults(Answers({}))) == {}


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"fsync": "off"}, "durability"),
        ({"full_page_writes": "off"}, "durability"),
        ({"synchronous_commit": "off"}, "durability"),
        ({"server_version_num": "140011"}, "version"),
        ({"server_encoding": "SQL_ASCII"}, "encoding"),
        ({"log_min_messages": "warning"}, "log of the server"),
        ({"log_statement": "mod"}, "log of the server"),
        ({"log_min_duration_statement": "500"}, "log of the server"),
    ],
)
def test_each_unsafe_setting_of_the_server_is_named(settings: dict[str, str], name: str) -> None:
    assert list(names(of_server.faults(Answers(settings)))) == [name]


def test_a_failing_statement_that_is_not_quoted_is_enough() -> None:
    assert names(of_server.faults(Answers({"log_min_messages": "warning", "log_min_error_statement": "panic"}))) == {}


def test_clocks_apart_and_unknown_time_zones_are_named() -> None:
    assert names(of_server.faults(Answers({}, clock=timedelta(seconds=25)))) == {}
    for apart in (timedelta(seconds=40), timedelta(seconds=-40)):
        (fault,) = of_server.faults(Answers({}, clock=apart))
        assert (fault.name, fault.stops) == ("clock", False)
    assert list(names(of_server.faults(Answers({}, knows_london=False)))) == ["time zones"]


def test_a_restore_that_did_not_end_is_named() -> None:
    (fault,) = of_server.faults(Answers({}, comment=f"{mark.UNFINISHED}, from x.tar"))
    assert fault.stops
    assert "from x.tar" in fault.sentence
    assert names(of_server.faults(Answers({}, comment="our main database"))) == {}


def test_the_real_server_answers_what_is_asked_of_it(filled: Installation) -> None:
    """Durable as it comes; a role may weaken itself, and is found out."""
    with psycopg.connect(url("app", filled.database)) as connection, connection.cursor() as cursor:
        assert "durability" not in names(of_server.faults(cursor))
        cursor.execute("SET synchronous_commit = off")
        assert "synchronous_commit" in names(of_server.faults(cursor))["durability"][0]


# Roles


@pytest.fixture(scope="module")
def role(filled: Installation) -> Iterator[Callable[..., Any]]:
    """A cursor as a role of its own with given attributes, on the filled installation; the role is gone afterwards."""
    if not databases.is_embedded():
        pytest.skip("roles are made on the embedded server only")
    name = f"scratch_role_{os.getpid()}"
    cluster = embedded.cluster()

    @contextmanager
    def become(attributes: str = "", *statements: str) -> Iterator[Any]:
        with embedded.superuser(cluster, filled.database) as root:
            root.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'x' " + attributes).format(sql.Identifier(name)))
            try:
                for statement in statements:
                    root.execute(statement.format(role=name))  # type: ignore[call-overload]
                parts = psycopg.conninfo.conninfo_to_dict(url("app", filled.database)) | {"user": name, "password": "x"}
                with psycopg.connect(**parts) as connection, connection.cursor() as cursor:  # type: ignore[arg-type]
                    yield cursor
            finally:
                root.execute("DROP TABLE IF EXISTS owned")
                root.execute(sql.SQL("REASSIGN OWNED BY {} TO lantern_owner").format(sql.Identifier(name)))
                root.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
                root.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))

    yield become


def test_the_application_role_as_it_is_made_has_no_fault(filled: Installation) -> None:
    with psycopg.connect(url("app", filled.database)) as connection, connection.cursor() as cursor:
        assert names(of_roles.of_application(cursor)) == {}


@pytest.mark.parametrize(
    ("attributes", "statements", "name"),
    [
        ("SUPERUSER", [], "superuser"),
        ("BYPASSRLS", [], "bypasses"),
        ("CREATEROLE", [], "makes roles"),
        ("REPLICATION", [], "makes roles"),
        ("IN ROLE lantern_owner", [], "stands for others"),
        ("IN ROLE pg_write_all_data", [], "stands for others"),
        ("IN ROLE lantern_backup", [], "stands for others"),
        ("", ["CREATE TABLE owned (x int)", "ALTER TABLE owned OWNER TO {role}"], "owner"),
        ("", ["GRANT CREATE ON SCHEMA public TO {role}"], "makes tables"),
    ],
)
def test_each_power_too_many_is_named(attributes: str, statements: list[str], name: str, role: Any) -> None:
    """The walls between partnerships hold for a role that owns nothing and stands for nobody."""
    with role(attributes, *statements) as cursor:
        assert name in names(of_roles.of_application(cursor))


def test_an_owner_of_tables_that_passes_walls_is_named(filled: Installation) -> None:
    with an_installation(filled) as copy:
        with embedded.superuser(embedded.cluster(), copy.database) as root:
            root.execute("ALTER TABLE missing_step OWNER TO postgres")
        with psycopg.connect(url("app", copy.database)) as connection, connection.cursor() as cursor:
            assert "postgres" in names(of_roles.of_application(cursor))["powerful owner"][0]


def test_the_backup_role_as_it_is_made_has_no_fault(filled: Installation) -> None:
    with psycopg.connect(url("backup", filled.database)) as connection, connection.cursor() as cursor:
        assert names(of_roles.of_backup(cursor)) == {}


@pytest.mark.parametrize(
    ("attributes", "statements", "name"),
    [
        ("IN ROLE pg_read_all_data", [], "backup role"),
        ("BYPASSRLS", [], "backup role"),
        ("SUPERUSER", [], "backup role writes"),
        ("BYPASSRLS IN ROLE pg_read_all_data, pg_write_all_data", [], "backup role writes"),
        ("BYPASSRLS IN ROLE pg_read_all_data", ["GRANT DELETE ON children_child TO {role}"], "backup role writes"),
    ],
)
def test_a_backup_role_that_cannot_read_or_can_write_is_named(
    attributes: str, statements: list[str], name: str, role: Any
) -> None:
    with role(attributes, *statements) as cursor:
        assert list(names(of_roles.of_backup(cursor))) == [name]


# Tables


@pytest.mark.parametrize(
    ("statement", "name", "said"),
    [
        ("ALTER TABLE missing_episode DISABLE ROW LEVEL SECURITY", "no wall", "missing_episode"),
        ("ALTER TABLE children_child NO FORCE ROW LEVEL SECURITY", "no wall", "children_child"),
        ("CREATE POLICY everybody ON missing_step USING (true)", "open wall", "everybody of missing_step"),
        ("GRANT DELETE ON trail_entry TO lantern_app", "trail", "alter the trail"),
        ("ALTER TABLE trail_entry DISABLE TRIGGER written_once", "trail", "its trigger is off"),
        (
            "DELETE FROM django_migrations WHERE app = 'trail' AND name = '0002_walls'",
            "migrations",
            "(1 change to come)",
        ),
    ],
)
def test_each_gap_in_the_tables_is_named(statement: str, name: str, said: str, filled: Installation) -> None:
    """PAR-1, SHA-6: a wall that was taken down by hand is seen before the next start."""
    with an_installation(filled) as copy:
        with psycopg.connect(url("owner", copy.database), autocommit=True) as owner:
            owner.execute(statement)  # type: ignore[call-overload]
        with psycopg.connect(url("app", copy.database)) as connection, connection.cursor() as cursor:
            told = names(of_tables.faults(cursor))
    assert list(told) == [name]
    assert said in told[name][0]


def test_tables_as_they_are_made_have_no_fault(filled: Installation) -> None:
    with psycopg.connect(url("app", filled.database)) as connection, connection.cursor() as cursor:
        assert names(of_tables.faults(cursor)) == {}


# Backups


def test_backups_that_go_nowhere_are_old_or_open_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LANTERN_BACKUPS", raising=False)
    monkeypatch.delenv("LANTERN_BACKUP_KEY", raising=False)
    assert list(names(of_backups.faults())) == ["backups"]
    monkeypatch.setenv("LANTERN_BACKUPS", str(tmp_path))
    assert list(names(of_backups.faults())) == ["backups open", "no backup"]
    monkeypatch.setenv("LANTERN_BACKUP_KEY", "age1x")
    (tmp_path / ".lantern-20270101T000000Z.tar.age.x.unfinished").touch()  # not a backup
    assert list(names(of_backups.faults())) == ["no backup"]
    made = tmp_path / "lantern-20270101T000000Z.tar.age"
    made.touch()
    assert names(of_backups.faults()) == {}
    os.utime(made, (time.time() - 3 * 86_400,) * 2)
    assert "3 days old" in names(of_backups.faults())["old backup"][0]
    assert not any(fault.stops for fault in of_backups.faults())


# The commands


@pytest.fixture(scope="module")
def environment(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """That of an installation whose own settings are safe; what the shared server does is left."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "lantern-20270101T000000Z.tar.age").touch()
    yield {
        "LANTERN_BEHIND_TLS": "1", "LANTERN_HOSTS": "lantern.example.org", "LANTERN_SECRET_KEY": SAFE["SECRET_KEY"],
        "LANTERN_FROM": "lantern@example.org", "LANTERN_BACKUPS": str(folder), "LANTERN_BACKUP_KEY": "age1x",
        "DATABASE_BACKUP_URL": url("backup", filled.database), "PGOPTIONS": "",
    }  # fmt: skip


def test_check_says_each_fault_and_ends_with_1_serve_refuses_and_a_safe_one_ends_with_0(
    filled: Installation, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with an_installation(filled) as copy:
        if databases.is_embedded():
            with embedded.superuser(embedded.cluster()) as root:
                for setting in ("log_min_messages = 'fatal'", "log_min_error_statement = 'panic'"):
                    root.execute(f"ALTER ROLE lantern_app IN DATABASE {copy.database} SET {setting}")  # type: ignore[call-overload]
        safe = copy.lantern("check", code=None)
        assert (safe.error, safe.code) == ("Nothing unsafe found.\n", 0)
        monkeypatch.setenv("LANTERN_BEHIND_TLS", "0")
        monkeypatch.setenv("LANTERN_FROM", "lantern@localhost")
        unsafe, refused = copy.lantern_each([("check",), ("serve", "--port", "8197")])
    assert (unsafe.code, refused.code) == (1, 1)
    assert unsafe.error.startswith("✗ Pages can be read on the way.")
    assert "! Invitations and reminders go nowhere." in unsafe.error
    assert "✗ Pages can be read on the way." in refused.error
    assert "Invitations" not in refused.error
    assert "does not start" in refused.error


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("unreachable")
def test_a_database_that_does_not_answer_is_a_fault_in_words() -> None:
    told = names(iter(safety._of_database()))
    assert "DATABASE_URL" in told["unreachable"][0]


def test_no_way_for_backups_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "url_or_none", lambda role: None)
    assert "no backup role" in names(safety._of_backups())
    monkeypatch.setattr(databases, "url_or_none", lambda role: "postgresql://nobody@/x?host=/nonexistent")
    assert "backup role unreachable" in names(safety._of_backups())


def test_what_stops_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [Fault("a", "a", stops=False), Fault("b", "b")]
    monkeypatch.setattr(safety.of_settings, "faults", lambda: iter(parts))
    monkeypatch.setattr(safety, "_of_database", lambda: iter(()))
    monkeypatch.setattr(safety, "_of_backups", lambda: iter(()))
    assert [fault.name for fault in safety.faults()] == ["b", "a"]


def test_the_sql_of_roles_may_run_again_and_takes_other_names(filled: Installation) -> None:
    """What `lantern sql-roles` prints leaves the roles without a fault."""
    if not databases.is_embedded():
        pytest.skip("roles are made on the embedded server only")
    said = filled.lantern("sql-roles", "--application", f"scratch_app_{os.getpid()}").out
    assert "lantern_app" not in said
    with embedded.superuser(embedded.cluster(), filled.database) as root, root.transaction(force_rollback=True):
        root.execute(said)  # type: ignore[call-overload]
        root.execute(said)  # type: ignore[call-overload]
        row = root.execute(
            "SELECT rolsuper, rolbypassrls, rolcanlogin, rolconfig FROM pg_roles WHERE rolname ~ '^scratch_app_'"
        ).fetchone()
    assert row is not None
    assert row[:3] == (False, False, True)
    assert "log_min_messages=fatal" in row[3]
