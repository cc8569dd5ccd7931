"""A child's time line as an address asks for it: of one kind, of one year, newest or oldest first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from lantern.access.viewer import Viewer
from lantern.children.chronology import Entry, entries
from lantern.children.models import Child
from lantern.children.vocabulary import Line

OLDEST = "oldest"


@dataclass(frozen=True)
class Asked:
    """What the time line was narrowed to."""

    kind: Line | None = None
    year: int | None = None
    oldest_first: bool = False

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Self:
        """From an address; words that are not known ask for nothing."""
        kind, year = params.get("kind", ""), params.get("year", "")
        return cls(
            kind=Line(kind) if kind in set(Line) else None,
            year=int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None,
            oldest_first=params.get("order") == OLDEST,
        )


@dataclass(frozen=True)
class TimeLine:
    """The lines that were asked for, and how many each filter would show beside the other that is set."""

    lines: Sequence[Entry]
    kinds: Mapping[str, int]
    years: Mapping[str, int]


def time_line(child: Child, viewer: Viewer, asked: Asked) -> TimeLine:
    """Everything dated of a child whom the caller has reached through the scope; one query or two a room."""
    return narrowed(entries(child, viewer), asked)


def narrowed(told: Sequence[Entry], asked: Asked) -> TimeLine:
    """`told`, newest first, as asked; "" counts what is shown without that filter."""
    dated = [(each, each.when.day.year) for each in told]
    of_year = [each for each, year in dated if asked.year in (None, year)]
    of_kind = [(each, year) for each, year in dated if asked.kind in (None, each.kind)]
    lines = [each for each, year in of_kind if asked.year in (None, year)]
    return TimeLine(
        lines=lines[::-1] if asked.oldest_first else lines,
        kinds={"": len(of_year), **Counter(each.kind for each in of_year)},
        years={"": len(of_kind), **Counter(str(year) for _, year in of_kind)},
    )
