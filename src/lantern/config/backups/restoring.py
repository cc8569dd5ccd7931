"""Putting a backup back into an empty database, and comparing every row with what the backup says of itself."""

import subprocess
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lantern.config.backups import archive, comparing, making, tools
from lantern.config.backups.manifest import Manifest
from lantern.config.backups.mark import UNFINISHED, mark

AT_ONCE = 2
WALL = " ROW SECURITY "  # in pg_restore's list of contents
OPTIONS = "-c synchronous_commit=off -c maintenance_work_mem=256MB"  # the last step waits for the disk for all of them
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
Say = Callable[[str], None]


class RestoreRefused(Exception):
    """Nothing was touched; the text says why."""


class RestoreFailed(Exception):
    """The database is not what was backed up and stays marked as such; the text says in what."""


@dataclass(frozen=True)
class Into:
    """Where to: the same database as its owner and as the backup role. `replace` is its name if what is there may go."""

    owner: str
    backup: str
    replace: str = ""

    def named(self, database: str) -> "Into":
        """Another database on the same server."""
        return replace(self, owner=_other(self.owner, database), backup=_other(self.backup, database))


@dataclass(frozen=True)
class House:
    """What this version of Lantern brings: the migrations it knows, how it migrates, what it finds wrong with a trail."""

    known: Collection[str]
    migrate: Callable[[], None]
    faults_of_trail: Callable[[Manifest], list[str]]


def restore(
    *, file: Path, into: Into, secret: bytes | None, house: House, say: Say, rehearse: bool = False
) -> Manifest:
    """Restore, compare, bring the tables up to this version, verify the trail; to `rehearse` is to empty it again then.

    Raises `RestoreRefused` before anything is touched, `RestoreFailed` afterwards; a database that was not restored to the
    end, by a fault or a kill, says so in its comment, and `lantern check` and `lantern serve` refuse it.
    """
    manifest, dump = archive.read(file, secret)
    with dump, psycopg.connect(into.owner, autocommit=True) as owner:
        check(manifest, owner, into, house.known)
        say(f"{file.name}: {manifest.rows:,} rows of {manifest.made}, by Lantern {manifest.lantern}.")
        mark(owner, f"{UNFINISHED}, from {file.name}")
        _empty(owner)
        _load(dump, into, tools.server_major(owner))
        owner.execute("ANALYZE")
        say("Loaded. Now every row is compared.")
        _nothing_in(
            comparing.differences(manifest.state, making.state_now(into.backup)), "This is not what was backed up:"
        )
        say(
            f"Identical: {len(manifest.state.tables)} tables, {len(manifest.state.objects):,} walls, keys, triggers and grants."
        )
        house.migrate()
        _nothing_in(house.faults_of_trail(manifest), "The trail is not what was sealed:")
        say("The trail is as it was sealed." if manifest.seals else "The trail had no seals to be compared with.")
        mark(owner, None)
        if rehearse:
            _empty(owner)
    return manifest


def _nothing_in(found: list[str], heading: str) -> None:
    if found:
        raise RestoreFailed("\n".join([heading, *found]))


def check(manifest: Manifest, owner: psycopg.Connection, into: Into, known: Collection[str]) -> None:
    """Whether this backup may go into this database. Raises `RestoreRefused`."""
    database, major = owner.info.dbname, tools.server_major(owner)
    if later := [name for name in manifest.state.migrations if name not in known and _is_ours(name, known)]:
        raise RestoreRefused(
            f"The backup is of a later version, Lantern {manifest.lantern} (it knows {later[0]}). Install that version first."
        )
    if manifest.state.server > major:
        raise RestoreRefused(
            f"The backup is of PostgreSQL {manifest.state.server}, and this server is {major}: restore into "
            f"{manifest.state.server} or later."
        )
    there = {row[0] for row in owner.execute("SELECT rolname FROM pg_roles").fetchall()}
    if missing := sorted(manifest.state.roles.keys() - there):
        raise RestoreRefused(f"This server has no role {', '.join(missing)}. Make them first: `lantern sql-roles`.")
    if _number(owner, TABLES) and into.replace != database:
        raise RestoreRefused(
            f"The database {database} is not empty. To throw away what is in it, say so by its name: --replace {database}"
        )
    with psycopg.connect(into.backup) as backup:
        if backup.info.dbname != database:
            raise RestoreRefused("DATABASE_OWNER_URL and DATABASE_BACKUP_URL name different databases.")


def _is_ours(name: str, known: Collection[str]) -> bool:
    """A migration of a package that is no longer used says nothing about Lantern's version."""
    return name.partition(".")[0] in {each.partition(".")[0] for each in known}


def _empty(owner: psycopg.Connection) -> None:
    """The schema goes and comes back as it is in a new database: of the database's owner, nobody else making tables in it."""
    if _number(owner, TABLES):
        with owner.transaction():
            owner.execute("DROP SCHEMA public CASCADE")
            owner.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
            owner.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
            owner.execute("COMMENT ON SCHEMA public IS 'standard public schema'")


def _load(dump: BinaryIO, into: Into, major: int) -> None:
    """Everything but the walls, several tables at a time; then the walls, behind which keys could not be checked."""
    contents = _pg_restore(major, into, dump, "--list").splitlines()
    walls = [line for line in contents if WALL in line]
    for lines, at_once in (([line for line in contents if WALL not in line], AT_ONCE), (walls, 1)):
        with tempfile.NamedTemporaryFile("w", suffix=".list") as wanted:
            wanted.write("\n".join(lines))
            wanted.flush()
            _pg_restore(
                major, into, dump, "--exit-on-error", "--no-password", f"--jobs={at_once}", f"--use-list={wanted.name}",
                f"--dbname={tools.without_password(into.owner)[0]}",
            )  # fmt: skip


def _pg_restore(major: int, into: Into, dump: BinaryIO, *options: str) -> str:
    """Run it on the file without a name, which it opens by its number; what it says."""
    environment = tools.without_password(into.owner)[1] | {"PGOPTIONS": OPTIONS}
    command: list[str | Path] = [tools.tool("pg_restore", major), *options, f"/dev/fd/{dump.fileno()}"]
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603
            command, env=environment, pass_fds=[dump.fileno()], stdout=output, stderr=output, check=False
        )
        output.seek(0)
        said = output.read().decode(errors="replace")
    if done.returncode:
        raise RestoreFailed(f"pg_restore stopped: {said.strip()[-600:]}")
    return said


def _number(connection: psycopg.Connection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _other(url: str, database: str) -> str:
    return make_conninfo(**conninfo_to_dict(url) | {"dbname": database})  # type: ignore[arg-type]


def beside(url: str, into: Into) -> str:
    """The application's way into the same database."""
    return _other(url, str(conninfo_to_dict(into.owner).get("dbname", "")))
