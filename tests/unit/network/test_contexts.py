"""EXP-6: who of a group knows whom, and what of a plan is late."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lantern.network.rules.contexts import acquaintances, is_overdue
from lantern.network.vocabulary.contexts import ContextKind, ContextRole, ContextTieKind

DAY = date(2026, 3, 3)
MEMBERS = st.lists(st.sampled_from("ABCDEF"), max_size=6)
KNOWN = st.dictionaries(st.sampled_from("ABCDEFX"), st.lists(st.sampled_from(["arcade", "park", "V"]), max_size=4))


@given(MEMBERS, KNOWN)
def test_each_two_with_something_in_common_are_there_once(members: list[str], known: dict[str, list[str]]) -> None:
    """EXP-6: and nobody else; through exactly what both have, most in common first."""
    found = acquaintances(members, known)
    pairs = {frozenset((each.first, each.second)) for each in found}
    assert len(pairs) == len(found) and all(len(pair) == 2 for pair in pairs)
    expected = {
        frozenset((one, other))
        for one in members
        for other in members
        if one != other and set(known.get(one, ())) & set(known.get(other, ()))
    }
    assert pairs == expected
    assert [len(each.through) for each in found] == sorted((len(each.through) for each in found), reverse=True)
    for each in found:
        assert set(each.through) == set(known[str(each.first)]) & set(known[str(each.second)])


@given(MEMBERS, KNOWN, st.randoms())
def test_the_order_in_which_they_come_does_not_matter(members: list[str], known: dict[str, list[str]], random) -> None:  # type: ignore[no-untyped-def]
    """EXP-6: a list shuffled tells of the same pairs."""
    shuffled = list(members)
    random.shuffle(shuffled)
    told = [
        {(frozenset((e.first, e.second)), e.through) for e in acquaintances(order, known)}
        for order in (members, shuffled)
    ]
    assert told[0] == told[1]


def test_on_its_day_nothing_is_late() -> None:
    """EXP-6: a step or review is late from the day after; done, or without a day, never."""
    assert not is_overdue(DAY, None, DAY)
    assert is_overdue(DAY, None, DAY + timedelta(days=1))
    assert not is_overdue(DAY, DAY, DAY + timedelta(days=9))
    assert not is_overdue(None, None, DAY)


def test_every_code_has_words() -> None:
    """EXP-6."""
    for codes in (ContextKind, ContextTieKind, ContextRole):
        assert all(each.label[:1].isupper() for each in codes)
        assert all(len(each) <= 20 for each in codes)
