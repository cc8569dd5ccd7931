"""A return's folder as it came: each table with its bytes, its cells by row, and the rows that cannot be taken (MIS-16)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from lantern.exchange.rules.return_files import Sheet, sheet_in
from lantern.exchange.rules.return_reading import Reading, contents_of, read_return
from lantern.exchange.rules.return_tables import DateCell, EpisodeRow, MissingRow, ReturnTables, Table
from lantern.timekeeping.periods import NotAReturnYear, ReturnYear

Cells = Mapping[str, str]
NO_PLACE = "Kept as received: Lantern holds nothing of this table."
TAKEN = (Table.HEADER, Table.EPISODES, Table.MISSING_LAST, Table.MISSING)
"""Tables that are taken in, in the order in which each builds on those before; the others are kept as received."""


@dataclass(frozen=True, slots=True)
class ReceivedTable:
    """One table's file: `cells` by row as a spreadsheet counts, `refused` with the words for rows that are in no table."""

    table: str
    name: str
    content: bytes
    cells: Mapping[int, Cells]
    refused: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ReceivedReturn:
    """A return as it came and as it was read; its files in the order in which they are taken in."""

    files: tuple[ReceivedTable, ...]
    tables: ReturnTables
    unread: tuple[str, ...]


def received_from(directory: Path) -> ReceivedReturn:
    """The return in `directory`, read whole before anything is made of it. Raises `ReturnReadingError`."""
    contents = contents_of(directory)
    reading = read_return(contents)
    files = [_table(table, name, contents[name], reading) for table, name in reading.files.items()]
    return ReceivedReturn(tuple(sorted(files, key=_place)), reading.tables, reading.unread)


def year_of(tables: ReturnTables) -> ReturnYear | None:
    """The year that most ends of periods and of care fall in, else most starts; the later one of two; `None` without any."""
    rows: list[MissingRow | EpisodeRow] = [*(tables.missing or ()), *(tables.episodes or ())]
    return _most([row.end for row in rows]) or _most([row.start for row in rows])


def _place(file: ReceivedTable) -> tuple[int, str]:
    return TAKEN.index(file.table) if file.table in TAKEN else len(TAKEN), file.table


def _table(table: str, name: str, content: bytes, reading: Reading) -> ReceivedTable:
    sheet = sheet_in(name, content)
    refused = {row.row: row.words for row in reading.refused if row.table == table}
    if table not in TAKEN:
        refused = dict.fromkeys((number for number, _ in sheet.rows), NO_PLACE) | refused
    return ReceivedTable(table, name, content, {number: _cells(sheet, cells) for number, cells in sheet.rows}, refused)


def _cells(sheet: Sheet, cells: list[str]) -> dict[str, str]:
    """Cells by column; those beyond the last column by their position, so that nothing is lost."""
    beyond = (f"column {number}" for number in range(len(sheet.columns) + 1, len(cells) + 1))
    return dict(zip_longest((*sheet.columns, *beyond), cells, fillvalue=""))


def _most(cells: list[DateCell]) -> ReturnYear | None:
    years = Counter(year for cell in cells if (year := _year(cell)))
    return max(years, key=lambda year: (years[year], year), default=None)


def _year(cell: DateCell) -> ReturnYear | None:
    try:
        return ReturnYear.of(cell.day) if cell.day else None
    except NotAReturnYear:
        return None
