"""MIS-4: what is said of a child, stored as one row and read again."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules.described import Described
from lantern.children.rules.matching import weigh
from lantern.children.rules.profiles import Profile

descriptions = st.builds(
    Described,
    forename=st.sampled_from(["", "Rowan", "Thị Mai", "Zoë-Ann", "R", "?milia"]),
    surname=st.sampled_from(["", "Example", "O'Fiction", "Al-Mithal", "Przykładowy"]),
    born=st.none() | st.dates(date(2005, 1, 1), date(2026, 1, 1)),
    sex=st.sampled_from(["", "F", "M"]),
    address=st.sampled_from(["", "1 Nowhere Lane", "Kite House", "12a Pretend Rd"]),
    postcode=st.sampled_from(["", "CM1 1AA", "CO15 6HY"]),
    pupil_number=st.sampled_from(["", "A123"]),
    references=st.frozensets(st.sampled_from(["C1", "P/2"])),
)


@given(st.lists(descriptions, max_size=5))
def test_a_profile_comes_back_as_it_was_stored(said: list[Described]) -> None:
    """MIS-4: through the database's own form, whatever is known or not."""
    profile = Profile.of(*said)
    assert Profile.from_json(json.loads(json.dumps(profile.as_json))) == profile


@given(st.lists(descriptions, max_size=5))
def test_what_is_stored_does_not_hang_on_the_order(said: list[Described]) -> None:
    """MIS-4: or each rebuild would write every row again."""
    assert json.dumps(Profile.of(*said).as_json) == json.dumps(Profile.of(*reversed(said)).as_json)


@given(descriptions, descriptions)
def test_a_stored_profile_weighs_what_a_fresh_one_does(one: Described, other: Described) -> None:
    """MIS-4: the machine decides by stored rows what it would decide by the records."""
    fresh, sought = Profile.of(one), Profile.of(other)
    stored = Profile.from_json(fresh.as_json)
    assert weigh(sought, stored) == weigh(sought, fresh)


@pytest.mark.parametrize("field", ["names", "born", "places", "sexes", "pupil_numbers", "references"])
def test_what_is_not_known_takes_no_room(field: str) -> None:
    """MIS-4: a blank is not stored, and reads as nothing known."""
    assert field not in Profile.of(Described()).as_json
    assert getattr(Profile.from_json({}), field) == frozenset()
