"""MIS-4: names written into our letters in more than one way, and middle initials."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules import weights
from lantern.children.rules.blocks import blocking_keys, searching_keys, slips_of_one_digit
from lantern.children.rules.described import Described
from lantern.children.rules.names import forename_level, parts, surname_level
from lantern.children.rules.profiles import Profile
from lantern.children.rules.romanised import frame, rough

ONE_NAME = [
    ("Husayn", "Hussein"),
    ("Hossain", "Hussein"),
    ("Khoury", "Khouri"),
    ("Shevchenko", "Szewczenko"),
    ("Шевченко", "Szewczenko"),
    ("Hoxha", "Hodja"),
    ("Xhaka", "Dzhaka"),
    ("Al-Masri", "Masry"),
    ("Petrov", "Petroff"),
    ("Kowalski", "Kovalsky"),
    ("Qureshi", "Kureishi"),
    ("Nguyễn", "Nguyen"),
    ("خالد", "Khaled"),
]
TWO_NAMES = [
    ("Hassan", "Hussein"),
    ("Petrov", "Petrenko"),
    ("Kowalski", "Nowak"),
    ("Khan", "Kahn-Sample"),
]
words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_one_surname_spelt_in_two_ways(one: str, other: str) -> None:
    """MIS-4: Arabic, Cyrillic, Vietnamese, Polish, Albanian names as different people write them."""
    assert surname_level(parts(one), parts(other)) in (weights.SURNAME_SAME, weights.SURNAME_NEAR)


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_two_surnames_stay_two(one: str, other: str) -> None:
    """MIS-4: the rough spelling keeps names apart that nobody takes for one."""
    assert surname_level(parts(one), parts(other)) not in (weights.SURNAME_SAME, weights.SURNAME_NEAR)


@pytest.mark.parametrize(("one", "other"), [("Khaled", "Khalid"), ("Szymon", "Shimon"), ("Ayesha", "Aiesha")])
def test_one_forename_spelt_in_two_ways(one: str, other: str) -> None:
    """MIS-4: near enough for a link, if the rest agrees."""
    assert forename_level(parts(one), parts(other)) in weights.RECOGNISED


@pytest.mark.parametrize(("one", "other"), [("Ella", "Ellie"), ("Eli", "Ellie"), ("Hassan", "Hussein")])
def test_two_given_names_are_two_however_they_are_spelt(one: str, other: str) -> None:
    """MIS-4: twins are named alike, and a rough spelling must not make them one."""
    assert forename_level(parts(one), parts(other)) not in weights.RECOGNISED


@pytest.mark.parametrize(
    ("one", "other"), [("Jordan R", "Jordan Rowan"), ("Jordan", "Jordan R"), ("J Rowan", "Jordan Rowan")]
)
def test_a_middle_initial_is_no_other_name(one: str, other: str) -> None:
    """MIS-4: an initial stands for the name that begins so, either way round."""
    assert forename_level(parts(one), parts(other)) is weights.FORENAME_FORM
    assert forename_level(parts(other), parts(one)) is weights.FORENAME_FORM


def test_an_initial_of_another_name_is_another_name() -> None:
    """MIS-4: Mary R is not Mary Jane."""
    assert forename_level(parts("Mary R"), parts("Mary Jane")) in weights.ANOTHER_PERSON


@given(words, words)
def test_the_rough_spelling_is_a_spelling(one: str, other: str) -> None:
    """MIS-4: never empty, in plain letters, and the frame of two words alike in it is one."""
    assert rough(one).isalpha()
    assert frame(one)[0] == rough(one)[0]
    if rough(one) == rough(other):
        assert frame(one) == frame(other)


@given(st.dates(date(2005, 1, 1), date(2026, 12, 31)))
def test_one_digit_off_goes_both_ways(born: date) -> None:
    """MIS-4: whichever of two dates has the slip, the other is sought, within a childhood."""
    assert born not in slips_of_one_digit(born)
    assert all(born in slips_of_one_digit(other) for other in slips_of_one_digit(born))


@given(st.dates(date(2005, 1, 1), date(2026, 12, 31)), st.integers(0, 200))
def test_a_child_is_found_under_a_birth_date_with_one_digit_wrong(born: date, at: int) -> None:
    """MIS-4: without an address, and although nobody is sought under the name alone."""
    slipped = slips_of_one_digit(born)
    sought = Profile.of(Described("Rowan", "Example", slipped[at % len(slipped)]))
    assert not searching_keys(sought).isdisjoint(blocking_keys(Described("Rowan", "Example", born)))


def test_whose_birth_date_is_not_known_is_found_by_name() -> None:
    """MIS-4: on either side."""
    dated, undated = Described("Rowan", "Example", date(2012, 3, 3)), Described("Rowan", "Example")
    for sought, stored in ((dated, undated), (undated, dated), (undated, undated)):
        assert not searching_keys(Profile.of(sought)).isdisjoint(blocking_keys(stored))


def test_nobody_is_sought_under_the_name_alone_whose_birth_date_is_known() -> None:
    """MIS-4: a thousand share it among a million."""
    keys = searching_keys(Profile.of(Described("Rowan", "Example", date(2012, 3, 3))))
    assert not {key for key in keys if key.startswith(("n:", "t:"))}
