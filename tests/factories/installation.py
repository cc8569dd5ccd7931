"""A database of one's own and the `lantern` command run against it as a person runs it: in a process that can be killed.

Made as the owner role, read as the application role: nothing here may do more than the product itself.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lantern.config import databases

LONGEST = 300  # seconds that a command may take in a test, on a machine that does much else
PREFIX = "scratch_imports_"  # then the number of the process
BETWEEN_LOOKS = 0.02  # seconds
_numbers = count(1)
EACH = """
import contextlib, io, json, sys, time
from lantern.config import cli
said = []
for command in json.load(sys.stdin):
    sys.argv, error, began, code = ["lantern", *command], io.StringIO(), time.monotonic(), None
    with contextlib.redirect_stderr(error):
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        except Exception as fault:
            code, _ = -1, error.write(f"Traceback: {fault!r}")
    said.append([code, "", error.getvalue(), time.monotonic() - began])
json.dump(said, sys.stdout)
"""


@dataclass(frozen=True)
class Said:
    """What a command answered; `seconds` of wall time."""

    code: int
    out: str
    error: str
    seconds: float


@dataclass(frozen=True)
class Installation:
    """One database; `lantern` runs the command on it to its end."""

    database: str

    @property
    def environment(self) -> dict[str, str]:
        """That of a process which knows this database and no other; wide lines, so that sentences are not broken."""
        return os.environ | {
            "DATABASE_URL": url("app", self.database),
            "DATABASE_OWNER_URL": url("owner", self.database),
            "COLUMNS": "400",
        }

    def start(self, *arguments: str | Path) -> "subprocess.Popen[str]":
        """The command, running."""
        return self._start(Path(sys.executable).with_name("lantern"), *arguments)

    def _start(self, *command: str | Path) -> "subprocess.Popen[str]":
        """A process group of its own, so that it can be killed whole."""
        return subprocess.Popen(
            command,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_heed_ctrl_c,
        )

    def lantern(self, *arguments: str | Path, code: int | None = 0) -> Said:
        """Run the command to its end; it must end with `code`, unless that is `None`."""
        began = time.monotonic()
        running = self.start(*arguments)
        out, error = running.communicate(timeout=LONGEST)
        said = Said(running.returncode, out, error, time.monotonic() - began)
        assert code is None or said.code == code, f"ended with {said.code}: {said.error}"
        return said

    def run(self, program: str, *arguments: str) -> None:
        """Run Python text inside this installation, in a process of its own."""
        subprocess.run([sys.executable, "-c", program, *arguments], env=self.environment, check=True, timeout=LONGEST)

    def lantern_each(self, commands: Iterable[tuple[str | Path, ...]]) -> list[Said]:
        """The command for each of `commands`, one after the other in one process: the start is what takes long."""
        given = json.dumps([[str(part) for part in command] for command in commands])
        done = subprocess.run(
            [sys.executable, "-c", EACH],
            env=self.environment,
            input=given,
            text=True,
            capture_output=True,
            timeout=LONGEST,
        )
        assert done.returncode == 0, done.stderr
        return [Said(*said) for said in json.loads(done.stdout)]

    def interrupt_run(self, program: str, *, when: Callable[[], bool]) -> Said:
        """As `run`, killed as soon as `when`."""
        return _interrupted(self._start(sys.executable, "-c", program), when, 0, signal.SIGKILL)

    def interrupt(
        self,
        *arguments: str | Path,
        when: Callable[[], bool],
        after: float = 0,
        by: signal.Signals = signal.SIGKILL,
    ) -> Said:
        """Start the command, wait until `when` and some seconds more, then send `by`; an earlier end is an end."""
        return _interrupted(self.start(*arguments), when, after, by)

    @contextmanager
    def connection(self) -> "Iterator[psycopg.Connection[Any]]":
        """As the application, inside the only partnership there is; nothing that is done is kept."""
        with psycopg.connect(url("app", self.database)) as opened:
            opened.execute("SELECT set_config('lantern.command', 'on', true)")
            only = opened.execute("SELECT id FROM tenancy_partnership").fetchone()
            if only:
                opened.execute("SELECT set_config('lantern.partnership', %s, true)", [str(only[0])])
            yield opened
            opened.rollback()

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.connection() as opened:
            return opened.execute(query).fetchall()

    def number(self, query: str) -> int:
        """The one number that a query answers."""
        return int(self.ask(query)[0][0])


def _heed_ctrl_c() -> None:
    """A shell starts what runs in the background deaf to Ctrl-C, and its children inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _interrupted(running: "subprocess.Popen[str]", when: Callable[[], bool], after: float, by: signal.Signals) -> Said:
    began = time.monotonic()
    while running.poll() is None and not when():
        _wait(running, BETWEEN_LOOKS)
    _wait(running, after)
    if running.poll() is None:
        os.killpg(running.pid, by)
    out, error = running.communicate(timeout=LONGEST)
    return Said(running.returncode, out, error, time.monotonic() - began)


def _wait(running: "subprocess.Popen[str]", seconds: float) -> None:
    """Until it ends, at most so long."""
    with suppress(subprocess.TimeoutExpired):
        running.wait(timeout=seconds)


def url(role: str, database: str) -> str:
    """How `role` reaches a database of that name on the server that the tests use."""
    return make_conninfo(**conninfo_to_dict(databases.url(role)) | {"dbname": database})  # type: ignore[arg-type]


@contextmanager
def an_installation(like: Installation | None = None) -> Iterator[Installation]:
    """A new database, empty or a copy of `like`; gone afterwards."""
    name = f"{PREFIX}{os.getpid()}_{next(_numbers)}"
    template = sql.SQL("TEMPLATE {}").format(sql.Identifier(like.database)) if like else sql.SQL("")
    with psycopg.connect(databases.url("owner"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), template))
        try:
            yield Installation(name)
        finally:
            _drop(server, name)


def drop_left_over() -> None:
    """Databases of runs on this machine that were killed before they could tidy up."""
    if not Path("/proc/self").exists():
        return
    with psycopg.connect(databases.url("owner"), autocommit=True) as server:
        names = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
        for (name,) in names:
            if not Path("/proc", name.removeprefix(PREFIX).split("_")[0]).exists():
                _drop(server, name)


def _drop(server: "psycopg.Connection[Any]", name: str) -> None:
    """Drop when the last process has gone: the owner may not end those of the application."""
    until = time.monotonic() + LONGEST
    while True:
        try:
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
        except psycopg.errors.ObjectInUse:
            if time.monotonic() > until:
                raise
        else:
            return
