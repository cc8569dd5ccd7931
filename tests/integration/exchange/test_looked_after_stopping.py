"""MIS-16: the commands for the looked-after return, run as a person runs them, and killed at any moment."""

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories.installation import Installation, Said, an_installation
from tests.factories.whole_state import State, differences, state_of

SEED = 20261122
KILLS = 4
STORED, TAKEN = 5146, 2000  # rows of the three tables, and as many of them as are surely not the last
STEPS = "SELECT count(*) + count(*) FILTER (WHERE outcome <> '') FROM exchange_receivedrow"
WITHOUT = ("organisation_postcode", "trail_entry")


@pytest.fixture(scope="module")
def clean(essex: Installation, shared_data: Path) -> Iterator[tuple[Installation, State, Said]]:
    """An installation with the synthetic return, taken in by one run without a stop."""
    with an_installation(essex) as installation:
        said = installation.lantern("import", "looked-after", shared_data / "returns")
        yield installation, state_of(installation, without=WITHOUT), said


def test_the_commands_say_what_came_in_and_what_goes_out(
    clean: tuple[Installation, State, Said], tmp_path: Path
) -> None:
    """MIS-16: in words, with numbers; a year that is none is refused in a sentence."""
    installation, _, came = clean
    said = came.out + came.error
    for words in (
        "Looked-after return 2019-20",
        "synth_header.csv: 1,932 rows (1,932 opened)",
        "synth_missing.csv: 23 rows (23 closed)",
        "it breaks the return's rules 21 times",
    ):
        assert words in said
    went = installation.lantern("export", "looked-after-return", "--year", "2019-20", tmp_path)
    assert "14 rows of 2019-20, 0 findings" in went.out + went.error
    assert len((tmp_path / "missing.csv").read_text().splitlines()) == 15
    wrong = installation.lantern("export", "looked-after-return", "--year", "2019", tmp_path, code=1)
    assert "Write it like 2025-26" in wrong.out + wrong.error


def test_killed_again_and_again_it_ends_where_a_clean_run_does(
    clean: tuple[Installation, State, Said], essex: Installation, shared_data: Path
) -> None:
    """The bar: kill -9 at random moments, each time gone on with; nothing is there twice, nothing is lost."""
    _, state, _ = clean
    done = sorted(random.Random(SEED).sample(range(1, STORED + TAKEN), KILLS))
    with an_installation(essex) as installation:
        for steps in done:
            _killed_when(installation, steps, "import", "looked-after", shared_data / "returns")
            assert installation.number("SELECT count(*) FROM exchange_receivedfile WHERE state <> 'done'") > 0
        installation.lantern("import", "looked-after", shared_data / "returns")
        assert differences(state, state_of(installation, without=WITHOUT)) == {}


def _killed_when(installation: Installation, steps: int, *command: str | Path) -> None:
    """Kill the command as soon as that many rows were stored and taken, both counted."""
    running = installation.start(*command)
    while installation.number(STEPS) < steps:
        assert running.poll() is None, "it ended before it could be killed"
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
