"""What is typed into the search is read as it was meant (MIS-4)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules.searching import near, read_search, single_sounds, sort_name


@pytest.mark.parametrize(
    "typed",
    ["03/03/2012", "3.3.2012", "3 3 2012", "3-3-12", "2012-03-03", "3 March 2012", "3rd mar 2012"],
)
def test_a_birth_date_is_read_as_people_write_it(typed: str) -> None:
    """MIS-4: day before month, as in England; a year of two digits is a child's."""
    wanted = read_search(typed)
    assert (wanted.described.born, wanted.words, wanted.references) == (date(2012, 3, 3), (), frozenset())


def test_a_day_that_never_was_is_no_birth_date() -> None:
    """MIS-4: it is looked for as a reference, and finds nothing."""
    wanted = read_search("31/02/2012")
    assert wanted.described.born is None
    assert "31/02/2012" in wanted.references


@pytest.mark.parametrize("typed", ["CM1 9UQ", "cm19uq", "  Cm1  9uQ "])
def test_a_postcode_is_read_with_and_without_its_space(typed: str) -> None:
    """MIS-4."""
    wanted = read_search(typed)
    assert wanted.described.postcode == "CM19UQ"
    assert not wanted.references


def test_one_line_may_hold_everything() -> None:
    """MIS-4: name, birth date, postcode and reference in any order."""
    wanted = read_search("CM1 9UQ zoë Madup 03/03/2012 c0700001")
    assert wanted.words == ("zoe", "madup")
    assert wanted.described.born == date(2012, 3, 3)
    assert wanted.described.postcode == "CM19UQ"
    assert wanted.references == {"c0700001", "C0700001"}


def test_words_are_tried_either_way_round() -> None:
    """MIS-4: people type the surname first or last, and two words may be one surname."""
    assert read_search("thi mai nguyen").starts[:2] == (("nguyen", "thi mai"), ("thi mai", "nguyen"))
    assert ("mai nguyen", "thi") in read_search("thi mai nguyen").starts


@pytest.mark.parametrize(
    ("typed", "begins"),
    [("mad zo", True), ("zoe", True), ("zoe madeup", True), ("zoe zoe", False), ("zoe b", False)],
)
def test_each_word_typed_begins_a_word_of_the_name(typed: str, begins: bool) -> None:
    """MIS-4: so that a name is found before it is typed out."""
    assert read_search(typed).begins(sort_name("Madeup", "Zoë")) is begins


def test_an_empty_search_asks_for_nobody() -> None:
    """MIS-4."""
    assert read_search("  ,. ").is_empty
    assert not read_search("zoe").is_empty


@pytest.mark.parametrize(
    ("word", "known"),
    [("fcitional", "fictional"), ("examplle", "example"), ("pretned", "pretend"), ("madup", "madeup")],
)
def test_a_slip_of_the_keys_is_forgiven(word: str, known: str) -> None:
    """MIS-4: one slip for every four letters, two at most."""
    assert near(word, ["sample", known, "nowhere"]) == [known]


def test_short_names_are_taken_as_typed() -> None:
    """MIS-4: Li and Lo are two names."""
    assert near("li", ["lo", "la", "li"]) == ["li"]


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read(typed: str) -> None:
    """MIS-4: no search is an error, and none is longer than its keys."""
    wanted = read_search(typed)
    assert len(wanted.words) <= 5
    wanted.profile, wanted.starts, wanted.sounds  # noqa: B018
    assert single_sounds(typed) is not None
