"""From a sheet's rows to a table's: what is taken, what is refused, and which cells mean nothing (MIS-16)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic

from lantern.exchange.rules.return_files import Sheet
from lantern.exchange.rules.return_layouts import Cells, Layout, Row

_FORMULA = ("=", "+", "-", "@")  # what a spreadsheet program would run; no value of these columns begins so


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that is in no table, and why; `row` as a spreadsheet counts."""

    table: str
    row: int
    words: str


@dataclass(frozen=True, slots=True)
class CellDoubt:
    """A cell kept as received that means nothing as a date; `row` as a spreadsheet counts."""

    table: str
    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Taken(Generic[Row]):
    """A sheet sorted out: every row of it is either in `rows` or in `refused`."""

    rows: tuple[Row, ...]
    refused: tuple[RowRefused, ...]
    doubts: tuple[CellDoubt, ...]


def taken_from(sheet: Sheet, layout: Layout[Row]) -> Taken[Row]:
    """The rows of `sheet` as values of `layout`."""
    rows: list[Row] = []
    refused: list[RowRefused] = []
    doubts: list[CellDoubt] = []
    width = len(sheet.columns)
    for number, received in sheet.rows:
        cells = _without_blank_tail(received, width)
        why = _why_refused(cells, sheet.columns, layout)
        if why:
            refused.append(RowRefused(layout.table, number, why))
            continue
        named = {column: cell if cell.strip() else None for column, cell in zip(sheet.columns, cells, strict=True)}
        rows.append(layout.row(number, named))
        doubts.extend(_doubts(number, named, layout))
    return Taken(tuple(rows), tuple(refused), tuple(doubts))


def _without_blank_tail(cells: list[str], width: int) -> list[str]:
    """Spreadsheet programs leave blank cells behind the last column; they say nothing."""
    return cells[:width] if not any(cell.strip() for cell in cells[width:]) else cells


def _why_refused(cells: Sequence[str], columns: Sequence[str], layout: Layout[Row]) -> str:
    """Why a row cannot be taken; empty when it can."""
    if not any(cell.strip() for cell in cells):
        return "The row is empty."
    if len(cells) != len(columns):
        return f"The row has {len(cells)} cells; there are {len(columns)} columns."
    for column, cell in zip(columns, cells, strict=True):
        if cell.lstrip().startswith(_FORMULA) and column in layout.columns:
            return f"{column} holds a formula. Put its value there."
        if column == "CHILD" and not cell.strip():
            return "The row has no child number (CHILD)."
    return ""


def _doubts(number: int, cells: Cells, layout: Layout[Row]) -> Iterator[CellDoubt]:
    for column, read in layout.dates.items():
        if read(cells[column]).is_unreadable:
            yield CellDoubt(layout.table, number, column, _why_no_date(cells[column] or ""))


def _why_no_date(text: str) -> str:
    year = re.fullmatch(r"\d{1,2}/\d{1,2}/(\d+)", text.strip(), re.ASCII)
    if year and len(year[1]) != 4:
        return f"“{text}” is not a date: its year has {len(year[1])} figures. Write dd/mm/yyyy."
    return f"“{text}” is not a date. Write dd/mm/yyyy."
