"""EXP-5: records of one person joined and parted: a fold over the joinings that hold."""

from hypothesis import given
from hypothesis import strategies as st

from lantern.network.rules.joining import IS_JOINED, ITSELF, TOGETHER, against_joining, root_of, roots

RECORDS = list("ABCDEFG")
PAIRS = st.lists(st.tuples(st.sampled_from(RECORDS), st.sampled_from(RECORDS)), max_size=12)


def joined_by(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The joinings that were allowed, one after the other: from the joined to the kept."""
    joined: dict[str, str] = {}
    for kept, other in pairs:
        if not against_joining(kept, other, joined):
            joined[other] = kept
    return joined


@given(PAIRS)
def test_each_record_has_one_that_stands_for_it_and_that_stands_for_itself(pairs: list[tuple[str, str]]) -> None:
    """EXP-5: never a circle, never a record that stands for another and is stood for."""
    joined = joined_by(pairs)
    found = roots(RECORDS, joined)
    assert all(found[root] == root for root in found.values())
    assert all(root not in joined for root in found.values())


@given(PAIRS, st.sampled_from(RECORDS), st.sampled_from(RECORDS))
def test_joined_and_parted_is_as_it_was(pairs: list[tuple[str, str]], kept: str, other: str) -> None:
    """EXP-5: parting is the identity, whatever was joined before."""
    joined = joined_by(pairs)
    before = roots(RECORDS, joined)
    if not against_joining(kept, other, joined):
        together = {**joined, other: kept}
        assert root_of(other, together) == root_of(kept, together) == kept
        assert roots(RECORDS, {one: to for one, to in together.items() if one != other}) == before


@given(PAIRS, st.data())
def test_in_whatever_order_they_are_parted_nothing_is_left(pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    """EXP-5: every record stands for itself again in the end."""
    joined = joined_by(pairs)
    for each in data.draw(st.permutations(sorted(joined))):
        del joined[each]
    assert roots(RECORDS, joined) == {each: each for each in RECORDS}


def test_why_two_cannot_be_joined() -> None:
    """EXP-5: in words."""
    joined = {"B": "A"}
    assert against_joining("A", "A", joined) == ITSELF
    assert against_joining("A", "B", joined) == TOGETHER
    assert against_joining("B", "C", joined) == against_joining("C", "B", joined) == IS_JOINED
    assert against_joining("C", "A", joined) == ""
