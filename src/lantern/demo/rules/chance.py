"""Chance that repeats: streams named by what they are for, and weighted choice."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(*names: object) -> Random:
    """A random stream that depends on `names` alone, so that one child's story never shifts another's."""
    return Random("/".join(map(str, names)))  # noqa: S311 - invented data must repeat; nothing here is a secret


def pick(rng: Random, items: Sequence[T]) -> T:
    """One of `items`, each as likely; several times faster than `Random.choice`."""
    return items[int(rng.random() * len(items))]


class Deck(Generic[T]):
    """Things drawn as often as their weights say."""

    __slots__ = ("items", "marks", "total")

    def __init__(self, weights: Iterable[tuple[T, float]]) -> None:
        pairs = [(item, weight) for item, weight in weights if weight > 0]
        self.items = [item for item, _ in pairs]
        self.marks = list(accumulate(weight for _, weight in pairs))
        self.total = self.marks[-1]

    def draw(self, rng: Random) -> T:
        return self.items[bisect(self.marks, rng.random() * self.total)]
