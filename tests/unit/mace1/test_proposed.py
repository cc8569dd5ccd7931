"""Which children come onto the agenda by themselves, and the words that say why (M1-2 b, M1-9)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.mace1.rules.threshold import Known, proposed
from lantern.mace1.vocabulary import Way
from lantern.organisation.presets import preset
from lantern.organisation.rules.mace1 import Mace1

LEVELS = ("Standard", "Medium", "High", "Actual")
ARRANGED = Mace1()
AT = datetime(2026, 3, 5, tzinfo=UTC)
TIMES = st.none() | st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
KNOWN = st.builds(
    Known,
    level=st.sampled_from(("", *LEVELS)),
    levels=st.just(LEVELS),
    exploited=st.lists(st.sampled_from(["criminal", "sexual"]), unique=True).map(tuple),
    repeatedly=st.booleans(),
    at_risk=st.booleans(),
    latest=TIMES,
    closed=TIMES,
)
ARRANGEMENTS = st.builds(
    Mace1, highest=st.integers(0, 4), known_victim=st.booleans(), from_missing=st.booleans()
)  # fmt: skip


@pytest.mark.parametrize(
    ("level", "is_proposed"), [("", False), ("Standard", False), ("Medium", False), ("High", True), ("Actual", True)]
)
def test_the_highest_levels_propose(level: str, is_proposed: bool) -> None:
    """M1-2 b: two of four, as the preset has it."""
    found = proposed(Known(level=level, levels=LEVELS, latest=AT), ARRANGED)
    assert (found is not None) == is_proposed
    if found:
        assert found == (Way.LEVEL, f"Level {level}")


def test_the_lowest_level_alone_proposes_nobody() -> None:
    """M1-2 b: a scheme with two levels proposes by its higher one, whatever the number."""
    two = ("Low", "High")
    assert proposed(Known(level="Low", levels=two, latest=AT), ARRANGED) is None
    assert proposed(Known(level="High", levels=two, latest=AT), ARRANGED) == (Way.LEVEL, "Level High")


def test_a_level_that_the_scheme_no_longer_has_proposes_nobody_by_itself() -> None:
    """M1-2 b: nothing is guessed of words that mean nothing any more."""
    assert proposed(Known(level="Severe", levels=LEVELS, latest=AT), ARRANGED) is None


def test_whoever_is_known_to_be_exploited_comes_whatever_the_level() -> None:
    """M1-2 b: with every type in words."""
    known = Known(level="Standard", levels=LEVELS, exploited=("criminal", "sexual"), latest=AT)
    assert proposed(known, ARRANGED) == (Way.LEVEL, "Known to be exploited (criminal, sexual)")
    assert proposed(known, ARRANGED.model_copy(update={"known_victim": False})) is None


@pytest.mark.parametrize(("repeatedly", "at_risk"), [(False, False), (True, False), (False, True), (True, True)])
def test_the_most_vulnerable_from_missing_are_both(repeatedly: bool, at_risk: bool) -> None:
    """M1-2 b, MIS-12: repeatedly missing and at significant risk; one of the two is not enough."""
    found = proposed(Known(repeatedly=repeatedly, at_risk=at_risk, latest=AT), ARRANGED)
    assert (found is not None) == (repeatedly and at_risk)
    if found:
        assert found == (Way.MISSING, "Repeatedly missing, and harmed or at risk of harm")


def test_every_reason_is_named() -> None:
    """M1-2 b: explained by its own parts."""
    known = Known("Actual", LEVELS, ("criminal",), repeatedly=True, at_risk=True, latest=AT)
    found = proposed(known, ARRANGED)
    assert found is not None
    assert found[1] == (
        "Level Actual; known to be exploited (criminal); repeatedly missing, and harmed or at risk of harm"
    )


def test_the_panel_that_presents_proposes_nobody_by_itself() -> None:
    """M1-12, PAR-8: the Buckinghamshire preset waits for whoever refers the child."""
    panel = preset("buckinghamshire").arrangement.mace1
    known = Known("Actual", LEVELS, ("criminal",), repeatedly=True, at_risk=True, latest=AT)
    assert proposed(known, panel) is None
    assert proposed(known, preset("essex").arrangement.mace1) is not None


@given(KNOWN, ARRANGEMENTS)
def test_what_a_meeting_knew_does_not_bring_a_child_back(known: Known, arranged: Mace1) -> None:
    """M1-9: exactly what is newer than the closing does."""
    afresh = proposed(replace(known, closed=None), arranged)
    found = proposed(known, arranged)
    if known.closed and (known.latest is None or known.latest <= known.closed):
        assert found is None
    else:
        assert found == afresh


@given(KNOWN, ARRANGEMENTS)
def test_knowing_more_never_takes_a_child_off(known: Known, arranged: Mace1) -> None:
    """M1-2 b: monotone in every fact."""
    known = replace(known, closed=None)
    if proposed(known, arranged) is None:
        return
    worse = [replace(known, repeatedly=True, at_risk=True), replace(known, exploited=("criminal", "labour", "sexual"))]
    place = LEVELS.index(known.level) if known.level else 0
    worse += [replace(known, level=level) for level in LEVELS[place:]] if known.level else []
    assert all(proposed(each, arranged) is not None for each in worse)


@given(KNOWN, ARRANGEMENTS, st.integers(1, 4))
def test_a_wider_arrangement_takes_nobody_off(known: Known, arranged: Mace1, more: int) -> None:
    """M1-2 b, PAR-7: one level more proposes the same children and others."""
    wider = arranged.model_copy(update={"highest": arranged.highest + more})
    if proposed(known, arranged):
        assert proposed(known, wider)


@given(KNOWN, ARRANGEMENTS)
def test_a_child_of_whom_nothing_is_known_is_not_proposed(known: Known, arranged: Mace1) -> None:
    """M1-2 b: by nothing but facts."""
    assert proposed(Known(latest=known.latest), arranged) is None


def test_a_minute_after_the_closing_is_newer() -> None:
    """M1-9: to the instant."""
    known = Known("High", LEVELS, latest=AT, closed=AT)
    assert proposed(known, ARRANGED) is None
    assert proposed(replace(known, latest=AT + timedelta(microseconds=1)), ARRANGED) is not None
