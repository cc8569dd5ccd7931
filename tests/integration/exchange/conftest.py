"""Installations of the tests that run the `lantern` command itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.factories.installation import Installation, an_installation

from lantern.config import databases, embedded


@pytest.fixture(scope="session")
def essex() -> Iterator[Installation]:
    """A partnership from the essex preset, without map or children; to be copied, never changed."""
    if databases.is_embedded():
        embedded.start()
    with an_installation() as made:
        made.lantern("create-partnership", "essex")
        yield made


@pytest.fixture(scope="session")
def with_children(essex: Installation, shared_data: Path) -> Iterator[Installation]:
    """The same with real boundaries and postcodes and the council's list of children; to be copied, never changed."""
    with an_installation(essex) as made:
        made.lantern("import", "boundaries", shared_data / "geography/essex_lads.geojson")
        made.lantern("import", "postcodes", shared_data / "geography/essex_postcodes.csv.gz")
        made.lantern("import", "children", shared_data / "notifications/children.csv")
        yield made
