"""The first hour, step by step: what is done follows from what is there, and the next step is the first that is not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.home.queries.setting_up import Counted
from lantern.home.steps import Step, next_of, steps

NOTHING = Counted(
    districts=12, drawn=0, has_postcodes=False, agencies=1, signed=0, versions=1, invited=1, signed_up=1, coordinators=0,
    has_children=False, has_feed=False,
)  # fmt: skip
EVERYTHING = Counted(
    districts=12, drawn=12, has_postcodes=True, agencies=6, signed=6, versions=2, invited=9, signed_up=8, coordinators=1,
    has_children=True, has_feed=True,
)  # fmt: skip
TITLES = [
    "Draw the districts",
    "Load postcodes",
    "Read the arrangement",
    "Record sharing protocols",
    "Invite people",
    "Send the council’s list of children",
    "Take in the first police feed",
]


def named(title: str, counted: Counted) -> Step:
    return next(each for each in steps(counted) if each.title == title)


def test_the_steps_stand_in_the_order_in_which_they_help_each_other() -> None:
    """PAR-2: boundaries before postcodes, which they place; people before what only they may do."""
    assert [each.title for each in steps(NOTHING)] == TITLES
    assert [each.title for each in steps(EVERYTHING)] == TITLES


def test_nothing_is_done_at_the_beginning() -> None:
    assert [each.done for each in steps(NOTHING)] == [False, False, None, False, False, False, False]
    assert next_of(steps(NOTHING)) == steps(NOTHING)[0]


def test_when_all_is_done_nothing_is_next() -> None:
    assert [each.done for each in steps(EVERYTHING)] == [True, True, None, True, True, True, True]
    assert next_of(steps(EVERYTHING)) is None


@pytest.mark.parametrize(
    ("title", "changed", "done"),
    [
        ("Draw the districts", {"drawn": 11}, False),
        ("Draw the districts", {"drawn": 12}, True),
        ("Draw the districts", {"districts": 0, "drawn": 0}, False),
        ("Load postcodes", {"has_postcodes": False}, False),
        ("Record sharing protocols", {"signed": 5}, False),
        ("Record sharing protocols", {"agencies": 0, "signed": 0}, False),
        ("Invite people", {"coordinators": 0}, False),
        ("Invite people", {"coordinators": 2}, True),
        ("Send the council’s list of children", {"has_children": False}, False),
        ("Take in the first police feed", {"has_feed": False}, False),
    ],
)
def test_each_step_is_done_by_what_is_there(title: str, changed: dict[str, int], done: bool) -> None:
    """Counted, never ticked off: a district that loses its boundary is to be drawn again."""
    counted = replace(EVERYTHING, **changed)
    assert named(title, counted).done is done
    following = next_of(steps(counted))
    assert (following.title if following else None) == (None if done else title)


@pytest.mark.parametrize(
    ("title", "counted", "words"),
    [
        ("Draw the districts", NOTHING, "0 of 12 have a boundary"),
        ("Load postcodes", NOTHING, "None yet"),
        ("Load postcodes", EVERYTHING, "Loaded"),
        ("Read the arrangement", NOTHING, "As the preset has it"),
        ("Read the arrangement", EVERYTHING, "2 versions"),
        ("Record sharing protocols", NOTHING, "0 of 1 agencies with people have one"),
        ("Invite people", EVERYTHING, "8 of 9 have signed up"),
        ("Send the council’s list of children", EVERYTHING, "Children are here"),
        ("Take in the first police feed", EVERYTHING, "A feed has come in"),
    ],
)
def test_how_far_a_step_has_come_is_said(title: str, counted: Counted, words: str) -> None:
    assert named(title, counted).state == words


@pytest.mark.parametrize("title", TITLES[-2:])
def test_what_a_coordinator_does_says_whose_it_is_and_leads_nowhere_for_others(title: str) -> None:
    """SHA-2: an administrator opens no page about children; the words say where it is done, and by whom."""
    before, after = named(title, NOTHING), named(title, replace(NOTHING, coordinators=1))
    assert "once one has signed up: Notifications" in before.state
    assert "does this: Notifications" in after.state
    assert (before.url, before.verb) == ("", "")


@given(
    st.builds(
        Counted,
        districts=st.integers(0, 3),
        drawn=st.integers(0, 3),
        has_postcodes=st.booleans(),
        agencies=st.integers(0, 3),
        signed=st.integers(0, 3),
        versions=st.integers(1, 3),
        invited=st.integers(1, 3),
        signed_up=st.integers(0, 3),
        coordinators=st.integers(0, 2),
        has_children=st.booleans(),
        has_feed=st.booleans(),
    )
)
def test_every_step_says_something_and_leads_on_or_says_who_does_it(counted: Counted) -> None:
    """Whatever is there: a state in words; a way on, or whose step it is; the next one is the first not done."""
    every = steps(counted)
    assert all(each.why and each.state for each in every)
    assert all(bool(each.url) == bool(each.verb) for each in every)
    assert all(each.url or each.done or "missing coordinator" in each.state for each in every)
    undone = [each for each in every if each.done is False]
    assert next_of(every) == (undone[0] if undone else None)
