"""Chance that repeats: streams named by what they are for, and weighted choice."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import accumulate
from math import exp
from random import Random
from statistics import NormalDist
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(*names: object) -> Random:
    """A random stream that depends on `names` alone, so that one child's story never shifts another's."""
    return Random("/".join(map(str, names)))  # noqa: S311 - invented data must repeat; nothing here is a secret


def pick(rng: Random, items: Sequence[T]) -> T:
    """One of `items`, each as likely; several times faster than `Random.choice`."""
    return items[int(rng.random() * len(items))]


def lognormal(median: float, spread: float, *, steps: int = 1024) -> tuple[float, ...]:
    """`steps` equally likely values of a log-normal quantity, to pick from; `spread` is that of the logarithm."""
    normal = NormalDist(0, spread)
    return tuple(median * exp(normal.inv_cdf((step + 0.5) / steps)) for step in range(steps))


def lognormal_minutes(median: float, spread: float) -> tuple[timedelta, ...]:
    """The same as whole minutes, ready to be added to a time."""
    return tuple(timedelta(minutes=int(minutes)) for minutes in lognormal(median, spread))


class Deck(Generic[T]):
    """Things drawn as often as their weights say."""

    __slots__ = ("items", "marks", "total", "weights")

    def __init__(self, weights: Iterable[tuple[T, float]]) -> None:
        pairs = [(item, weight) for item, weight in weights if weight > 0]
        self.items = [item for item, _ in pairs]
        self.weights = [weight for _, weight in pairs]
        self.marks = list(accumulate(self.weights))
        self.total = self.marks[-1]

    def draw(self, rng: Random) -> T:
        return self.items[bisect(self.marks, rng.random() * self.total)]
