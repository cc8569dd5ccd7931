"""Which children are proposed by themselves, and why in words (M1-2 b)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.mace1.rules.threshold import Known, proposed
from lantern.mace1.vocabulary import Way
from lantern.organisation.rules.mace1 import Mace1

LEVELS = ("None", "Standard", "Medium", "High")
AT = datetime(2026, 11, 23, tzinfo=UTC)
DAY = timedelta(days=1)
ARRANGED = Mace1(highest=2, known_victim=True, from_missing=True)


def known(**said: object) -> Known:
    return Known(**{"levels": LEVELS, "latest": AT} | said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "way", "words"),
    [
        ({"level": "High"}, Way.LEVEL, "Level High"),
        ({"level": "Medium"}, Way.LEVEL, "Level Medium"),
        ({"exploited": ("criminal", "sexual")}, Way.LEVEL, "Known to be exploited (criminal, sexual)"),
        (
            {"repeatedly": True, "at_risk": True},
            Way.MISSING,
            "Repeatedly missing, and harmed or at risk of harm",
        ),
        (
            {"level": "High", "exploited": ("criminal",), "repeatedly": True, "at_risk": True},
            Way.LEVEL,
            "Level High; known to be exploited (criminal); repeatedly missing, and harmed or at risk of harm",
        ),
    ],
)
def test_each_reason_is_named(said: dict[str, object], way: Way, words: str) -> None:
    """M1-2 b: by level, whoever is known to be exploited whatever the level, the most vulnerable from missing."""
    assert proposed(known(**said), ARRANGED) == (way, words)


@pytest.mark.parametrize(
    "said", [{}, {"level": "Standard"}, {"level": "None"}, {"repeatedly": True}, {"at_risk": True}, {"level": "Gone"}]
)
def test_who_is_below_is_not_proposed(said: dict[str, object]) -> None:
    """M1-2 b: the threshold, MIS-12: both of repeatedly missing and at risk."""
    assert proposed(known(**said), ARRANGED) is None


def test_the_lowest_level_proposes_nobody_however_few_there_are() -> None:
    """M1-2 b: a scheme of two levels with two counted from the top."""
    assert proposed(Known(level="Low", levels=("Low", "High"), latest=AT), ARRANGED) is None
    assert proposed(Known(level="High", levels=("Low", "High"), latest=AT), ARRANGED) is not None


@pytest.mark.parametrize(("latest", "comes"), [(AT - DAY, False), (AT, False), (AT + DAY, True)])
def test_only_something_newer_brings_a_child_back_whom_a_meeting_closed(latest: datetime, comes: bool) -> None:
    """M1-9."""
    assert (proposed(known(level="High", latest=latest, closed=AT), ARRANGED) is not None) is comes


@pytest.mark.parametrize(
    ("arranged", "said"),
    [
        (Mace1(highest=1), {"level": "Medium"}),
        (Mace1(known_victim=False), {"exploited": ("criminal",)}),
        (Mace1(from_missing=False), {"repeatedly": True, "at_risk": True}),
    ],
)
def test_each_part_of_the_threshold_can_be_arranged_away(arranged: Mace1, said: dict[str, object]) -> None:
    """M1-2 b, PAR-7."""
    assert proposed(known(**said), arranged) is None


FACTS = st.fixed_dictionaries(
    {
        "level": st.sampled_from(("", *LEVELS)),
        "exploited": st.lists(st.sampled_from(("criminal", "sexual", "labour")), unique=True).map(tuple),
        "repeatedly": st.booleans(),
        "at_risk": st.booleans(),
    }
)
ARRANGEMENTS = st.builds(Mace1, highest=st.integers(0, 8), known_victim=st.booleans(), from_missing=st.booleans())


@given(FACTS, FACTS, ARRANGEMENTS)
def test_more_that_is_known_never_takes_a_child_off(
    one: dict[str, object], other: dict[str, object], arranged: Mace1
) -> None:
    """M1-2 b: who is proposed is still proposed when the level is higher, more types are known, more triggers stand."""
    rank = ("", *LEVELS).index
    more = {
        "level": max(one["level"], other["level"], key=rank),  # type: ignore[arg-type,type-var]
        "exploited": tuple(sorted({*one["exploited"], *other["exploited"]})),  # type: ignore[misc]
        "repeatedly": one["repeatedly"] or other["repeatedly"],
        "at_risk": one["at_risk"] or other["at_risk"],
    }
    if proposed(known(**one), arranged) is not None:
        assert proposed(known(**more), arranged) is not None


@given(FACTS, ARRANGEMENTS, ARRANGEMENTS)
def test_a_wider_threshold_never_takes_a_child_off(said: dict[str, object], one: Mace1, other: Mace1) -> None:
    """M1-2 b, PAR-7."""
    wider = Mace1(
        highest=max(one.highest, other.highest),
        known_victim=one.known_victim or other.known_victim,
        from_missing=one.from_missing or other.from_missing,
    )
    if proposed(known(**said), one) is not None:
        assert proposed(known(**said), wider) is not None
