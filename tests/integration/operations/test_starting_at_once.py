"""The embedded PostgreSQL started by several processes at once, as workers of one run and two commands do."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lantern.config import databases

STARTERS = 4
START = """
import json
from dataclasses import asdict
from lantern.config import embedded
print(json.dumps(asdict(embedded.start())))
"""
STOP = "from lantern.config import embedded; embedded.stop()"


@pytest.fixture
def home() -> Iterator[Path]:
    """A place of its own where an unprivileged user can reach it."""
    if not databases.is_embedded():
        pytest.skip("this starts a PostgreSQL of its own")
    folder = Path(tempfile.mkdtemp(prefix="lantern-at-once-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    python(STOP, folder).wait()
    shutil.rmtree(folder, ignore_errors=True)


def python(script: str, home: Path) -> "subprocess.Popen[str]":
    environment = os.environ | {"LANTERN_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_one_starts_it_and_the_others_wait(home: Path) -> None:
    """All are told of one server, which answers; nobody reads a description that is half written."""
    running = [python(START, home) for _ in range(STARTERS)]
    ended = [(each.communicate(), each.returncode) for each in running]
    assert [code for _, code in ended] == [0] * STARTERS, [said[1][-300:] for said, _ in ended]
    told = [json.loads(said[0]) for said, _ in ended]
    assert told == [told[0]] * STARTERS
    assert len(list(home.glob("data-*"))) == 1
    password, sockets = told[0]["passwords"]["lantern_app"], told[0]["sockets"]
    with psycopg.connect(f"postgresql://lantern_app:{password}@/postgres?host={sockets}") as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("lantern_app",)
    assert (home / "cluster.json").stat().st_mode & 0o777 == 0o600
