"""Chance that repeats: the same stream for the same names, things drawn as often as their weights say."""

from collections import Counter
from datetime import timedelta
from math import exp
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.demo.rules.chance import Deck, lognormal, lognormal_minutes, pick, stream


@given(st.lists(st.integers() | st.text(max_size=5), min_size=1, max_size=4))
def test_a_stream_depends_on_its_names_alone(names: list[object]) -> None:
    """Work that stopped goes on: one child's story never shifts another's."""
    assert [stream(*names).random() for _ in range(3)] == [stream(*names).random()] * 3
    assert stream(*names).random() != stream(*names, "more").random()


def test_streams_of_other_names_are_others() -> None:
    """Neighbouring children have nothing in common."""
    firsts = {stream(7, "history", number).random() for number in range(500)}
    assert len(firsts) == 500
    assert 0.4 < sum(firsts) / 500 < 0.6


class Fixed(Random):
    """A chance that always says the same."""

    def __init__(self, value: float) -> None:
        super().__init__(1)
        self.value = value

    def random(self) -> float:
        return self.value


@pytest.mark.parametrize(("value", "item"), [(0.0, "a"), (0.2499, "a"), (0.25, "b"), (0.74, "c"), (0.9999, "d")])
def test_each_of_several_is_as_likely(value: float, item: str) -> None:
    """Four items, a quarter each; the last is never passed."""
    assert pick(Fixed(value), "abcd") == item


DRAWS = [(0.0, "a"), (0.0999, "a"), (0.1001, "b"), (0.3999, "b"), (0.4001, "d"), (0.9999, "d")]


@pytest.mark.parametrize(("value", "item"), DRAWS)
def test_a_deck_is_divided_by_its_weights(value: float, item: str) -> None:
    """One, three and six in ten; what weighs nothing is never drawn."""
    deck = Deck([("a", 1), ("b", 3), ("c", 0), ("d", 6)])
    assert deck.draw(Fixed(value)) == item
    assert deck.items == ["a", "b", "d"]
    assert deck.total == 10


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=8), st.integers(0, 10_000))
def test_a_deck_draws_only_what_is_in_it(weights: list[float], seed: int) -> None:
    deck = Deck(enumerate(weights))
    assert deck.draw(Random(seed)) in range(len(weights))
    assert deck.total == pytest.approx(sum(weights))
    assert deck.marks == sorted(deck.marks)


def test_many_draws_come_as_often_as_their_weights_say() -> None:
    """Within a few in a hundred."""
    deck, rng = Deck([("rare", 1), ("often", 9)]), Random(4)
    drawn = Counter(deck.draw(rng) for _ in range(5000))
    assert drawn["rare"] / 5000 == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize(("middle", "spread"), [(7, 1.2), (110, 0.8), (15, 0.7)])
def test_a_lognormal_has_its_median_and_its_spread(middle: float, spread: float) -> None:
    """Most near the middle, a long tail upwards."""
    values = lognormal(middle, spread)
    assert len(values) == 1024
    assert list(values) == sorted(values)
    assert median(values) == pytest.approx(middle, rel=0.01)
    below = sum(value < middle * exp(-spread) for value in values) / len(values)
    assert below == pytest.approx(0.159, abs=0.01)
    assert sum(values) / len(values) == pytest.approx(middle * exp(spread**2 / 2), rel=0.05)
    assert len(lognormal(middle, spread, steps=20)) == 20


def test_lengths_are_whole_minutes() -> None:
    """Ready to be added to a time."""
    values = lognormal_minutes(15, 0.7)
    assert all(value % timedelta(minutes=1) == timedelta() for value in values)
    assert median(value.total_seconds() for value in values) == 14.5 * 60
