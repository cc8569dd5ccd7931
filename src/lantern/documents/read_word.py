"""The rows of the tables of a Word file that somebody sends back: label and text a row; nothing else of it is taken in."""

import io
import zipfile
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError

MEGABYTE = 1_000_000
MOST_PACKED = 5 * MEGABYTE  # bytes as sent
MOST_UNPACKED = 50 * MEGABYTE  # bytes of all parts, as the archive states them
MOST_PARTS = 500
MOST_ROWS = 500
MAIN = "word/document.xml"
NOT_WORD = "This is not a Word document (.docx). In Word, save the form as a Word document and send that."
DAMAGED = "The Word document cannot be opened: it is damaged, or was not sent to its end. Save it again and send that."
TOO_LARGE = f"The file is too large: a form has at most {MOST_PACKED // MEGABYTE} MB. Take pictures out of it."
LOCKED = "The document is protected by a password. Take the password off and send it again."
MACROS = "The document holds macros, which are never taken in. Save it as a Word document without macros (.docx)."
TOO_LONG = f"The document has more than {MOST_ROWS} rows in its tables. Send the form alone."
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # how the files of Word 97 begin, and those that are encrypted


class Unreadable(Exception):
    """The file is no Word document that can be read; the text says why and what to do."""


def rows_of(content: bytes) -> list[tuple[str, str]]:
    """Label and text of every row with two cells or more, in the order of the document. Raises `Unreadable`."""
    _check(content)
    try:
        tables: Any = docx.Document(io.BytesIO(content)).tables
        found = [pair for table in tables for row in table.rows if (pair := _pair(row))]
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, SyntaxError, OSError, zipfile.BadZipFile):
        raise Unreadable(DAMAGED) from None
    if len(found) > MOST_ROWS:
        raise Unreadable(TOO_LONG)
    return found


def _check(content: bytes) -> None:
    """Before anything is unpacked (security.md 8)."""
    if len(content) > MOST_PACKED:
        raise Unreadable(TOO_LARGE)
    if content.startswith(OLD_OR_LOCKED):
        raise Unreadable(f"{NOT_WORD} If it is one already: {LOCKED[0].lower()}{LOCKED[1:]}")
    if not content.startswith(b"PK"):
        raise Unreadable(NOT_WORD)
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, OverflowError, RuntimeError):
        raise Unreadable(DAMAGED) from None
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_UNPACKED:
        raise Unreadable(TOO_LARGE)
    names = {each.filename for each in parts}
    if any(each.flag_bits & 1 for each in parts):
        raise Unreadable(LOCKED)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(MACROS)
    if MAIN not in names:
        raise Unreadable(NOT_WORD)


def _pair(row: Any) -> tuple[str, str] | None:
    """The first cell, and all that stands in the others; a cell that spans several columns is read once."""
    cells = list({id(cell._tc): cell for cell in row.cells}.values())
    if len(cells) < 2 or not cells[0].text.strip():
        return None
    return " ".join(cells[0].text.split()), "\n".join(text for each in cells[1:] if (text := each.text.strip()))
