"""What the tests of files in and out share."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[4] / "shared"


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """Where a shared input lies, by its name such as `ssda903/rules_touching_missing.csv`.

    Shared inputs are no part of the repository: the test skips where one is not there, and fails in CI when it should be.
    """
    folder = Path(os.environ.get("LANTERN_SHARED_DATA") or BESIDE / "data")
    must_be_there = os.environ.get("CI") == "true" and BESIDE.exists()

    def find(name: str) -> Path:
        path = folder / name
        if path.exists():
            return path
        if must_be_there:
            pytest.fail(f"The shared input {name} is missing.")
        pytest.skip(f"The shared input {name} is not here: set LANTERN_SHARED_DATA to the folder that holds it.")

    return find
