"""SHA-4: what restricting a record and ending a conflict refuse, in words, and when a restriction is looked at again."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules.restricting import (
    ENDED_ALREADY,
    FEWEST,
    OWN,
    against_ending,
    against_naming_only,
    against_taking_off,
    review_due,
)

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize("named", [0, 1])
def test_fewer_than_two_cannot_be_named(named: int) -> None:
    """SHA-4: a record that one person alone sees would soon have nobody."""
    assert against_naming_only(named)


@given(st.integers(FEWEST, 50))
def test_two_and_more_can(named: int) -> None:
    """SHA-4."""
    assert against_naming_only(named) == against_taking_off(named) == ""


@pytest.mark.parametrize(("left", "said"), [(0, "Then nobody"), (1, "Then one person")])
def test_nobody_is_taken_off_when_too_few_are_left(left: int, said: str) -> None:
    """SHA-4."""
    assert against_taking_off(left).startswith(said)


def test_nobody_ends_their_own_conflict() -> None:
    """SHA-4: ended or not."""
    assert against_ending(whose=ONE, by=ONE, ended=False) == against_ending(whose=ONE, by=ONE, ended=True) == OWN


def test_another_person_ends_it_once() -> None:
    """SHA-4."""
    assert against_ending(whose=ONE, by=OTHER, ended=False) == ""
    assert against_ending(whose=ONE, by=OTHER, ended=True) == ENDED_ALREADY


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 365))
def test_a_review_is_due_so_many_days_on(since: date, days: int) -> None:
    """SHA-4: calendar days; ninety from 1 March are 30 May."""
    assert review_due(since, days) - since == timedelta(days=days)
    assert review_due(date(2026, 3, 1), 90) == date(2026, 5, 30)
