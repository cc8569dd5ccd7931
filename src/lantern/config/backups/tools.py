"""The server's own pg_dump and pg_restore, run with the password in the environment and never on the command line."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lantern.config import embedded

DEBIAN = Path("/usr/lib/postgresql")


class WrongTools(Exception):
    """No pg_dump or pg_restore that fits the server."""


def tool(name: str, major: int) -> Path:
    """`name` of the PostgreSQL of that major version. Raises `WrongTools` with what to install."""
    found: dict[int, Path] = {}
    for folder in _folders(major):
        if (folder / name).is_file():
            found.setdefault(_major_of(folder / name), folder / name)
    if major not in found:
        others = ", ".join(str(each) for each in sorted(found)) or "none"
        raise WrongTools(
            f"The server is PostgreSQL {major}, and {name} of that version is not here (found: {others}). "
            f"Install postgresql-client-{major}, or set LANTERN_POSTGRES_BIN to its folder."
        )
    return found[major]


def _folders(major: int) -> list[Path]:
    given = [Path(os.environ["LANTERN_POSTGRES_BIN"])] if "LANTERN_POSTGRES_BIN" in os.environ else []
    in_path = [Path(each).parent for each in [shutil.which("pg_dump")] if each]
    return [*given, DEBIAN / str(major) / "bin", *embedded.packaged(), *in_path]


def _major_of(binary: Path) -> int:
    said = subprocess.run([binary, "--version"], check=False, capture_output=True, text=True).stdout  # noqa: S603
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else 0


def server_major(connection: psycopg.Connection) -> int:
    return connection.info.server_version // 10_000


def without_password(url: str) -> tuple[str, dict[str, str]]:
    """The connection string for a command line, and an environment that holds the password."""
    parts = conninfo_to_dict(url)
    password = str(parts.pop("password", "") or "")
    return make_conninfo(**parts), os.environ | ({"PGPASSWORD": password} if password else {})  # type: ignore[arg-type]
