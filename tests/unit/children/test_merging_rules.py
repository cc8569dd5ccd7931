"""MIS-4: when two records may be made one, and which is kept."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules.merging import against_merging, against_unmerging, in_order_of_keeping

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Record:
    number: str
    provisional: bool = False
    created_at: datetime = NOON


OLD = Record("L2", created_at=NOON - timedelta(days=9))
NEW = Record("L1")
UNSURE = Record("L3", provisional=True, created_at=NOON - timedelta(days=99))
records = st.builds(
    Record,
    number=st.integers(1, 99).map("L{:07}".format),
    provisional=st.booleans(),
    created_at=st.integers(0, 99).map(lambda days: NOON + timedelta(days=days)),
)


def test_the_one_somebody_confirmed_is_kept_then_the_older() -> None:
    """MIS-4: a record from a notification goes into the council's, however long it has stood."""
    for given_order in permutations((OLD, NEW, UNSURE)):
        assert in_order_of_keeping(given_order) == [OLD, NEW, UNSURE]


@given(records, records)
def test_which_is_kept_does_not_hang_on_the_order(one: Record, other: Record) -> None:
    """MIS-4: the page shows the same record first to everybody."""
    assert in_order_of_keeping([one, other]) == in_order_of_keeping([other, one])


def test_two_plain_records_may_be_merged() -> None:
    """MIS-4: nothing speaks against it."""
    assert against_merging(same=False, child_merged=False, other_merged=False) == ""


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"same": True}, "into itself"),
        ({"child_merged": True}, "merged already"),
        ({"other_merged": True}, "merged already"),
        ({"told_apart": date(2026, 3, 3)}, "two children"),
    ],
)
def test_what_may_not_be_merged_says_why(facts: dict[str, object], says: str) -> None:
    """MIS-4: a sentence to show, and the day on which somebody said otherwise."""
    plain = {"same": False, "child_merged": False, "other_merged": False}
    assert says in against_merging(**(plain | facts))  # type: ignore[arg-type]


def test_the_day_on_which_they_were_told_apart_is_said() -> None:
    """MIS-4: whoever reads it can find the decision."""
    said = against_merging(same=False, child_merged=False, other_merged=False, told_apart=date(2026, 3, 3))
    assert "3 March 2026" in said


@pytest.mark.parametrize(
    ("undone", "kept_merged", "says"),
    [
        (False, False, ""),
        (True, False, "undone already"),
        (False, True, "Undo that first"),
        (True, True, "undone already"),
    ],
)
def test_what_may_be_undone(undone: bool, kept_merged: bool, says: str) -> None:
    """MIS-4: once, and from the outermost."""
    against = against_unmerging(undone=undone, kept_merged=kept_merged)
    assert says in against
    assert bool(against) == bool(says)
