"""Writing the Missing table of the looked-after return (MIS-16)."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from lantern.exchange.rules.return_layouts import MISSING_COLUMNS
from lantern.exchange.rules.return_tables import MissingRow

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ReturnWritingError(ValueError):
    """A row that must not leave the house as it is; the message says which and why."""


def write_missing_table(rows: Iterable[MissingRow], path: Path) -> None:
    """Write `rows`, in their order, as CSV to `path`: whole or not at all. Raises `ReturnWritingError`.

    UTF-8 without a mark; lines end in CR LF, as RFC 4180 has it and as the spreadsheet programs write in which councils
    check returns: a file saved again there does not differ in every line.
    """
    content = missing_table(rows)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def missing_table(rows: Iterable[MissingRow]) -> bytes:
    """The content of the file that `write_missing_table` writes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(MISSING_COLUMNS)
    writer.writerows(_cells(row) for row in rows)
    return text.getvalue().encode()


def _cells(row: MissingRow) -> list[str]:
    cells = [row.child, row.born.text, row.kind, row.start.text, row.end.text]
    for column, cell in zip(MISSING_COLUMNS, cells, strict=True):
        if cell is not None and cell.startswith(_FORMULA):
            raise ReturnWritingError(
                f"Row {row.number}: {column} begins like a formula, which a spreadsheet would run."
            )
    return [cell or "" for cell in cells]
