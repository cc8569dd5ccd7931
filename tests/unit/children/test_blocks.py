"""Keys by which a child is found among a million (MIS-4)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules.blocks import blocking_keys, mistakes, searching_keys, stored_keys
from lantern.children.rules.described import Described
from lantern.children.rules.profiles import Profile

ROWAN = Described("Rowan", "Example", date(2013, 3, 5), "M", "145 Fictional Lane", "ZZ15 6HY")


def finds(sought: Described, stored: Described) -> bool:
    return not searching_keys(Profile.of(sought)).isdisjoint(blocking_keys(stored))


@pytest.mark.parametrize(
    "sought",
    [
        Described("ROWAN", "Example"),
        Described("Example", "Rowan"),
        Described("Rowen", "Exampel"),
        Described("Rwoan", "Eample", date(2013, 3, 5)),
        Described("Rwoan", "Eaxmpel", date(2013, 5, 3)),
        Described("Rwan", "Elpmaxe", date(2012, 3, 5)),
        Described("Xxx", "Yyy", None, "", "", "zz156hy"),
        Described("R", "Xyz", None, "", "145 Fictional Ln"),
    ],
)
def test_a_child_is_found_although_something_is_wrong(sought: Described) -> None:
    """MIS-4: by sound in either order, birth date or its likely mistakes, postcode, address."""
    assert finds(sought, ROWAN)


def test_forms_of_a_name_share_a_key() -> None:
    """MIS-4: Liam is found where William is stored, with nothing else said."""
    assert finds(Described("Liam", "Example"), Described("William", "Example"))
    assert finds(Described("Mai", "Example"), Described("Thi Mai", "Example-Nowhere"))


def test_numbers_and_references_find_alone() -> None:
    """MIS-4: a pupil number or a reference is enough to look, not to link."""
    assert finds(Described(pupil_number="D689"), replace(ROWAN, pupil_number="D689"))
    assert finds(Described(references=frozenset({"C1"})), replace(ROWAN, references=frozenset({"C1"})))


def test_others_are_not_all_found() -> None:
    """MIS-4: a key that everybody shares would be no key."""
    assert not finds(Described("Georgia", "Madeup", date(2010, 7, 9), "F", "3 Pretend Way", "YY1 1AA"), ROWAN)


def test_a_leap_day_has_mistakes_that_exist() -> None:
    """MIS-4: 29 February has no neighbour a year away."""
    assert list(mistakes(date(2012, 2, 29))) == []
    assert set(mistakes(date(2013, 3, 5))) == {date(2013, 5, 3), date(2012, 3, 5), date(2014, 3, 5)}


anything = st.builds(
    Described,
    forename=st.text(max_size=12),
    surname=st.text(max_size=12),
    born=st.none() | st.dates(),
    address=st.text(max_size=80),
    postcode=st.text(max_size=10),
    pupil_number=st.text(max_size=60),
)


@given(anything)
def test_keys_are_short_whatever_was_written(described: Described) -> None:
    """MIS-4: keys are stored and indexed, so none may grow with what somebody typed."""
    profile = Profile.of(described)
    assert all(0 < len(key) <= 60 for key in stored_keys(profile) | searching_keys(profile))


@given(anything)
def test_whoever_has_keys_finds_themselves(described: Described) -> None:
    """MIS-4: what is stored under any key is found by the same description."""
    keys = blocking_keys(described)
    assert not keys or not keys.isdisjoint(searching_keys(Profile.of(described)))
