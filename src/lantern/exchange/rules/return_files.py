"""From the bytes of one CSV file to numbered rows of cells, or a clear word on why not (MIS-16)."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LARGEST = 100 * 1024 * 1024  # bytes, unpacked: a return of 500,000 episodes fits
_GZIP = b"\x1f\x8b"
_NOT_CSV = {
    b"PK\x03\x04": "an Excel workbook or a zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\xff\xfe": "text saved as UTF-16",
    b"\xfe\xff": "text saved as UTF-16",
}
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")


class ReturnFileError(Exception):
    """A file that cannot be read as a whole; the message names the file and says what to do."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(f"{name}: {words}")
        self.name = name
        self.words = words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's column names and its rows as (number, cells), numbered as a spreadsheet does: column names are row 1."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]


def sheet_in(name: str, content: bytes) -> Sheet:
    """The rows of `content`, packed with gzip or not; `ReturnFileError` when it is no CSV with column names.

    Lines without any character are no rows, but they count, so that numbers agree with what a spreadsheet shows.
    """
    (_, columns), *rows = _records(name, _text(name, _unpacked(name, content)))
    names = _as_names(columns)
    _refuse_repeated_names(name, names)
    _refuse_second_header(name, names, rows)
    return Sheet(name, names, tuple(rows))


def _unpacked(name: str, content: bytes) -> bytes:
    if content.startswith(_GZIP):
        content = _gunzipped(name, content)
    if len(content) > LARGEST:
        raise ReturnFileError(
            name, f"the file is larger than {LARGEST // 1024**2} MB. A return is smaller: check the file."
        )
    return content


def _gunzipped(name: str, content: bytes) -> bytes:
    """At most one byte above the limit, so that a small packed file cannot fill the memory."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            return packed.read(LARGEST + 1)
    except EOFError as error:
        raise ReturnFileError(name, "the packed file is cut off. Fetch or export it again.") from error
    except (OSError, zlib.error) as error:
        raise ReturnFileError(name, "the packed file is damaged. Fetch or export it again.") from error


def _text(name: str, content: bytes) -> str:
    """Text in UTF-8, with or without a mark, or in Windows-1252, the two that exports of a return come in."""
    if not content:
        raise ReturnFileError(name, "the file is empty (0 bytes). Export it again.")
    _refuse_binary(name, content)
    text = _decoded(name, content)
    if not text.strip():
        raise ReturnFileError(name, "the file is empty: it holds no column names and no rows. Export it again.")
    return text


def _decoded(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReturnFileError(name, "the text is neither UTF-8 nor Windows-1252. Save it as CSV UTF-8.")


def _refuse_binary(name: str, content: bytes) -> None:
    for start, what in _NOT_CSV.items():
        if content.startswith(start):
            raise ReturnFileError(name, f"this is {what}, not CSV. Save it as CSV UTF-8.")
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise ReturnFileError(name, f"line {line} holds NUL bytes: the file is damaged or not CSV. Export it again.")
    if _CONTROL.search(content):
        raise ReturnFileError(name, "this is a binary file, not CSV. Save it as CSV UTF-8.")


def _records(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if cells:
                yield number, cells
    except csv.Error as error:
        raise ReturnFileError(
            name, f"a quotation mark or line end is out of place ({error}). Export it again."
        ) from error


def _as_names(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.strip().upper() for cell in cells)


def _refuse_repeated_names(name: str, columns: Sequence[str]) -> None:
    repeated = sorted({column for column in columns if column and columns.count(column) > 1})
    if repeated:
        raise ReturnFileError(name, f"the column {', '.join(repeated)} is there twice. Keep one.")


def _refuse_second_header(name: str, columns: tuple[str, ...], rows: Sequence[tuple[int, list[str]]]) -> None:
    for number, cells in rows:
        if cells[0].strip().upper() == columns[0] and _as_names(cells) == columns:
            raise ReturnFileError(
                name, f"row {number} repeats the column names: two files were joined. Keep one of them."
            )
