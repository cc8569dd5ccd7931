"""A version stays as it was, and what changed since is told exactly (EXP-7)."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.children.rules.around import CHILD, Bearing, Near, Strength
from lantern.children.rules.refusals import NotAllowed
from lantern.ecomap.rules.changes import NOT_TOLD, changes, differ
from lantern.ecomap.rules.freezing import frozen, keys_of_records, named_today, thawed, without
from lantern.ecomap.rules.kin import check_joins, forebears
from lantern.ecomap.rules.map import Link, Map, Spot, Thing
from lantern.ecomap.rules.said import NodeSaid, TieSaid, check_node, check_tie, differences
from lantern.ecomap.vocabulary import How, TieKind
from tests.factories.maps import LABELS, WORDS, around, invented_map, map_with, maps, put


@given(maps())
@settings(max_examples=50)
def test_what_is_kept_comes_back_as_it_was(drawn: Map) -> None:
    """EXP-7: through JSON, in full; what is hidden or taken off is not on it."""
    again = thawed(json.loads(json.dumps(frozen(drawn))))
    assert again.links == drawn.links
    assert again.things == tuple(replace(e, spot=e.spot and Spot(e.spot.x, e.spot.y)) for e in drawn.things)
    assert not again.hidden


def test_where_things_were_put_is_kept() -> None:
    """EXP-7: the picture of then."""
    again = thawed(frozen(put(map_with(around(1)), "entity:1", 120, -80)))
    assert again.by_key["entity:1"].spot == Spot(120, -80)


def told(before: Map, after: Map) -> list[str]:
    found = changes(before, after, child="Rowan", year=2026)
    return [*found.added, *found.gone, *found.changed]


@given(maps())
@settings(max_examples=30)
def test_nothing_changed_says_nothing(drawn: Map) -> None:
    """EXP-7: the same map, kept and read again; where things stand is no change."""
    kept = thawed(frozen(drawn))
    assert not changes(kept, drawn, child="Rowan", year=2026)
    moved = put(drawn, drawn.things[-1].key, 11, 12)
    assert not changes(kept, moved, child="Rowan", year=2026)


@given(maps(12), LABELS, st.sampled_from(Near), st.data())
@settings(max_examples=60)
def test_keep_change_compare_says_exactly_the_change(drawn: Map, label: str, kind: Near, data: st.DataObject) -> None:
    """EXP-7: one added, one gone, one said otherwise; each alone and both ways round."""
    kept = thawed(frozen(drawn))
    new = Thing(key="node:new", label=label, kind=kind, by_hand=True)
    tie = Link(key="tie:new", first=CHILD, second="node:new")
    added = Map((*drawn.things, new), (*drawn.links, tie))
    found = changes(kept, added, child="Rowan", year=2026)
    assert (len(found.added), found.gone, found.changed) == (2, (), ())
    assert found.keys == {"node:new", CHILD}
    back = changes(added, kept, child="Rowan", year=2026)
    assert (back.added, set(back.gone), back.changed) == ((), set(found.added), ())
    if not drawn.others:
        return
    one = data.draw(st.sampled_from(drawn.others))
    name = data.draw(WORDS.filter(lambda words: bool(words.strip()) and words != one.label))
    renamed = replace(drawn, things=tuple(replace(e, label=name) if e.key == one.key else e for e in drawn.things))
    other = changes(kept, renamed, child="Rowan", year=2026)
    assert (other.added, other.gone, len(other.changed)) == ((), (), 1)
    assert other.keys == {one.key}


def test_a_change_of_a_tie_is_told_with_both_sentences() -> None:
    """EXP-7: in words, then and now."""
    before = map_with(around(1, label="Jo"))
    after = map_with(around(1, label="Jo", strength=Strength.CUT_OFF, bearing=Bearing.CONCERN))
    assert told(before, after) == ["Rowan and Jo: a tie is now: Rowan and Jo: a tie that is cut off, a concern"]


def test_one_who_is_gone_is_told_with_their_tie() -> None:
    """EXP-7: what is no longer there; whoever lost a tie is marked on the picture."""
    before = map_with(
        around(1, label="Jo", kind=Near.ADULT), around(2, label="Kit"), around(1, label="Jo", to="entity:2")
    )
    found = changes(before, map_with(around(2, label="Kit")), child="Rowan", year=2026)
    assert found.gone == ("Jo (adult)", "Rowan and Jo: a tie", "Kit and Jo: a tie")
    assert found.keys == {CHILD, "entity:2"}


@given(maps(8), maps(8))
@settings(max_examples=30)
def test_every_difference_is_told_and_nothing_else(before: Map, after: Map) -> None:
    """EXP-7: one sentence for each thing and each tie that differs."""
    things = {each.key: each for each in before.others}
    links = {each.key: each for each in before.links}
    expected = sum(e.key not in things or differ(things[e.key], e) for e in after.others)
    expected += sum(e.key not in links or differ(links[e.key], e) for e in after.links)
    expected += len(things.keys() - after.by_key.keys()) + len(links.keys() - {e.key for e in after.links})
    assert len(told(before, after)) == expected


def test_who_wrote_it_and_where_it_stands_is_no_change() -> None:
    """EXP-7: only what the map says."""
    assert {"spot", "source", "version"} <= NOT_TOLD


@given(maps())
@settings(max_examples=30)
def test_what_may_not_be_seen_was_never_there(drawn: Map) -> None:
    """SHA-4: with the ties that lead to it, and everything else stays."""
    unseen = {each.key for each in drawn.others[::2]}
    left = without(drawn, unseen)
    assert {each.key for each in left.things} == drawn.by_key.keys() - unseen
    assert all(not unseen & set(each.ends) for each in left.links)
    assert {e.key for e in drawn.links if not unseen & set(e.ends)} == {e.key for e in left.links}


def test_the_childs_name_is_todays() -> None:
    """SHA-2: a name that was given up is not read out of an old map."""
    kept = named_today(map_with(around(1)), "Robin Example")
    assert kept.by_key[CHILD].label == "Robin Example"
    assert keys_of_records(kept) == ["entity:1"]
    assert keys_of_records(invented_map(30)) == []


def parent(first: str, second: str) -> Link:
    return Link(key=f"{first}-{second}", first=first, second=second, kind=TieKind.PARENT)


def test_nobody_is_their_own_forebear() -> None:
    """EXP-7: a grandparent cannot be made the child of their grandchild; step by step or at once."""
    links = [parent("gran", "mother"), parent("mother", CHILD), parent("father", CHILD)]
    assert forebears(CHILD, links) == {"mother", "father", "gran"}
    with pytest.raises(NotAllowed, match="parent or grandparent"):
        check_joins(CHILD, "gran", TieKind.PARENT, links)
    with pytest.raises(NotAllowed, match="two different ends"):
        check_joins("gran", "gran", TieKind.TIE, links)
    check_joins("gran", CHILD, TieKind.PARENT, links)
    check_joins(CHILD, "gran", TieKind.TIE, links)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
def test_whatever_the_order_there_is_never_a_ring(pairs: list[tuple[int, int]]) -> None:
    """EXP-7: ties of parents are added as they come; those that are let in never lead back."""
    links: list[Link] = []
    for first, second in pairs:
        try:
            check_joins(str(first), str(second), TieKind.PARENT, links)
        except NotAllowed:
            continue
        links.append(parent(str(first), str(second)))
    assert all(str(key) not in forebears(str(key), links) for key in range(7))


def test_what_two_editors_wrote_stands_side_by_side() -> None:
    """design.md, habit 11: each field in which they differ, in words."""
    mine = TieSaid(words="coach", since=date(2026, 3, 3), bearing=Bearing.PROTECTIVE)
    theirs = TieSaid(words="coach on Saturdays", strength=Strength.STRONG)
    assert [tuple(each) for each in differences(mine, theirs)] == [
        ("How it holds", "Neither strong nor weak", "Strong"),
        ("Concern or protective", "Protective", "Neither, or nobody can say"),
        ("In words", "coach", "coach on Saturdays"),
        ("Since", "3 March 2026", ""),
    ]
    one, other = (NodeSaid(label="Jo", kind=kind) for kind in (Near.PEER, Near.ADULT))
    assert [each.label for each in differences(one, other)] == ["What they are"]
    assert differences(one, one) == []


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (NodeSaid(label=" ", kind=Near.PEER), "Give a name"),
        (NodeSaid(label="x" * 81, kind=Near.PEER), "Give a name"),
        (NodeSaid(label="Jo", kind=Near.FAMILY, born=1990, has_died=True, died=1980), "before the year of birth"),
        (NodeSaid(label="Jo", kind=Near.FAMILY, figure="X"), "one of the symbols"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(said: NodeSaid, reason: str) -> None:
    """EXP-7: the page shows the reason."""
    with pytest.raises(NotAllowed, match=reason):
        check_node(said)


def test_a_way_goes_with_its_kind() -> None:
    """EXP-7: partners are not adopted."""
    check_tie(TieSaid(kind=TieKind.PARTNER, how=How.MARRIED))
    with pytest.raises(NotAllowed, match="does not go with"):
        check_tie(TieSaid(kind=TieKind.PARTNER, how=How.ADOPTED))
