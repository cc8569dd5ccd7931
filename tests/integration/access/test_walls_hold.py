"""PAR-1, security.md 1: between partnerships the database keeps every table apart, whatever the code asks."""

import pytest

from tests.integration.access.scene import Scene
from tests.integration.access.walls import loose_keys, policies, read_across, walled, written_across


@pytest.mark.parametrize("table", sorted(walled()))
def test_no_row_of_another_partnership_is_read(scene: Scene, table: str) -> None:
    """PAR-1: the scene must have rows in every table, so that a new one cannot be forgotten."""
    assert list(read_across(scene, table)) == []


@pytest.mark.parametrize("table", sorted(walled()))
def test_no_row_is_written_into_another_partnership(scene: Scene, table: str) -> None:
    """PAR-1."""
    assert list(written_across(scene, table)) == []


def test_every_key_stays_inside_its_partnership(scene: Scene) -> None:
    """PAR-1: PostgreSQL checks keys without row-level security, so each is over two columns."""
    assert list(loose_keys()) == []


def test_every_policy_is_of_a_table_that_is_asked(scene: Scene) -> None:
    """PAR-1: no policy of a table that the tests above do not know."""
    assert {each.table for each in policies()} == set(walled())
