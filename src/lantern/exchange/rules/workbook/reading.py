"""A sheet of a workbook, unpacked once into plain numbered records: read only, its caps checked on the way (MIS-3)."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.workbook.cells import as_text
from lantern.exchange.rules.workbook.safety import DAMAGED, MOST_STRINGS, opened_archive

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 4_000_000
LONGEST_CELL = 32_767  # characters, as in Excel
SEEN = 60  # rows by which the width of a sheet is told
IN_MEMORY = 8_000_000  # bytes of text; beyond that a file that is gone when it is closed
FORMULA_TAGS = (b"<f>", b"<f ", b"<f/")
PIECE = 1 << 20
Value = object


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A sheet as CSV in UTF-8, the number of each row before its cells; and the names of all sheets."""

    text: BinaryIO
    sheet: str
    sheets: tuple[str, ...]
    later_epoch: bool


def open_workbook(file: BinaryIO, sheet: str = "") -> Unpacked:
    """The sheet of that name, else the first that holds a table. Raises `FeedError` with what is wrong, in a sentence."""
    archive = opened_archive(file)
    file.seek(0)
    try:
        return _unpacked(file.read(), archive, sheet)
    except FeedError:
        raise
    except Exception:  # whatever a library says of a file that is made or damaged in some way nobody thought of
        raise FeedError(DAMAGED) from None


def _unpacked(content: bytes, archive: zipfile.ZipFile, wanted: str) -> Unpacked:
    _check_texts(archive)
    values = _loaded(content, cached=True)
    sheets = [each for each in values.worksheets if each.sheet_state == "visible"]
    if not sheets:
        raise FeedError("The workbook has no sheet that can be seen.")
    names = tuple(each.title for each in sheets)
    if wanted and wanted not in names and len(names) > 1:
        wanted = ""  # the layout is looked for on the first sheet that holds a table; what is missing is then said
    chosen = next((each for each in sheets if each.title == wanted), None) or _with_a_table(sheets)
    formulas = None
    if _holds_formulas(archive, chosen):
        formulas = next(each for each in _loaded(content, cached=False).worksheets if each.title == chosen.title)
    text = _written(chosen, formulas)
    return Unpacked(text, chosen.title, names, values.epoch == CALENDAR_MAC_1904)


def _loaded(content: bytes, *, cached: bool) -> Any:
    return load_workbook(io.BytesIO(content), read_only=True, data_only=cached, keep_links=False)


def _check_texts(archive: zipfile.ZipFile) -> None:
    """The archive may say less of its parts than they hold: what is unpacked whole is unpacked once with an eye on it."""
    for part in archive.infolist():
        if part.filename.startswith("xl/worksheets/"):
            continue
        read = 0
        with archive.open(part) as opened:
            while piece := opened.read(PIECE):
                read += len(piece)
                if read > MOST_STRINGS:
                    raise FeedError(DAMAGED)


def _with_a_table(sheets: Sequence[Any]) -> Any:
    """The first sheet with two rows of two cells or more, else the first."""
    for sheet in sheets:
        filled = (row for row in islice(_rows(sheet, MOST_COLUMNS), SEEN) if sum(cell is not None for cell in row) > 1)
        if len(list(islice(filled, 2))) == 2:
            return sheet
    return sheets[0]


def _holds_formulas(archive: zipfile.ZipFile, sheet: Any) -> bool:
    """Whether the sheet has a formula: then it is asked which of them come without the value they last had."""
    kept = b""
    with archive.open(sheet._worksheet_path) as opened:
        while piece := opened.read(PIECE):
            if any(tag in kept + piece for tag in FORMULA_TAGS):
                return True
            kept = piece[-4:]
    return False


def _rows(sheet: Any, width: int) -> Iterator[tuple[Value, ...]]:
    """Rows as wide as the last cell of each, up to `width`; a size that the sheet states about itself is not believed."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True, max_col=width):
        yield tuple(row)


def _written(sheet: Any, formulas: Any) -> BinaryIO:
    width = _width(sheet)
    text: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - lives as long as the feed
    written = io.TextIOWrapper(text, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(written)
    rows = 0
    for number, cells in enumerate(_texts(sheet, formulas, width), start=1):
        if not any(cells):
            continue
        if max(map(len, cells)) > LONGEST_CELL:
            raise FeedError(DAMAGED)
        rows += 1
        if rows > MOST_ROWS or rows * width > MOST_CELLS:
            raise FeedError(
                f"The sheet {sheet.title} has more than {rows - 1:,} rows of {width} columns. Split it, or save it as CSV."
            )
        writer.writerow([number, *cells])
    written.detach()
    return text


def _texts(sheet: Any, formulas: Any, width: int) -> Iterator[list[str]]:
    if formulas is None:
        for row in _rows(sheet, width):
            yield [as_text(value) for value in row]
        return
    # A formula that was never worked out has no value: its text stands for it, so that the row says why it is refused.
    for row, said in zip_longest(_rows(sheet, width), _rows(formulas, width), fillvalue=()):
        yield [
            as_text(getattr(formula, "text", formula) if value is None else value)
            for value, formula in zip_longest(row, said, fillvalue=None)
        ]


def _width(sheet: Any) -> int:
    """Columns up to the last one filled in the first rows."""
    widest = 0
    for row in islice(_rows(sheet, MOST_COLUMNS + 1), SEEN):
        widest = max([widest, *(place for place, cell in enumerate(row, start=1) if cell not in (None, ""))])
    if widest > MOST_COLUMNS:
        raise FeedError(
            f"The sheet {sheet.title} has more than {MOST_COLUMNS} columns. Send only those that are needed."
        )
    return max(widest, 1)
