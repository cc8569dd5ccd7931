"""The level of exploitation over time, drawn and said (EXP-2)."""

from datetime import UTC, datetime, timedelta

from lantern.casefile.level_picture import levels, said

NAMES = ("Standard", "Medium", "High")
OPENS = datetime(2026, 1, 1, tzinfo=UTC)
NOW = OPENS + timedelta(days=100)


def test_steps_go_along_each_level_until_the_next_was_decided() -> None:
    """EXP-2: the lowest at the bottom, to the right edge from the last."""
    drawn = str(levels(NAMES, [(OPENS + timedelta(days=10), 0), (OPENS + timedelta(days=50), 2)], OPENS, NOW))
    assert 'd="M100.0 80H500.0V16H1000"' in drawn
    assert "Standard on 11 January 2026, High on 20 February 2026" in drawn


def test_a_level_from_before_stands_from_the_left_edge() -> None:
    """EXP-2."""
    assert 'd="M0.0 48H1000"' in str(levels(NAMES, [(OPENS - timedelta(days=3), 1)], OPENS, NOW))


def test_no_level_is_no_line() -> None:
    """EXP-2."""
    assert 'd=""' in str(levels(NAMES, [], OPENS, NOW))
    assert said(NAMES, []) == "No level yet"


def test_what_was_decided_today_is_seen() -> None:
    """EXP-2."""
    assert 'd="M984.0 16H1000"' in str(levels(NAMES, [(NOW, 2)], OPENS, NOW))
