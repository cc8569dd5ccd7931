"""Installations of the tests that run the `lantern` command itself."""

import csv
import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantern.config import databases, embedded
from tests.factories.installation import Installation, an_installation, drop_left_over
from tests.factories.whole_state import State, state_of

SLICE = 800  # rows of the feed


@pytest.fixture(scope="session")
def essex() -> Iterator[Installation]:
    """A partnership from the essex preset, without map or children; to be copied, never changed."""
    if databases.is_embedded():
        embedded.start()
        drop_left_over()
    with an_installation() as made:
        made.lantern("create-partnership", "essex")
        yield made


@pytest.fixture(scope="session")
def with_children(
    essex: Installation, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The same with real boundaries and the council's list of children; to be copied, never changed.

    Of the postcodes those that the files of children and notifications name: the others would only be copied around.
    """
    postcodes = _named_postcodes(shared_data, tmp_path_factory.mktemp("postcodes") / "some.csv")
    with an_installation(essex) as made:
        said = made.lantern_each(
            [
                ("import", "boundaries", shared_data / "geography/essex_lads.geojson"),
                ("import", "postcodes", postcodes),
                ("import", "children", shared_data / "notifications/children.csv"),
            ]
        )
        assert [each.code for each in said] == [0, 0, 0], said
        yield made


def _named_postcodes(shared_data: Path, path: Path) -> Path:
    said = b"".join(
        (shared_data / "notifications" / name).read_bytes() for name in ("children.csv", "notifications.csv")
    )
    named = {code.replace(b" ", b"") for code in re.findall(rb"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", said)}
    with gzip.open(shared_data / "geography/essex_postcodes.csv.gz") as every, path.open("wb") as some:
        some.write(next(every))
        some.writelines(line for line in every if line.partition(b",")[0] in named)
    return path


@pytest.fixture(scope="session")
def part(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first rows of the feed."""
    text = (shared_data / "notifications" / "notifications.csv").read_text(encoding="cp1252")
    path = tmp_path_factory.mktemp("part") / "part.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file).writerows(list(csv.reader(io.StringIO(text, newline="")))[: SLICE + 1])
    return path


@pytest.fixture(scope="session")
def clean(with_children: Installation, part: Path) -> State:
    """What one run without a stop comes to."""
    with an_installation(with_children) as installation:
        installation.lantern("import", "notifications", part)
        return state_of(installation)


@pytest.fixture
def fresh(with_children: Installation) -> Iterator[Installation]:
    with an_installation(with_children) as installation:
        yield installation
