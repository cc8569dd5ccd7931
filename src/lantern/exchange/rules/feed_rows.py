"""CSV text as numbered rows of named fields, whatever the order or the spelling of its columns (MIS-3)."""

import csv
import hashlib
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from lantern.exchange.rules.feed_text import FeedError, encoding_of

SPACES = re.compile(r"[\s\x00-\x1f\x7f\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a layout: the field it fills, and the headings it is known by, the usual one first."""

    field: str
    headings: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """How one kind of file is laid out."""

    name: str
    columns: tuple[Column, ...]

    def field_of(self, heading: str) -> str:
        """The field that `heading` names, upper or lower case; empty for a column that is not ours."""
        plain = tidy(heading).casefold()
        return next((c.field for c in self.columns if plain in {h.casefold() for h in c.headings}), "")


@dataclass(frozen=True, slots=True)
class Row:
    """One record. The column names are row 1, as a spreadsheet counts. `fault` says why it cannot be used, if so."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the filled cells by field: the same for the same content in any file, place or column order."""
        filled = {field: text for field, text in self.cells.items() if text}
        return hashlib.sha256(json.dumps(filled, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Feed:
    """A file whose bytes, columns and quotation marks have been checked to the end, and nothing taken from it yet."""

    file: BinaryIO
    encoding: str
    headings: tuple[str, ...]
    fields: tuple[str, ...]
    row_count: int

    def rows(self) -> Iterator[Row]:
        """Its rows in order, read as they are asked for."""
        for number, record in _records(self.file, self.encoding):
            if number > 1 and record:
                yield self._row(number, record)

    def _row(self, number: int, record: list[str]) -> Row:
        texts = [tidy(cell) for cell in record]
        cells = {field: text for field, text in zip(self.fields, texts, strict=False) if field}
        return Row(number, cells, self._fault(texts))

    def _fault(self, texts: list[str]) -> str:
        if not any(texts):
            return "The row is empty."
        if len(texts) != len(self.headings):
            return f"The row has {len(texts)} cells and the column names have {len(self.headings)}."
        if tuple(texts) == self.headings:
            return "The row repeats the column names."
        return ""


def open_feed(file: BinaryIO, layout: Layout, *, most_bytes: int) -> Feed:
    """Check `file` to its end against `layout`; `FeedError` says what is wrong with the whole of it.

    `file` can be sought in, and is read three times in pieces, never held whole.
    """
    encoding = encoding_of(file, most_bytes=most_bytes)
    records = _records(file, encoding)
    headings = tuple(tidy(heading) for heading in next(records, (1, []))[1])
    fields = _fields(headings, layout)
    row_count = sum(1 for _, record in records if record)
    if not row_count:
        raise FeedError("The file has column names but no rows under them.")
    return Feed(file, encoding, headings, fields, row_count)


def tidy(text: str) -> str:
    """`text` without what is only layout: outer, doubled and invisible spaces; one way of writing each accent."""
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _fields(headings: Iterable[str], layout: Layout) -> tuple[str, ...]:
    fields = tuple(layout.field_of(heading) for heading in headings)
    if not any(fields):
        raise FeedError(f"The first row does not hold the column names of {layout.name}, such as {_some(layout)}.")
    twice = [field for field, count in Counter(fields).items() if field and count > 1]
    if twice:
        raise FeedError(f"The file has the same column twice: {_named(twice, layout)}. Take one of each out.")
    missing = [column.field for column in layout.columns if column.required and column.field not in fields]
    if missing:
        raise FeedError(f"The file lacks these columns of {layout.name}: {_named(missing, layout)}.")
    return fields


def _named(fields: Iterable[str], layout: Layout) -> str:
    headings = {column.field: column.headings[0] for column in layout.columns}
    return ", ".join(headings[field] for field in fields)


def _some(layout: Layout) -> str:
    return ", ".join(column.headings[0] for column in layout.columns[:3])


def _records(file: BinaryIO, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered records; strict, since a quotation mark that is never closed would swallow the rows after it."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    number = 0
    try:
        for number, record in enumerate(csv.reader(text, strict=True), start=1):
            yield number, record
    except csv.Error:
        raise FeedError(
            f"The quotation marks in row {number + 1:,} do not close as CSV wants, so the rows after it cannot be told "
            "apart. Export the file again, or mend that row."
        ) from None
    finally:
        if not file.closed:  # else it would be closed when only some rows were asked for
            text.detach()
