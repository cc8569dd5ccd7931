"""MIS-13: places that several children have in common."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.common_places import Been, Visit, in_common, same_place

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def been(child: int, place: str, *, hour: int = 0, visit: Visit = Visit.FOUND) -> Been:
    return Been(UUID(int=child), UUID(int=child * 1000 + hour), place, visit, NOON + timedelta(hours=hour))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Fictional Station", "fictional  station", True),
        ("1, Nowhere Lane", "1 Nowhere Lane.", True),
        ("ST. MADEUP'S PARK", "St Madeup's Park", True),
        ("1 Nowhere Lane", "11 Nowhere Lane", False),
        ("Fictional Station", "Fictional Stationers", False),
    ],
)
def test_ways_to_write_one_place(one: str, other: str, same: bool) -> None:
    """MIS-13: case, commas and blanks tell no two places apart; a number does."""
    assert (same_place(one) == same_place(other)) is same


def test_two_children_share_a_place_however_they_came_to_it() -> None:
    """MIS-13: one was found where the other went from; named as it was written last."""
    (only,) = in_common([been(1, "fictional station"), been(2, "Fictional Station", hour=3, visit=Visit.GONE)])
    assert only.place == "Fictional Station"
    assert [each.child.int for each in only.been] == [2, 1]


def test_one_child_alone_has_nothing_in_common() -> None:
    """MIS-13: however often."""
    assert in_common([been(1, "Fictional Station", hour=hour) for hour in range(5)]) == ()


@pytest.mark.parametrize(
    "nothing", ["", "  ", "—", "?", "Own address", "Home address.", "Friend’s address", "N/K", "Unknown"]
)
def test_nothing_is_no_place(nothing: str) -> None:
    """MIS-13: two unknown places, or two homes, are not the same place."""
    assert in_common([been(1, nothing), been(2, nothing)]) == ()


def test_most_children_first_then_the_latest() -> None:
    """MIS-13."""
    three = [been(child, "Park", hour=child) for child in (1, 2, 3)]
    early = [been(child, "Arcade", hour=5) for child in (1, 2)]
    late = [been(child, "Bridge", hour=9) for child in (1, 2)]
    assert [each.place for each in in_common([*late, *early, *three])] == ["Park", "Bridge", "Arcade"]


VISITS = st.lists(
    st.builds(
        been, st.integers(1, 5), st.sampled_from(["Park", "park ", "PARK", "Bridge", "the bridge", ""]),
        hour=st.integers(0, 9), visit=st.sampled_from(Visit),
    ),
    max_size=12,
)  # fmt: skip


@given(VISITS, st.randoms(use_true_random=False))
def test_order_changes_nothing(visits: list[Been], chance: object) -> None:
    """MIS-3, MIS-13."""
    shuffled = list(visits)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_common(shuffled) == in_common(visits)


@given(VISITS)
def test_a_slow_recount_agrees(visits: list[Been]) -> None:
    """MIS-13: for each pair of children, whether they share a place."""
    pairs = {frozenset((a, b)) for each in in_common(visits) for a in each.children for b in each.children if a != b}
    slow = {
        frozenset((one.child, other.child))
        for one in visits
        for other in visits
        if one.child != other.child and same_place(one.place) and same_place(one.place) == same_place(other.place)
    }
    assert pairs == slow
