"""The same notifications in whatever layout a sender might have: other column names, dates, separators, a workbook.

as_workbook(table) and as_csv(table) turn a table of cells into bytes; a_weekly_workbook() is a whole file of a made-up force.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook

Table = Sequence[Sequence[object]]

WEEKLY = (
    "Log no", "Person surname", "Person forename", "D.O.B.", "Gender", "Home addr", "PCode", "Date last seen",
    "Time last seen", "Rptd", "Risk category", "Narrative", "Traced on",
)  # fmt: skip


def as_workbook(table: Table, *, title: str = "Sheet1", more: dict[str, Table] | None = None, **book: Any) -> bytes:
    """A workbook with a sheet of those cells, and further sheets by name."""
    workbook = Workbook()
    for name, value in book.items():
        setattr(workbook, name, value)
    first: Any = workbook.active
    first.title = title
    _fill(first, table)
    for name, rows in (more or {}).items():
        _fill(workbook.create_sheet(name), rows)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _fill(sheet: Any, table: Table) -> None:
    for row in table:
        sheet.append(list(row))


def as_csv(table: Table, *, separator: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """Text with one line a row."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator=end).writerows(table)
    return written.getvalue().encode(encoding)


def a_weekly_row(
    number: int, forename: str, surname: str, seen: datetime, *, traced: datetime | None = None, **also: object
) -> list[object]:
    """A row as a made-up force writes it; `also` replaces cells by the words of `WEEKLY` with underscores."""
    cells: dict[str, object] = {
        "Log no": f"FW-{number:05d}", "Person surname": surname.upper(), "Person forename": forename,
        "D.O.B.": datetime(2012, 3, 4),  # noqa: DTZ001 — a workbook knows no zone
        "Gender": "Girl", "Home addr": f"{number} Nowhere Lane", "PCode": "",
        "Date last seen": datetime(seen.year, seen.month, seen.day),  # noqa: DTZ001
        "Time last seen": seen.time(),
        "Rptd": seen, "Risk category": "Medium", "Narrative": "Left the house after an argument about a phone.",
        "Traced on": traced,
    }  # fmt: skip
    return list((cells | {name.replace("_", " "): value for name, value in also.items()}).values())


def a_weekly_workbook(rows: Iterable[Sequence[object]], *, headings: Sequence[str] = WEEKLY) -> bytes:
    """A title, an empty row, the column names, the rows; and a sheet of notes before it."""
    table = [["Fictional Police: children reported missing, week 14"], [], headings, *rows]
    return as_workbook(table, title="Week 14", more={"Notes": [["Made by the control room"]]})
