"""Making a backup: one moment of the database, dumped and digested side by side from the same snapshot."""

import errno
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

from lantern.config.backups import archive, catalogue, contents, tools
from lantern.config.backups.manifest import Manifest, State, Table

AT_ONCE = 2
PIECE = 1 << 20  # bytes
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class BackupFailed(Exception):
    """No backup was made; the text says why and what to do."""


@dataclass(frozen=True)
class Made:
    """The backup that is there now."""

    path: Path
    manifest: Manifest


def make(*, url: str, to: Path, public: str = "", now: datetime | None = None) -> Made:
    """Write a backup of the database at `url`, as the backup role, into the folder or as the file `to`.

    Encrypted for the key `public` if one is given. Raises `BackupFailed`; then nothing is left that looks like a backup.
    """
    at = now or datetime.now(UTC)
    target = _target(to, at, encrypted=bool(public))
    with _faults_in_words(target), _connected(url) as connection:
        _check_role(connection)
        snapshot, numbers = _one_moment(connection), catalogue.sequences(connection)
        with archive.whole_or_not_there(target, public) as file, ThreadPoolExecutor(1) as beside:
            told = beside.submit(contents.digests, url, snapshot, AT_ONCE)
            writing = archive.Writing(file)
            _dump(url, snapshot, tools.server_major(connection), writing.dump)
            manifest = Manifest(
                made=at.isoformat(timespec="seconds"),
                lantern=version("lantern"),
                database=connection.info.dbname,
                state=_state(connection, told.result(), numbers),
                dump_bytes=writing.bytes,
                dump_sha256=writing.sha256,
                seals=_seals(connection),
            )
            writing.finish(manifest)
    return Made(target, manifest)


def state_now(url: str) -> State:
    """The state of a database at this moment, read as the backup role."""
    with _connected(url) as connection:
        snapshot = _one_moment(connection)
        return _state(connection, contents.digests(url, snapshot, AT_ONCE), catalogue.sequences(connection))


def _target(to: Path, at: datetime, *, encrypted: bool) -> Path:
    ending = ".tar.age" if encrypted else ".tar"
    target = to / f"lantern-{at:%Y%m%dT%H%M%SZ}{ending}" if to.is_dir() else to
    if target.exists():
        raise BackupFailed(f"{target} is there already. Give another name.")
    if not target.parent.is_dir():
        raise BackupFailed(f"There is no folder {target.parent}. Make it first.")
    return target.absolute()


def _connected(url: str) -> psycopg.Connection:
    connection = psycopg.connect(url)
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    return connection


def _check_role(connection: psycopg.Connection) -> None:
    """A role that the walls stop would write a backup with empty tables in it."""
    row = connection.execute(
        "SELECT rolname, rolbypassrls OR rolsuper, rolsuper OR pg_has_role('pg_read_all_data', 'USAGE') "
        "FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if row is None or not (row[1] and row[2]):
        raise BackupFailed(
            f"The role {connection.info.user} does not read everything. DATABASE_BACKUP_URL needs a role with BYPASSRLS that "
            "is in pg_read_all_data: see `lantern sql-roles`."
        )
    if catalogue.migrations(connection) == []:
        raise BackupFailed(f"The database {connection.info.dbname} holds nothing of Lantern.")


def _one_moment(connection: psycopg.Connection) -> str:
    row = connection.execute("SELECT pg_export_snapshot()").fetchone()
    return str(row[0]) if row else ""


def _state(connection: psycopg.Connection, tables: dict[str, Table], numbers: dict[str, int]) -> State:
    """`numbers` of the sequences are read before the dump: they go on while it runs, outside any snapshot."""
    return State(
        server=tools.server_major(connection),
        migrations=catalogue.migrations(connection),
        tables=tables,
        objects=catalogue.objects(connection),
        sequences=numbers,
        roles=catalogue.roles(connection),
        left_out=list(contents.LEFT_OUT),
    )


def _seals(connection: psycopg.Connection) -> list[str]:
    """The last seal of each partnership's trail, as it is kept elsewhere; none before there are seals."""
    if connection.execute("SELECT to_regclass('public.trail_seal')").fetchone() == (None,):
        return []
    rows = connection.execute(
        "SELECT DISTINCT ON (partnership_id) format('Lantern seal %s of %s: %s', number, partnership_id, encode(hash, 'hex')) "
        "FROM trail_seal ORDER BY partnership_id, number DESC"
    ).fetchall()
    return [line for (line,) in rows]


def _dump(url: str, snapshot: str, major: int, take: Callable[[bytes], None]) -> None:
    """pg_dump's output in pieces; what it says goes into a file, since a full pipe would stop it."""
    bare, environment = tools.without_password(url)
    command: list[str | Path] = [
        tools.tool("pg_dump", major), "--format=custom", "--compress=3", "--no-unlogged-table-data", "--no-password",
        f"--snapshot={snapshot}", *(f"--exclude-table-data=public.{name}" for name in contents.LEFT_OUT), bare,
    ]  # fmt: skip
    with tempfile.TemporaryFile() as complaints:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints, env=environment)  # noqa: S603
        try:
            assert running.stdout is not None
            while piece := running.stdout.read(PIECE):
                take(piece)
        except BaseException:
            running.kill()
            raise
        finally:
            running.wait()
        complaints.seek(0)
        if running.returncode:
            raise BackupFailed(f"pg_dump stopped: {complaints.read().decode(errors='replace').strip()[-600:]}")


@contextmanager
def _faults_in_words(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.errno not in FULL:
            raise BackupFailed(f"{target} cannot be written: {fault.strerror}. No backup was made.") from fault
        raise BackupFailed(f"There is no room left in {target.parent}. No backup was made.") from fault
    except psycopg.OperationalError as fault:
        raise BackupFailed(f"The database stopped answering: {str(fault).strip()} No backup was made.") from fault
