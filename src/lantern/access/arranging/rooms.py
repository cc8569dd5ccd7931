"""What the rooms above add to the pages about the arrangement: whose obligations they are, for those who may see them.

rooms.listed_by(lines); rooms.counted_by(counts)
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from lantern.access.viewer import Viewer
from lantern.design.listing import Count
from lantern.organisation.rules.consequences import Moved

Days = tuple[date, date]


class Line(NamedTuple):
    """One obligation that would move, of a child the viewer may see."""

    child: str
    url: str
    what: str
    before: datetime | None
    after: datetime | None


class Number(NamedTuple):
    """How many open obligations follow a version, and where they are listed."""

    total: Count
    url: str


Lines = Callable[[Sequence[Moved], Viewer, int], list[Line]]
Counts = Callable[[Mapping[int, Days], Viewer], dict[int, Number]]
_lines: list[Lines] = []
_counts: list[Counts] = []


def listed_by(lines: Lines) -> None:
    """`lines(moved, viewer, most)` are the first of those that the viewer may see."""
    _lines[:] = [lines]


def counted_by(counts: Counts) -> None:
    """`counts(days, viewer)`: by a version's number, of the open obligations whose version is that of its days."""
    _counts[:] = [counts]


def lines(moved: Sequence[Moved], viewer: Viewer, most: int) -> list[Line]:
    return [line for each in _lines for line in each(moved, viewer, most)]


def counts(days: Mapping[int, Days], viewer: Viewer) -> dict[int, Number]:
    return {number: count for each in _counts for number, count in each(days, viewer).items()}
