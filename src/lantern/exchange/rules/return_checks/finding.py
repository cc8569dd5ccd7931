"""What a check finds, and what a rule of the return is (MIS-16)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lantern.exchange.rules.return_checks.gathered import Gathered
from lantern.exchange.rules.return_tables import CollectionYear

Place = tuple[str, int]
"""A table's name and a row's number in it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one row breaks: which cells to look at, and what is wrong in words."""

    rule: str
    table: str
    row: int
    fields: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A numbered rule. `needs`: the tables without which it cannot be checked; `find`: the rows that break it.

    `last_year` is the calendar year in which the last return with this rule began; `None` while the rule is live.
    """

    number: str
    fields: tuple[str, ...]
    words: str
    needs: frozenset[str]
    find: Callable[[Gathered, CollectionYear], Iterable[Place]]
    last_year: int | None = None

    def is_live(self, year: CollectionYear) -> bool:
        """Whether the return of `year` still has this rule."""
        return self.last_year is None or year.start.year <= self.last_year


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule that could not be checked, and why: silence about it would read as a pass."""

    rule: str
    words: str
