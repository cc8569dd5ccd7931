"""EXP-5, codes: each power has its words, who holds it and the law it rests on."""

import pytest

from lantern.network.vocabulary.persons import ABOUT_WORDS, CHILD_TIES, PERSON_TIES, About, ChildTieKind, PersonTieKind
from lantern.network.vocabulary.powers import LAWS, Power


@pytest.mark.parametrize("power", Power)
def test_each_power_is_of_a_person_or_a_place_and_says_by_whose_law(power: Power) -> None:
    """EXP-5: codes without words could not be shown."""
    law = power.law
    assert law.of_person or law.of_place
    assert law.holder
    assert power is Power.OTHER or (law.test and law.legislation)
    assert len(power) <= 48


def test_every_code_has_its_words() -> None:
    """EXP-5: of powers, of ties, of what a statement is about."""
    assert LAWS.keys() == set(Power)
    assert ABOUT_WORDS.keys() == set(About)
    assert CHILD_TIES.keys() == set(ChildTieKind)
    assert PERSON_TIES.keys() == set(PersonTieKind)
