"""How far names agree (MIS-4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules import weights
from lantern.children.rules.given_names import FORMS, GIVEN, HEADS
from lantern.children.rules.names import forename_level, parts, slips, surname_level
from lantern.children.rules.weights import Level


def forename(one: str, other: str) -> Level:
    return forename_level(parts(one), parts(other))


def surname(one: str, other: str) -> Level:
    return surname_level(parts(one), parts(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ROWAN", "Rowan"),
        ("Zoë", "Zoe"),
        ("Siân", "SI?N"),
        ("Anne-Marie", "Annemarie"),
        ("Юлия", "Yuliya"),
        ("Jo.", "Jo"),
    ],
)
def test_the_same_forename_however_written(one: str, other: str) -> None:
    """MIS-4: case, accents, scripts, hyphens and a lost character make no other name."""
    assert forename(one, other) is weights.FORENAME_SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("William", "Liam"),
        ("Mohammed", "Muhammad"),
        ("Jakub", "Kuba"),
        ("Jakub", "Jacob"),
        ("Catherine", "Kathryn"),
        ("Niamh", "Niav"),
        ("Oluwaseun", "Seun"),
        ("Thi Mai", "Mai"),
        ("Mai Thi", "Thi-Mai"),
        ("William James", "Bill"),
    ],
)
def test_forms_of_one_forename(one: str, other: str) -> None:
    """MIS-4: short forms, spellings, languages and middle names left out."""
    assert forename(one, other) is weights.FORENAME_FORM
    assert forename(other, one) is weights.FORENAME_FORM


@pytest.mark.parametrize(
    ("one", "other"),
    [("Derek", "Drek"), ("Natalie", "Nntalie"), ("Ruth", "Ruht"), ("Kathryn", "K?thrn"), ("Thi Mai", "Ti Mai")],
)
def test_a_slip_of_the_keys(one: str, other: str) -> None:
    """MIS-4: one letter added, left out, changed or swapped."""
    assert forename(one, other) is weights.FORENAME_NEAR


@pytest.mark.parametrize(("one", "other"), [("Muhanmad", "Mohammed"), ("Bily", "William"), ("Benjamin", "Bejnamn")])
def test_loosely_alike(one: str, other: str) -> None:
    """MIS-4: two slips, or one in a form of the name."""
    assert forename(one, other) is weights.FORENAME_LOOSE


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ella", "Ellie"), ("Aisha", "Alisha"), ("Hassan", "Hussain"), ("Mary Jane", "Mary Ann"), ("Anna", "Hannah")],
)
def test_names_alike_that_are_two_names(one: str, other: str) -> None:
    """MIS-4: twins are often named alike, so a name in its own right is never taken for a mistyped other."""
    assert forename(one, other) in weights.ANOTHER_PERSON


def test_an_initial_and_nothing() -> None:
    """MIS-4: an initial is weak evidence, a blank none."""
    assert forename("J", "Jordan") is weights.FORENAME_INITIAL
    assert forename("", "Jordan") is weights.SILENT
    assert forename("???", "Jordan") is weights.SILENT


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("O'EXAMPLE", "O’Example", weights.SURNAME_SAME),
        ("Nguy?n", "Nguyễn", weights.SURNAME_SAME),
        ("NGYU?N", "Nguyễn", weights.SURNAME_NEAR),
        ("WI?NIEWSA", "Wiśniewska", weights.SURNAME_NEAR),
        ("Example-Nowhere", "Nowhere", weights.SURNAME_PART),
        ("Al-Sample", "Al Fictional", weights.SURNAME_DIFFERENT),
        ("Sample", "Madeup", weights.SURNAME_DIFFERENT),
        ("", "Madeup", weights.SILENT),
    ],
)
def test_surnames(one: str, other: str, level: Level) -> None:
    """MIS-4: apostrophes, lost characters, slips, half of a double-barrelled name; a particle alone is no part."""
    assert surname(one, other) is level


letters = st.text(alphabet="abcdeimnors'? -", max_size=9)


@given(letters, letters)
def test_names_agree_both_ways(one: str, other: str) -> None:
    """MIS-4: it does not matter which of two names came first."""
    assert forename(one, other) is forename(other, one)
    assert surname(one, other) is surname(other, one)
    assert slips(one, other) == slips(other, one)


@given(st.sampled_from(sorted(GIVEN)))
def test_every_name_is_itself(name: str) -> None:
    """MIS-4: a name agrees with itself whatever list it is in."""
    assert forename(name, name.upper()) is weights.FORENAME_SAME


def test_the_lists_are_sound() -> None:
    """MIS-4: plain lower-case letters, and each form leads back to its line."""
    assert all(name.isascii() and name.isalpha() and name.islower() for name in GIVEN)
    assert all(name in FORMS[head] for name, heads in HEADS.items() for head in heads)
