"""What a search is on the trail (SHA-6)."""

from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules.searching import read_search

NAMES = st.lists(
    st.sampled_from(["rowan", "Example", "SAMPLE", "o'madeup"]), min_size=1, max_size=3, unique_by=str.casefold
)


@given(NAMES, st.randoms())
def test_the_order_and_case_of_words_make_no_difference(words: list[str], chance: object) -> None:
    """SHA-6: the same search typed otherwise has the same digest."""
    turned = [word.upper() for word in words]
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert read_search(" ".join(words)).meaning == read_search("  ".join(turned)).meaning != ""


@given(st.text(max_size=60))
def test_what_was_typed_is_named_by_its_kind_alone(typed: str) -> None:
    """security.md 3: ids, not contents."""
    wanted = read_search(typed)
    assert set(wanted.fields) <= {"name", "date of birth", "postcode", "reference"}
    assert bool(wanted.meaning) == (not wanted.is_empty)


def test_different_things_sought_have_different_meanings() -> None:
    """SHA-6: a postcode is not a reference, and a name with a birth date not the name alone."""
    typed = ["rowan example", "rowan", "rowan 3/3/2012", "CM1 1AA", "A12345", "rowan A12345", "rowan CM1 1AA", "??"]
    meanings = [read_search(each).meaning for each in typed]
    assert len(set(meanings)) == len(typed)
    assert meanings[-1] == ""
