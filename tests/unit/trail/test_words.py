"""How the trail reads, and how it is searched by what it says (SHA-6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.design.cells import FORMULA_STARTS, inert
from lantern.trail.rules.in_words import names_said, what_words
from lantern.trail.vocabulary import Kind
from lantern.trail.vocabulary.said import IN_LISTS, SAID, SEARCHES


@pytest.mark.parametrize("name", sorted(SAID))
def test_each_phrase_is_found_by_its_own_words(name: str) -> None:
    """SHA-6: what stands on the page can be asked for, in any case and order."""
    words = SAID[name].split()
    assert name in names_said(SAID[name])
    assert name in names_said(" ".join(reversed(words)).upper())


@given(st.sampled_from(Kind), st.text(max_size=60), st.booleans())
def test_every_entry_says_something(kind: Kind, what: str, of_child: bool) -> None:
    """SHA-6: a name that nobody gave words to is shown, never left out."""
    assert what_words(kind, what, of_child=of_child).strip()


def test_phrases_are_sentences() -> None:
    """Words as people say them: a capital, no full stop, none of the program's own signs."""
    for phrase in (*SAID.values(), *SEARCHES.values()):
        assert phrase[0].isupper(), phrase
        assert not set(phrase) & set("._/\n"), phrase


def test_lists_are_pages_that_are_known() -> None:
    """SHA-6: whoever stands in a list was not opened; a misspelt name would make every list an opening."""
    assert IN_LISTS - SAID.keys() == set()


@given(st.text(max_size=40))
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    """security.md 7: whatever somebody typed, and what was harmless stays as it is."""
    made = inert(cell)
    assert not made.startswith(FORMULA_STARTS)
    assert made in (cell, f"'{cell}")
