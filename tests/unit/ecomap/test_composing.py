"""How the working map is put together from what rooms know and what people add (EXP-7)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.children.rules.around import CHILD, Bearing, Direction, Near
from lantern.ecomap.rules.map import Link, Map, Spot, Thing, bearing_of, nearest
from lantern.ecomap.rules.saying import link_words, names_of
from tests.factories.maps import THE_CHILD, around, map_with, maps


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        (Direction.TO, "from Jo to Rowan"),  # who exploits, drives or supplies the child
        (Direction.FROM, "from Rowan to Jo"),
        (Direction.BOTH, ""),
    ],
)
def test_which_way_a_tie_of_a_room_goes(direction: Direction, said: str) -> None:
    """EXP-7: `TO` is towards the one it is tied to, in words and by the arrow alike."""
    drawn = map_with(around(1, label="Jo", direction=direction))
    (link,) = drawn.links
    sentence = link_words(link, names_of(drawn.things, "Rowan"))
    assert sentence == ", ".join(part for part in ("Rowan and Jo: a tie", said) if part)


def test_one_thing_with_two_ties_stands_once() -> None:
    """EXP-7: whoever is social worker and chat worker is one person with two ties, each with a key of its own."""
    drawn = map_with(around(1, words="social worker"), around(1, words="chat worker"))
    assert [each.key for each in drawn.others] == ["entity:1"]
    assert [each.words for each in drawn.links] == ["social worker", "chat worker"]
    assert len({each.key for each in drawn.links}) == 2


def test_what_is_hidden_goes_with_its_ties_and_can_be_shown() -> None:
    """EXP-7: hidden, not gone."""
    drawn = map_with(around(1), around(2, to="entity:1"), hidden=frozenset({"entity:1"}))
    assert [each.key for each in drawn.others] == ["entity:2"]
    assert drawn.links == ()
    assert [each.key for each in drawn.hidden] == ["entity:1"]


def test_a_tie_that_was_taken_off_is_offered_only_between_those_who_are_there() -> None:
    """SHA-2: a tie to what somebody may not see is not among what they can put back."""
    over = [Link(key=f"tie:{end}", first=CHILD, second=end, by_hand=True) for end in ("entity:1", "entity:unseen")]
    assert [each.key for each in map_with(around(1), untied=over).untied] == ["tie:entity:1"]


def test_what_was_put_by_hand_is_put_there() -> None:
    """EXP-7: of what rooms know and of what people added; a place of somebody who is not there is nothing."""
    mine = Thing(key="node:1", label="Mine", kind=Near.PLACE, by_hand=True)
    drawn = map_with(around(1), nodes=(mine,), spots={"entity:1": Spot(1, 2), "node:1": Spot(3, 4), "gone": Spot(5, 6)})
    assert [each.spot for each in drawn.others] == [Spot(1, 2), Spot(3, 4)]


@pytest.mark.parametrize(
    ("bearings", "expected"),
    [
        ((Bearing.NEUTRAL,), Bearing.NEUTRAL),
        ((Bearing.PROTECTIVE, Bearing.NEUTRAL), Bearing.PROTECTIVE),
        ((Bearing.PROTECTIVE, Bearing.CONCERN), Bearing.CONCERN),
    ],
)
def test_a_concern_is_never_hidden_by_something_good(bearings: tuple[Bearing, ...], expected: Bearing) -> None:
    """EXP-7: of several ties the worrying one colours the box."""
    drawn = map_with(*(around(1, bearing=each) for each in bearings))
    assert bearing_of("entity:1", drawn.links) is expected


def test_a_concern_between_two_others_does_not_colour_them() -> None:
    """EXP-7: only ties to the child say what somebody is to the child."""
    drawn = map_with(around(1), around(2), around(2, to="entity:1", bearing=Bearing.CONCERN))
    assert {bearing_of(each.key, drawn.links) for each in drawn.others} == {Bearing.NEUTRAL}


@given(maps())
@settings(max_examples=40)
def test_no_tie_is_without_its_two_ends(drawn: Map) -> None:
    """EXP-7: on the whole map and on the small one, whatever is on them."""
    for each in (drawn, nearest(drawn, 9)):
        keys = each.by_key.keys()
        assert all(keys >= {*link.ends} for link in each.links)
        assert each.things[0] == THE_CHILD
        assert len(keys) == len(each.things)


@given(maps(), st.data())
@settings(max_examples=40)
def test_the_other_end_of_a_tie_is_the_other_end(drawn: Map, data: st.DataObject) -> None:
    """EXP-7: either way round."""
    if drawn.links:
        link = data.draw(st.sampled_from(drawn.links))
        assert link.other(link.first) == link.second
        assert link.other(link.second) == link.first
        assert link in drawn.links_of(link.first)
