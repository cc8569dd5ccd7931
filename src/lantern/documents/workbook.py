"""A sheet as an Excel file: written row by row, typed, and with text that stays text (security.md 7)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lantern.documents.rules.sheet import Cell, Column, Holds, Sheet, TooManyRows

IN_MEMORY = 2_000_000  # bytes; a larger file is written to disk and deleted when it is closed
LONGEST = 32_767  # characters in a cell of a spreadsheet
FORMATS = {Holds.DAY: "dd/mm/yyyy", Holds.TIME: "dd/mm/yyyy hh:mm"}
BOLD = Font(bold=True)


def workbook(sheet: Sheet) -> IO[bytes]:
    """The sheet as an open .xlsx, at its beginning. Raises `TooManyRows`; after any fault nothing is kept."""
    book = Workbook(write_only=True)
    book.properties.creator = "Lantern"
    book.properties.title = sheet.name
    book.properties.description = sheet.marking
    page: Any = book.create_sheet(sheet.name[:31])
    _look(page, sheet)
    for note in (sheet.marking, *sheet.notes):
        page.append([_bold(page, note)])
    page.append([_bold(page, column.label) for column in sheet.columns])
    try:
        for row in _at_most(sheet.rows, sheet.most):
            page.append([_cell(page, *pair) for pair in zip(sheet.columns, _as_held(row), strict=True)])
    except BaseException:  # too many rows, or a database that went: no half of a list of children stays on the disk
        page.close()
        page._writer.cleanup()  # the half-written sheet, which openpyxl keeps in a file
        raise
    written: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller sends and closes it
    book.save(written)
    written.seek(0)
    return written


def _look(page: Any, sheet: Sheet) -> None:
    """Headings stay in sight and repeat in print, where the marking stands on every page (SHA-1)."""
    top = len(sheet.notes) + 2
    page.freeze_panes = f"B{top + 1}"
    page.print_title_rows = f"{top}:{top}"
    page.page_setup.orientation = "landscape"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    page.oddHeader.center.text = sheet.marking.replace("&", "&&")
    page.oddFooter.center.text = "Page &P of &N"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width


def _at_most(rows: Iterable[Sequence[Cell]], most: int) -> Iterable[Sequence[Cell]]:
    every = iter(rows)
    yield from islice(every, most)
    if next(every, None) is not None:
        raise TooManyRows(most)


def _as_held(row: Sequence[Cell]) -> Sequence[Cell]:
    """A spreadsheet knows no zones: the caller gives London's time, and it is written as it is read."""
    return [value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in row]


def _cell(page: Any, column: Column, value: Cell) -> Any:
    """Text is written as text whatever it begins with, and marked so, so that it stays text when somebody edits it."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(page, value)
    cell = WriteOnlyCell(page, value)  # type: ignore[arg-type]
    if isinstance(value, date):
        cell.number_format = FORMATS.get(column.holds, FORMATS[Holds.DAY])
    return cell


def _text(page: Any, value: str) -> Any:
    cell = WriteOnlyCell(page)
    written = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
    cell.value, cell.data_type = written, "s"
    if written[:1] in "=+-@\t\r":  # of what is written: a sign that is left out hides none that follows it
        cell.style = "Normal"
        cell.quotePrefix = True
    return cell


def _bold(page: Any, text: str) -> Any:
    cell = _text(page, text)
    cell.font = BOLD
    return cell
