"""Many children at once, and what one home is (SHA-6)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.governance.rules.answers import NotAllowed, check_can_answer
from lantern.governance.rules.bursts import Burst, busiest_hour, is_burst, said, usual
from lantern.governance.rules.homes import home
from lantern.governance.vocabulary import ANSWERS, State
from lantern.organisation.rules.arrangement import Unusual

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPENINGS = st.lists(
    st.tuples(st.integers(0, 240).map(lambda n: NOON + timedelta(minutes=n)), st.integers(1, 8)), max_size=40
)


@given(OPENINGS)
def test_the_busiest_hour_is_the_one_found_by_trying_all(openings: list[tuple[datetime, int]]) -> None:
    """SHA-6: different children, however often each was opened, in any order."""
    found = busiest_hour(openings)
    tried = [len({child for at, child in openings if start <= at <= start + HOUR}) for start, _ in openings]
    assert (found.children if found else 0) == max(tried, default=0)
    if found:
        assert found.last_at - found.first_at <= HOUR
        assert len({child for at, child in openings if found.first_at <= at <= found.last_at}) >= found.children


def test_an_hour_is_closed_at_both_ends() -> None:
    """SHA-6."""
    assert busiest_hour([(NOON, 1), (NOON + HOUR, 2)]) == Burst(2, NOON, NOON + HOUR)
    late = NOON + HOUR + timedelta(microseconds=1)
    assert busiest_hour([(NOON, 1), (late, 2)]) == Burst(1, NOON, NOON)


@given(st.integers(0, 200), st.none() | st.floats(0, 100), st.integers(2, 100), st.integers(1, 9))
def test_a_burst_passes_both_the_number_and_the_persons_own_usual(
    children: int, own: float | None, number: int, times: int
) -> None:
    """SHA-6: somebody whose work is to open many is not asked each day; where nothing is known the number decides."""
    limits = Unusual(children_an_hour=number, times_usual=times)
    assert is_burst(children, own, limits) == (children >= number and (own is None or children >= times * own))


@given(st.lists(st.integers(1, 50), max_size=12))
def test_what_is_usual_needs_days(busiest: list[int]) -> None:
    """SHA-6: one busy day must not become what is usual."""
    found = usual(busiest)
    assert (found is None) == (len(busiest) < 5)
    if found is not None:
        assert min(busiest) <= found <= max(busiest)


def test_a_burst_says_how_many_and_what_is_usual() -> None:
    """SHA-6."""
    burst = Burst(41, NOON, NOON + HOUR)
    assert said(burst, 6.0).endswith(
        "41 children were opened within an hour. In the busiest hour of most of their days they open 6."
    )
    assert said(burst, None).endswith("What is usual for them is not known yet.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("12 Sample Street", "CM1 1AA"), ("12, SAMPLE ST.", "cm11aa")),
        (("Flat 2, 12 Sample Street", "CM1 1AA"), ("flat 2 12 Sample Street, Nowhere", "CM1  1AA")),
        (("12a Sample Street", "CM1 1AA"), ("12A Sample Street", "CM1 1AA")),
        (("Rose Cottage, Sample Lane", "CM1 1AA"), ("rose cottage", "CM1 1AA")),
        (("12 Sample Street CM1 1AA", "CM1 1AA"), ("12 Sample Street", "CM1 1AA")),
    ],
)
def test_one_home_however_it_is_written(one: tuple[str, str], other: tuple[str, str]) -> None:
    """SHA-6."""
    assert home(*one) == home(*other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("12 Sample Street", "CM1 1AA"), ("13 Sample Street", "CM1 1AA")),
        (("12 Sample Street", "CM1 1AA"), ("12 Sample Street", "CM1 1AB")),
        (("Flat 1, 12 Sample Street", "CM1 1AA"), ("Flat 2, 12 Sample Street", "CM1 1AA")),
        (("Rose Cottage", "CM1 1AA"), ("Lily Cottage", "CM1 1AA")),
    ],
)
def test_two_homes_are_two(one: tuple[str, str], other: tuple[str, str]) -> None:
    """SHA-6."""
    assert home(*one) != home(*other)


@pytest.mark.parametrize("address", [("", "CM1 1AA"), ("12 Sample Street", ""), ("12 Sample Street", "nowhere")])
def test_too_little_is_no_home(address: tuple[str, str]) -> None:
    """SHA-6: a postcode alone is a street, and would make neighbours one family."""
    assert home(*address) == ""


@given(st.sampled_from(State), st.sampled_from(State))
def test_what_may_be_answered(state: State, answer: State) -> None:
    """SHA-6: what was explained may be referred and the other way round; nothing becomes new again."""
    anyone, somebody = uuid4(), uuid4()
    if answer in ANSWERS[state]:
        check_can_answer(state=state, answer=answer, about=anyone, by=somebody)
    else:
        with pytest.raises(NotAllowed, match="already"):
            check_can_answer(state=state, answer=answer, about=anyone, by=somebody)
    with pytest.raises(NotAllowed, match="Somebody else"):
        check_can_answer(state=state, answer=answer, about=anyone, by=anyone)
