"""A backup is whole or not there; what is restored is what was backed up, or it is told in what it is not (security.md 10)."""

import os
import resource
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from lantern.config.backups import age, archive, comparing, mark, tools
from lantern.config.backups.making import BackupFailed, Made, make, state_now
from lantern.config.backups.manifest import NotABackup
from lantern.config.backups.restoring import House, Into, RestoreFailed, RestoreRefused, restore
from tests.factories.installation import Installation, an_installation, url

SECRET, PUBLIC = age.new_key()
KEY = age.secret_in(SECRET)
OPENS = "SELECT set_config('lantern.partnership', id::text, false) FROM tenancy_partnership ORDER BY name LIMIT 1"


@pytest.fixture(scope="session")
def made(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """One backup, encrypted."""
    return make(url=url("backup", filled.database), to=tmp_path_factory.mktemp("backups"), public=PUBLIC)


@pytest.fixture
def empty() -> Iterator[Installation]:
    with an_installation() as new:
        yield new


@pytest.fixture
def copy(filled: Installation) -> Iterator[Installation]:
    """To be changed."""
    with an_installation(filled) as new:
        yield new


def into(target: Installation, replacing: str = "") -> Into:
    return Into(url("owner", target.database), url("backup", target.database), replacing)


def put_back(
    file: Path, target: Installation, *, secret: bytes | None = KEY, replacing: str = "", **house: Any
) -> list[str]:
    """Restore as the command does, but for migrating and the trail; what was said."""
    said: list[str] = []
    known = {"missing.0001_initial"} | set(database_state(file, secret).migrations)
    plain = House(known, lambda: None, lambda manifest: [])
    restore(file=file, into=into(target, replacing), secret=secret, house=replace(plain, **house), say=said.append)
    return said


def database_state(file: Path, secret: bytes | None = KEY) -> Any:
    manifest, dump = archive.read(file, secret)
    dump.close()
    return manifest.state


def as_superuser(target: Installation, *statements: str) -> None:
    """What only somebody who owns the server can do."""
    from lantern.config import embedded

    with embedded.superuser(embedded.cluster(), target.database) as connection:
        connection.execute(OPENS)
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


def comment_of(target: Installation) -> str | None:
    with psycopg.connect(url("app", target.database)) as connection:
        row = connection.execute(mark.READ).fetchone()
        return row[0] if row else None


# A backup


def test_a_backup_holds_every_row_of_every_partnership_and_no_session(made: Made, filled: Installation) -> None:
    """The walls do not stop the backup role; sessions and counted attempts are not kept."""
    state = made.manifest.state
    assert state.tables["tenancy_partnership"].rows == 2
    assert state.tables["children_child"].rows == 24
    assert state.tables["missing_episode"].rows == 24
    assert state.tables["trail_entry"].rows > 50
    assert not {"django_session", "accounts_session", "accounts_attempts"} & set(state.tables)
    assert len(made.manifest.seals) == 2
    assert "policy children_child.partnership_wall" in state.objects
    assert "trigger trail_entry.written_once" in state.objects
    assert "missing.0001_initial" in state.migrations
    assert state == state_now(url("backup", filled.database))


def test_the_file_is_named_by_its_moment_is_for_nobody_else_and_shows_no_name(made: Made) -> None:
    assert made.path.name.startswith("lantern-20")
    assert made.path.name.endswith("Z.tar.age")
    assert made.path.stat().st_mode & 0o077 == 0
    assert b"Rowan" not in made.path.read_bytes()
    assert [each.name for each in made.path.parent.iterdir()] == [made.path.name]


def test_a_backup_shows_one_moment_while_people_write(filled: Installation, tmp_path: Path) -> None:
    """What is committed after the snapshot is neither in the dump nor in the digests: they fit together."""
    with an_installation(filled) as busy, an_installation() as target:
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITES],
            env=busy.environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            assert writer.stdout is not None
            writer.stdout.readline()
            first = make(url=url("backup", busy.database), to=tmp_path / "first.tar")
            second = make(url=url("backup", busy.database), to=tmp_path / "second.tar")
        finally:
            writer.kill()
            writer.wait()
        before, after = (each.manifest.state.tables["trail_entry"].rows for each in (first, second))
        assert before < after
        assert put_back(first.path, target, secret=None)[-1].startswith("The trail")


WRITES = """
import psycopg, os
connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
connection.execute("SELECT set_config('lantern.command', 'on', false)")
here = connection.execute("SELECT id FROM tenancy_partnership").fetchone()[0]
connection.execute("SELECT set_config('lantern.partnership', %s, false)", [str(here)])
while True:
    connection.execute("INSERT INTO trail_entry (partnership_id, at, kind, what, subject_kind, purpose, sought, detail) "
                       "VALUES (%s, now(), 'view', 'x', '', '', '', '')", [here])
    print("wrote", flush=True)
"""


def test_what_is_there_is_not_written_over(made: Made, filled: Installation) -> None:
    before = made.path.read_bytes()
    with pytest.raises(BackupFailed, match="there already"):
        make(url=url("backup", filled.database), to=made.path)
    with pytest.raises(BackupFailed, match="no folder"):
        make(url=url("backup", filled.database), to=made.path / "nowhere" / "x.tar")
    assert made.path.read_bytes() == before


@pytest.mark.parametrize("role", ["app", "owner"])
def test_a_role_that_the_walls_stop_makes_no_backup(role: str, filled: Installation, tmp_path: Path) -> None:
    """Its backup would have empty tables in it."""
    with pytest.raises(BackupFailed, match="BYPASSRLS"):
        make(url=url(role, filled.database), to=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_is_not_backed_up(empty: Installation, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="holds nothing of Lantern"):
        make(url=url("backup", empty.database), to=tmp_path)


def test_a_killed_backup_leaves_nothing_that_looks_like_one(filled: Installation, tmp_path: Path) -> None:
    """kill -9 at any moment: the name appears when the file is whole. What it leaves is swept up an hour later."""
    environment = filled.environment | {"DATABASE_BACKUP_URL": url("backup", filled.database)}
    code = MAKES.format(to=str(tmp_path))
    for wait in (0.0, 0.05, 0.15, 0.3):
        running = subprocess.Popen(
            [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert running.stdout is not None
        assert running.stdout.readline() == "begins\n"
        time.sleep(wait)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        for whole in tmp_path.glob("lantern-*"):
            assert database_state(whole, None).tables["children_child"].rows == 24
            whole.unlink()
    (tmp_path / f".lantern-old.x{archive.UNFINISHED}").touch()
    os.utime(tmp_path / f".lantern-old.x{archive.UNFINISHED}", (1, 1))
    done = make(url=url("backup", filled.database), to=tmp_path)
    assert done.path.exists()
    assert not (tmp_path / f".lantern-old.x{archive.UNFINISHED}").exists()


MAKES = """
import os
from pathlib import Path
from lantern.config.backups.making import make
print("begins", flush=True)
make(url=os.environ["DATABASE_BACKUP_URL"], to=Path("{to}"))
"""


def test_no_room_left_is_said_and_leaves_nothing(filled: Installation, tmp_path: Path) -> None:
    """A limit of the process stands for a full disk: both end a write half-way."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(BackupFailed, match=f"no room left in {tmp_path}. No backup was made"):
            make(url=url("backup", filled.database), to=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


def test_a_server_of_another_version_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANTERN_POSTGRES_BIN", raising=False)
    with pytest.raises(
        tools.WrongTools, match=r"PostgreSQL 99, and pg_dump of that version is not here .* postgresql-client-99"
    ):
        tools.tool("pg_dump", 99)


def test_the_password_is_not_on_the_command_line() -> None:
    """Everybody on a server can read those."""
    bare, environment = tools.without_password("postgresql://someone:hush@db.example/lantern?sslmode=require")
    assert "hush" not in bare
    assert "sslmode=require" in bare
    assert environment["PGPASSWORD"] == "hush"


# The file


def test_a_cut_or_damaged_file_is_no_backup(made: Made, filled: Installation, tmp_path: Path) -> None:
    plain = make(url=url("backup", filled.database), to=tmp_path / "plain.tar").path
    whole = plain.read_bytes()
    for name, content in {
        "cut": whole[: len(whole) // 2],
        "no manifest": whole[:-60_000],
        "damaged": whole[:9_000] + b"\x00\x01" + whole[9_002:],
        "nothing": b"",
        "words": b"not a backup" * 500,
    }.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NotABackup):
            archive.read(tmp_path / name, None)
    (tmp_path / "sealed").write_bytes(made.path.read_bytes()[:-20])
    with pytest.raises(age.CannotOpen):
        archive.read(tmp_path / "sealed", KEY)
    with pytest.raises(NotABackup, match="--key"):
        archive.read(made.path, None)


def test_without_lantern_the_dump_is_there(made: Made, empty: Installation) -> None:
    """Parts joined are what pg_restore reads, in its own order."""
    reading: Any = age.Opening(made.path.open("rb"), KEY)
    parts = {}
    with tarfile.open(mode="r|", fileobj=reading) as tar:
        for member in tar:
            content = tar.extractfile(member)
            parts[member.name.rpartition("/")[2]] = content.read() if content else b""
    assert next(iter(parts)) == "README"
    assert list(parts)[-1] == "manifest.json"
    dump = b"".join(data for name, data in sorted(parts.items()) if name.startswith("dump."))
    bare, environment = tools.without_password(url("owner", empty.database))
    with psycopg.connect(url("owner", empty.database)) as connection:
        major = tools.server_major(connection)
    command = [tools.tool("pg_restore", major), "--exit-on-error", f"--dbname={bare}"]
    subprocess.run(command, input=dump, env=environment, check=True)
    assert comparing.differences(made.manifest.state, state_now(url("backup", empty.database))) == []


# Restoring


def test_restored_is_identical_row_by_row_with_its_walls_grants_and_trail(
    made: Made, empty: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the command itself, to the end; the mark goes when all is compared."""
    key = made.path.parent.parent / "secret"
    key.write_text(SECRET)
    monkeypatch.setenv("DATABASE_BACKUP_URL", url("backup", empty.database))
    file = str(made.path)
    said = empty.lantern_each(
        [
            ("restore", file, "--key", key),
            ("upgrade-check",),
            ("verify-trail",),
            ("restore", file, "--key", key, "--only-read"),
        ]
    )
    assert [each.code for each in said] == [0, 0, 0, 0], said
    assert "Identical: " in said[0].error
    assert "The trail is as it was sealed." in said[0].error
    assert said[1].error == "Nothing to come.\n"
    assert said[3].error.startswith("Whole: ")
    assert comment_of(empty) is None
    after = state_now(url("backup", empty.database))
    verified = after.tables["trail_entry"].rows - made.manifest.state.tables["trail_entry"].rows
    assert verified == 4  # twice, and that the trail was verified stands on the trail of each partnership
    assert {**after.tables, "trail_entry": None} == {**made.manifest.state.tables, "trail_entry": None}


def test_a_database_with_something_in_it_is_left_alone_unless_named(made: Made, copy: Installation) -> None:
    as_superuser(copy, "UPDATE children_child SET version = version + 1")
    changed = state_now(url("backup", copy.database))
    for wrong in ("", "lantern", "yes"):
        with pytest.raises(RestoreRefused, match=f"--replace {copy.database}"):
            put_back(made.path, copy, replacing=wrong)
    assert state_now(url("backup", copy.database)) == changed
    assert comment_of(copy) is None
    put_back(made.path, copy, replacing=copy.database)
    assert comparing.differences(made.manifest.state, state_now(url("backup", copy.database))) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["ALTER TABLE trail_entry DISABLE TRIGGER USER",
          "DELETE FROM trail_entry WHERE id = (SELECT max(id) FROM trail_entry)",
          "ALTER TABLE trail_entry ENABLE TRIGGER USER"], "The table trail_entry has"),
        (["UPDATE tenancy_partnership SET name = name || ' '"], "The table tenancy_partnership has other rows"),
        (["UPDATE missing_episode SET from_where = NULL WHERE false", "ALTER TABLE missing_episode DISABLE ROW LEVEL SECURITY"],
         "The table missing_episode is not as it was."),
        (["DROP POLICY partnership_wall ON children_child"], "The policy children_child.partnership_wall is missing."),
        (["DROP TRIGGER written_once ON trail_entry"], "The trigger trail_entry.written_once is missing."),
        (["GRANT TRUNCATE ON trail_entry TO lantern_app"], "The grants on trail_entry is not as it was."),
        (["CREATE TABLE public.left_over (x int)"], "The table left_over was not in the backup."),
    ],
)  # fmt: skip
def test_every_change_since_the_backup_is_seen(change: list[str], said: str, made: Made, copy: Installation) -> None:
    """A row less, a row other, a wall down, a grant more: each is told, so that "identical" means it."""
    assert comparing.differences(made.manifest.state, state_now(url("backup", copy.database))) == []
    as_superuser(copy, *change)
    found = comparing.differences(made.manifest.state, state_now(url("backup", copy.database)))
    assert any(each.startswith(said) for each in found), found


def test_two_rows_that_trade_places_or_a_row_twice_make_another_digest(filled: Installation) -> None:
    """Order-free sums would miss some of these; a digest in the order of the key misses none."""
    with an_installation() as scratch:
        digests = []
        for rows in (
            "(1, 'a'), (2, 'b')",
            "(1, 'b'), (2, 'a')",
            "(1, 'a'), (2, 'b'), (3, NULL)",
            "(1, 'a'), (2, NULL)",
            "(1, 'a'), (2, '')",
        ):
            with psycopg.connect(url("owner", scratch.database), autocommit=True) as connection:
                connection.execute("DROP TABLE IF EXISTS t")
                connection.execute("CREATE TABLE t (id int PRIMARY KEY, x text)")
                connection.execute(f"INSERT INTO t VALUES {rows}")  # type: ignore[call-overload]
            digests.append(state_now(url("backup", scratch.database)).tables["t"].digest)
        with psycopg.connect(url("owner", scratch.database), autocommit=True) as connection:
            connection.execute("CREATE TABLE bag (x text)")
            connection.execute("INSERT INTO bag VALUES ('a'), ('a'), ('b')")
        bag = state_now(url("backup", scratch.database)).tables["bag"]
        with psycopg.connect(url("owner", scratch.database), autocommit=True) as connection:
            connection.execute("DELETE FROM bag WHERE ctid = (SELECT min(ctid) FROM bag)")
            connection.execute("INSERT INTO bag VALUES ('b')")
        other = state_now(url("backup", scratch.database)).tables["bag"]
    assert len(set(digests)) == len(digests)
    assert (bag.rows, other.rows) == (3, 3)
    assert bag.digest != other.digest


def test_a_backup_of_a_later_version_is_refused_before_anything_is_touched(made: Made, empty: Installation) -> None:
    with pytest.raises(RestoreRefused, match="later version, Lantern"):
        put_back(made.path, empty, known={"missing.0000_older"})
    with psycopg.connect(url("owner", empty.database)) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    assert comment_of(empty) is None


def test_a_backup_of_a_later_server_or_with_roles_that_are_not_here_is_refused(
    made: Made, empty: Installation, tmp_path: Path, filled: Installation
) -> None:
    for change, said in (
        ({"server": 99}, "PostgreSQL 99"),
        ({"roles": made.manifest.state.roles | {"lantern_nowhere": "in {}"}}, "no role lantern_nowhere"),
    ):
        manifest, dump = archive.read(made.path, KEY)
        dump.seek(0)
        file = tmp_path / "changed.tar"
        with file.open("wb") as out:
            writing = archive.Writing(out)
            writing.dump(dump.read())
            writing.finish(replace(manifest, state=replace(manifest.state, **change)))
        with pytest.raises(RestoreRefused, match=said):
            put_back(file, empty, secret=None)
        assert comment_of(empty) is None


def test_a_restore_that_ends_badly_leaves_its_mark(made: Made, empty: Installation) -> None:
    """The trail is other than it was sealed: the database says that it is not whole, and restoring again mends it."""
    with pytest.raises(RestoreFailed, match="The trail is not what was sealed:\nFictional: batch 1"):
        put_back(made.path, empty, faults_of_trail=lambda manifest: ["Fictional: batch 1"])
    assert (comment_of(empty) or "").startswith(mark.UNFINISHED)
    assert made.path.name in (comment_of(empty) or "")
    with pytest.raises(RestoreRefused, match="not empty"):
        put_back(made.path, empty)
    put_back(made.path, empty, replacing=empty.database)
    assert comment_of(empty) is None


def test_a_manifest_that_does_not_fit_its_dump_is_told_by_table(
    made: Made, empty: Installation, tmp_path: Path
) -> None:
    """The comparison is with the rows themselves, not with what pg_restore says of its success."""
    manifest, dump = archive.read(made.path, KEY)
    dump.seek(0)
    tables = manifest.state.tables | {"children_child": replace(manifest.state.tables["children_child"], rows=25)}
    with (tmp_path / "x.tar").open("wb") as out:
        writing = archive.Writing(out)
        writing.dump(dump.read())
        writing.finish(replace(manifest, state=replace(manifest.state, tables=tables)))
    with pytest.raises(RestoreFailed, match="The table children_child has 24 rows instead of 25"):
        put_back(tmp_path / "x.tar", empty, secret=None)
    assert (comment_of(empty) or "").startswith(mark.UNFINISHED)
