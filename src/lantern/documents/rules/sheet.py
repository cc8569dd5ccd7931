"""A sheet of a workbook as plain values: typed columns, and rows that may be more than fit into memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Cell = str | int | float | bool | date | datetime | None
MOST_ROWS = 100_000


class Holds(StrEnum):
    """What the cells of a column hold; a spreadsheet sorts and filters by it."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    TIME = "day and time"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters."""

    label: str
    holds: Holds = Holds.TEXT
    width: int = 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """`notes` stand above the table: the marking, who took it out, when, and what for."""

    name: str
    marking: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    most: int = MOST_ROWS


class TooManyRows(Exception):
    """A sheet would have more rows than may leave at once."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.reason = f"More than {most:,} rows. Narrow the list first."
