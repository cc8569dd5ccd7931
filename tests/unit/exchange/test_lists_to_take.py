"""What of each list may leave: allow-listed columns, in the words of the page (security.md 7)."""

import pytest

from lantern.access.vocabulary import PERMISSIONS, Permission
from lantern.documents.rules import Holds
from lantern.exchange.queries.cells import WHO
from lantern.exchange.queries.lists import LISTS
from lantern.organisation.vocabulary import Role

FREE_TEXT = {"circumstances", "note", "notes", "history", "address", "postcode", "where", "reason", "why", "plan"}


@pytest.mark.parametrize("listed", sorted(LISTS))
def test_no_column_holds_what_was_written_about_a_child(listed: str) -> None:
    """security.md 7: allow-listed columns; free text and addresses stay."""
    words = {word.strip(",").lower() for column in LISTS[listed].columns for word in column.label.split()}
    assert not words & FREE_TEXT


@pytest.mark.parametrize("listed", sorted(LISTS))
def test_a_list_is_headed_once_and_typed(listed: str) -> None:
    """A spreadsheet sorts by what a column holds."""
    labels = [column.label for column in LISTS[listed].columns]
    assert len(set(labels)) == len(labels)
    assert all(column.holds in Holds for column in LISTS[listed].columns)


def test_whose_row_it_is_stands_first_wherever_there_is_a_child() -> None:
    """A row is found again by its number."""
    for name, listed in LISTS.items():
        about_children = listed.columns[: len(WHO)] == WHO
        assert about_children is (
            name
            not in {
                *("notifications", "requests", "places", "rota"),
                *("contexts", "persons-of-concern", "orders"),
            }
        )


def test_who_takes_out_may_open_what_they_take() -> None:
    """A list is taken out by those who can read it; an administrator and a chair take out none."""
    takers = {role for role in Role if Permission.TAKE_OUT in PERMISSIONS[role]}
    assert takers == {Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.ANALYST}
    opened = {role: {name for name, each in LISTS.items() if each.may in PERMISSIONS[role]} for role in takers}
    assert opened[Role.ANALYST] == {"episodes", "missing-now", "triggers", "rota"}
    assert opened[Role.MISSING_COORDINATOR] == set(LISTS)
