"""Installations of the tests that run the `lantern` command itself."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantern.config import databases, embedded
from tests.factories.installation import Installation, an_installation


@pytest.fixture(scope="session")
def essex() -> Iterator[Installation]:
    """A partnership from the essex preset, without map or children; to be copied, never changed."""
    if databases.is_embedded():
        embedded.start()
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
