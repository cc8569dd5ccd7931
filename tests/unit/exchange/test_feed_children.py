"""A row of the council's file of children (MIS-4)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lantern.children.rules.described import Described
from lantern.exchange.rules.feed_children import ListedChild, Refused, read_child
from lantern.exchange.rules.feed_layouts import CHILDREN
from lantern.exchange.rules.feed_rows import Row, open_feed

CELLS = {
    "reference": "C1",
    "forename": "Thi Mai",
    "surname": "Example-Nowhere",
    "born": "2013-03-05",
    "sex": "F",
    "postcode": "ZZ156HY",
    "address": "145 Fictional Lane",
    "pupil_number": "d689 903",
    "status": "lac",
}


def test_a_row_becomes_a_child() -> None:
    """MIS-4: described as the council has them, the council's reference among the evidence."""
    found = read_child(Row(2, CELLS))
    assert isinstance(found, ListedChild)
    assert (found.reference, found.status) == ("C1", "LAC")
    assert found.described == Described(
        "Thi Mai",
        "Example-Nowhere",
        date(2013, 3, 5),
        "F",
        "145 Fictional Lane",
        "ZZ15 6HY",
        "D689903",
        frozenset({"C1"}),
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reference": ""}, "no reference"),
        ({"forename": "", "surname": "-"}, "names nobody"),
        ({"born": "2013-02-30"}, "dob: "),
        ({"born": "20225-01-01"}, "dob: "),
        ({"status": "sunny"}, "Status “sunny” is not known"),
        ({"forename": "=cmd()"}, "formula"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(changed: dict[str, str], words: str) -> None:
    """MIS-4: the row is refused, not the file."""
    found = read_child(Row(2, {**CELLS, **changed}))
    assert isinstance(found, Refused)
    assert words in found.reason


def test_optional_columns_may_be_missing() -> None:
    """MIS-4: a list without sex and pupil number is still a list."""
    found = read_child(Row(2, {field: text for field, text in CELLS.items() if field not in ("sex", "pupil_number")}))
    assert isinstance(found, ListedChild)
    assert (found.described.sex, found.described.pupil_number) == ("", "")


def test_the_whole_list_is_read(shared_data: Callable[[str], Path]) -> None:
    """MIS-4: each of the 742 children, one reference each."""
    with shared_data("notifications/children.csv").open("rb") as file:
        found = [read_child(row) for row in open_feed(file, CHILDREN, most_bytes=200_000_000).rows()]
    assert len({child.reference for child in found if isinstance(child, ListedChild)}) == len(found) == 742
