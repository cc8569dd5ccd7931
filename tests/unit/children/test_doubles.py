"""MIS-4: which records may be a second record of one child; twins and brothers and sisters never."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules.described import Described
from lantern.children.rules.doubles import doubles
from lantern.children.rules.given_names import GIVEN
from lantern.children.rules.matching import Thresholds
from lantern.children.rules.names import forename_level, parts
from lantern.children.rules.profiles import Profile
from lantern.children.rules.weights import ANOTHER_PERSON

ROWAN = Described("Rowan", "Example", date(2012, 3, 4), "F", "1 Nowhere Lane", "CM1 1AA")
PLAIN = Thresholds()
given_names = st.sampled_from(sorted(name for name in GIVEN if len(name) > 2))


def found(*others: Described, of: Described = ROWAN, apart: frozenset[str] = frozenset()) -> list[str]:
    """Those of `others`, by their place, that are offered beside `of`."""
    profiles = {str(place): Profile.of(other) for place, other in enumerate(others)}
    return [key for key, _ in doubles("own", Profile.of(of), profiles, PLAIN, apart)]


SECONDS = [
    ("mistyped", replace(ROWAN, forename="Rowen")),
    ("the other way round", replace(ROWAN, forename="Example", surname="Rowan")),
    ("day and month swapped", replace(ROWAN, born=date(2012, 4, 3))),
    ("moved", replace(ROWAN, address="7 Elsewhere Road", postcode="CO15 6HY")),
    ("no birth date", replace(ROWAN, born=None)),
    ("an initial", replace(ROWAN, forename="R")),
]


@pytest.mark.parametrize("second", [row[1] for row in SECONDS], ids=[row[0] for row in SECONDS])
def test_a_second_record_is_offered(second: Described) -> None:
    """MIS-4: with any one mistake such as people make."""
    assert found(second) == ["0"]


def test_nobody_like_it_is_offered() -> None:
    """MIS-4: another name, day and home."""
    assert found(Described("Kim", "Pretend", date(2010, 1, 1), "M", "7 Elsewhere Road", "CO15 6HY")) == []


@given(given_names, given_names)
def test_twins_are_never_offered(one: str, other: str) -> None:
    """MIS-4: two given names in one home, one surname, one birthday, one pupil number."""
    first = replace(ROWAN, forename=one.title(), pupil_number="A1")
    second = replace(first, forename=other.title())
    if forename_level(parts(one), parts(other)) in ANOTHER_PERSON:
        assert found(second, of=first) == []


@given(given_names, st.integers(300, 3000))
def test_brothers_and_sisters_are_never_offered(name: str, days: int) -> None:
    """MIS-4: one home and surname, another forename and day."""
    sibling = replace(ROWAN, forename=name.title(), born=date(2012, 3, 4) + timedelta(days=days))
    if forename_level(parts(name), parts("Rowan")) in ANOTHER_PERSON:
        assert found(sibling) == []


def test_a_record_is_not_offered_beside_itself() -> None:
    """MIS-4: it is as like itself as can be."""
    assert list(doubles("own", Profile.of(ROWAN), {"own": Profile.of(ROWAN)}, PLAIN)) == []


def test_those_told_apart_are_not_offered() -> None:
    """MIS-4: what a person said stands."""
    assert found(ROWAN, apart=frozenset({"0"})) == []


def test_how_alike_they_must_be_is_the_arrangements() -> None:
    """MIS-4, PAR-7: a county that asks for more is offered less."""
    second = {"0": Profile.of(Described("Rowan", "Example"))}
    strict = Thresholds(certain=60.0, possible=30.0)
    assert [key for key, _ in doubles("own", Profile.of(ROWAN), second, PLAIN)] == ["0"]
    assert list(doubles("own", Profile.of(ROWAN), second, strict)) == []


def test_what_is_offered_says_why() -> None:
    """MIS-4: the evidence comes along, in words."""
    (_, evidence), *rest = doubles("own", Profile.of(ROWAN), {"0": Profile.of(replace(ROWAN, forename="Rowen"))}, PLAIN)
    assert not rest
    assert "same birth date" in evidence.likeness.agreements
    assert "forename spelt almost the same" in evidence.likeness.agreements
