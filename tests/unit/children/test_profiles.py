"""What is gathered of one person: each name, date and place once, however it was written (MIS-4)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules.described import Described
from lantern.children.rules.profiles import Name, Place, Profile, holds_given_name

ROWAN = Described(
    "Rowan", "Example", date(2013, 3, 5), "M", "145 Fictional Lane", "ZZ15 6HY", "D689", frozenset({"C1"})
)
NOTHING = Profile.of(Described())


def the_place(address: str = "", postcode: str = "") -> Place:
    (found,) = Profile.of(Described(address=address, postcode=postcode)).places
    return found


ADDRESSES = [
    ("145 Fictional Lane", "145fictionallane", ("145",), "as it is"),
    ("145, FICTIONAL LN.", "145fictionallane", ("145",), "short and loud"),
    ("145 Fictional Rd", "145fictionalroad", ("145",), "road"),
    ("145 Fictional St", "145fictionalstreet", ("145",), "street"),
    ("145 Fictional Ave", "145fictionalavenue", ("145",), "avenue"),
    ("145 Fictional Av", "145fictionalavenue", ("145",), "avenue, shorter"),
    ("145 Fictional Dr", "145fictionaldrive", ("145",), "drive"),
    ("145 Fictional Cl", "145fictionalclose", ("145",), "close"),
    ("Flat 2, 17 Pretend Way", "flat217pretendway", ("2", "17"), "a flat and a house"),
    ("17a Pretend Way", "17apretendway", ("17",), "a letter after the number"),
    ("Kité House", "kitehouse", (), "a name with an accent"),
    ("Kite H?use", "kiteh?use", (), "a lost letter stays"),
    ("2/17 Pretend Way", "217pretendway", ("2", "17"), "a slash"),
]


@pytest.mark.parametrize(
    ("written", "plain", "numbers"), [row[:3] for row in ADDRESSES], ids=[row[3] for row in ADDRESSES]
)
def test_addresses_in_plain_letters(written: str, plain: str, numbers: tuple[str, ...]) -> None:
    """MIS-4: signs and short words make no other house; the numbers in it do."""
    assert the_place(written) == Place("", plain, numbers)


@pytest.mark.parametrize("written", ["CO15 6HY", "co156hy", " c o 1 5 6 h y "])
def test_postcodes_lose_their_space(written: str) -> None:
    """MIS-4: and know their district."""
    assert the_place(postcode=written) == Place("CO156HY", "", ())
    assert the_place(postcode=written).district == "CO15"


BLANKS = [
    ("nothing", Described()),
    ("blanks", Described(" ", "  ", None, "", "  ", "  ")),
    ("signs", Described("-", "???", None, "", ".,", " ")),
]


@pytest.mark.parametrize("said", [row[1] for row in BLANKS], ids=[row[0] for row in BLANKS])
def test_blanks_say_nothing(said: Described) -> None:
    """MIS-4: or two descriptions without a name would share one."""
    assert Profile.of(said) == NOTHING
    assert (NOTHING.names, NOTHING.places, NOTHING.born) == (frozenset(), frozenset(), frozenset())


def test_one_name_alone_is_a_name() -> None:
    """MIS-4."""
    assert Profile.of(Described(forename="Rowan")).names == {Name(("rowan",), ())}
    assert Profile.of(Described(surname="Example")).names == {Name((), ("example",))}


def test_each_value_is_held_once() -> None:
    """MIS-4: five messages that write the same in five ways make one name and one home."""
    written = [
        ROWAN,
        replace(ROWAN, forename="ROWAN", address="145 fictional ln"),
        replace(ROWAN, surname="EXAMPLE", postcode="zz156hy"),
        Described(),
    ]
    assert Profile.of(*written) == Profile.of(ROWAN)


def test_without_names_everything_else_stays() -> None:
    """MIS-4: what a link without a person may teach."""
    whole = Profile.of(ROWAN)
    assert whole.unnamed.names == frozenset()
    assert replace(whole.unnamed, names=whole.names) == whole


people = st.builds(
    Described,
    forename=st.sampled_from(["Rowan", "ROWAN", "Zoë", ""]),
    surname=st.sampled_from(["Example", "Sample", ""]),
    born=st.sampled_from([None, date(2012, 3, 3), date(2013, 3, 5)]),
    sex=st.sampled_from(["", "F", "M"]),
    address=st.sampled_from(["", "145 Fictional Lane", "145 fictional ln"]),
    postcode=st.sampled_from(["", "ZZ15 6HY", "zz156hy"]),
    pupil_number=st.sampled_from(["", "D1"]),
    references=st.sampled_from([frozenset(), frozenset({"C1"}), frozenset({"C1", "C2"})]),
)


@given(st.lists(people, max_size=5), st.randoms(use_true_random=False))
def test_a_profile_is_the_same_in_any_order(said: list[Described], rng: object) -> None:
    """MIS-4: messages arrive in any order, and again."""
    shuffled = [*said, *said]
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Profile.of(*shuffled) == Profile.of(*said)


@given(st.lists(people, max_size=3), st.lists(people, max_size=3), st.lists(people, max_size=3))
def test_joined_profiles_are_those_of_all_descriptions(
    one: list[Described], other: list[Described], third: list[Described]
) -> None:
    """MIS-4: when a person says that records are one, nothing is lost and nothing made up."""
    joined = Profile.of(*one).joined([Profile.of(*other), Profile.of(*third)])
    assert joined == Profile.of(*one, *other, *third)
    assert joined.joined([]) == joined
    assert Profile.of(*other).joined([Profile.of(*third), Profile.of(*one)]) == joined


GIVEN_NAMES = [
    ("Georgia", "Madeup", True, "a forename"),
    ("Zqxv", "Georgia", True, "in the place of the surname"),
    ("Zqxv Georgia", "Wkjm", True, "as one of two words"),
    ("Zqxv", "Wkjm", False, "none"),
    ("", "", False, "nothing"),
]


@pytest.mark.parametrize(
    ("forename", "surname", "holds"), [row[:3] for row in GIVEN_NAMES], ids=[row[3] for row in GIVEN_NAMES]
)
def test_whether_a_name_holds_one_that_is_given_to_children(forename: str, surname: str, holds: bool) -> None:
    """MIS-4: whichever field it stands in."""
    assert holds_given_name(Name((*forename.lower().split(),), (*surname.lower().split(),))) is holds
