"""The texts in which a partnership words its indicators and levels (EXP-2, PAR-7)."""

import pytest

from lantern.organisation.rules import indicators
from lantern.organisation.rules.arrangement import Exploitation, Weights
from lantern.organisation.rules.indicators import Indicator, Level, named_in, read_groups, read_levels

LEVELS = read_levels("Low\nHigh 5\nCertain")
TEXT = "## Missing\n- Is missing often *2\n\n## Other\n- Says so [certain]\n- Owes money *3 [HIGH]\n"


def test_what_comes_along_is_read() -> None:
    """EXP-2: eleven groups and other, four levels; every indicator has a key of its own."""
    levels = read_levels(indicators.LEVELS)
    groups = read_groups(indicators.INDICATORS, levels)
    keys = [each.key for group in groups for each in group.indicators]
    assert [level.name for level in levels] == ["Standard", "Medium", "High", "Actual"]
    assert len(groups) == 12
    assert len(set(keys)) == len(keys) > 40


def test_a_group_an_indicator_its_weight_and_what_it_alone_suggests() -> None:
    """EXP-2: what stands behind an indicator."""
    missing, other = read_groups(TEXT, LEVELS)
    assert (missing.title, [(each.words, each.weight) for each in missing.indicators]) == (
        "Missing",
        [("Is missing often", 2)],
    )
    assert [(each.weight, each.alone) for each in other.indicators] == [(1, "Certain"), (3, "High")]


def test_a_key_is_the_same_while_group_and_words_are() -> None:
    """EXP-2: what an indicator weighs is no other indicator; other words are."""
    first = read_groups("## A\n- One *2", LEVELS)[0].indicators[0]
    assert first.key == read_groups("## A\n- one [high]", LEVELS)[0].indicators[0].key
    assert first.key != read_groups("## B\n- One", LEVELS)[0].indicators[0].key
    assert isinstance(first, Indicator)


def test_levels_with_and_without_points() -> None:
    """EXP-2: a level without a number is never suggested by points."""
    assert (Level("Low"), Level("High", 5), Level("Certain")) == LEVELS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One", "from 2 to 8 levels"),
        ("Low\nlow 3", "a name of its own"),
        ("Low 2\nHigh 3", "lowest level and has no number"),
        ("Low\nMid 5\nHigh 5", "greater than the one above"),
        ("Low\nMid 0", "the first greater than 0"),
        ("Low\n7", "is a name"),
    ],
)
def test_levels_that_contradict_themselves_are_refused(text: str, said: str) -> None:
    """PAR-7: in words, before anybody is assessed by them."""
    with pytest.raises(ValueError, match=said):
        read_levels(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- One", "Line 1: a group begins"),
        ("## A\nOne", "Line 2 begins with neither"),
        ("## A", "from 1 to 120 indicators"),
        ("## A\n- One\n## a\n- Two", "a title of its own"),
        ("## A\n- One\n- one *2", "stands twice"),
        ("## A\n- One [higher]", "Line 2: there is no level “higher”"),
        ("## A\n- " + "x" * 201, "Line 2 has from 1 to 200"),
    ],
)
def test_indicators_that_cannot_be_read_are_refused_with_their_line(text: str, said: str) -> None:
    """PAR-7."""
    with pytest.raises(ValueError, match=said):
        read_groups(text, LEVELS)


def test_the_levels_that_indicators_name() -> None:
    """PAR-7: for asking whether there are such."""
    assert named_in(TEXT) == ("certain", "HIGH")


def test_an_arrangement_hangs_together() -> None:
    """PAR-7: indicators name levels that there are; what is worse counts for as much at least."""
    with pytest.raises(ValueError, match="there is no level"):
        Exploitation(levels="Low\nHigh 3")
    with pytest.raises(ValueError, match="counts for at least as much"):
        Weights(now=1, recent=2)
    with pytest.raises(ValueError, match="counts for at least as much"):
        Weights(suspected=4)
