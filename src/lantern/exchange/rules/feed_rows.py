"""A file that somebody sent as numbered rows of named fields, whatever its layout (MIS-3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from lantern.exchange.rules.feed_columns import Column, Layout, Row, tidy
from lantern.exchange.rules.feed_tables import Table, open_table
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.mapping.applying import Reader, by_layout, by_mapping
from lantern.exchange.rules.mapping.stated import FileMapping

__all__ = ["Column", "Feed", "Layout", "Row", "open_feed", "tidy"]


@dataclass(frozen=True, slots=True)
class Feed:
    """A file whose bytes, columns and quotation marks have been checked to the end, and nothing taken from it yet."""

    file: BinaryIO
    table: Table
    reader: Reader
    row_count: int

    @property
    def encoding(self) -> str:
        return self.table.encoding

    def rows(self) -> Iterator[Row]:
        """Its rows in order, read as they are asked for."""
        for number, record in self.table.records():
            if number > self.reader.header_row and record:
                yield self.reader.row(number, record)


def open_feed(file: BinaryIO, layout: Layout, *, most_bytes: int, mapping: FileMapping | None = None) -> Feed:
    """Check `file` to its end against `mapping`, or `layout` where there is none; `FeedError` says what is wrong with it.

    `file` can be sought in, and is read three times in pieces, never held whole.
    """
    table = open_table(file, most_bytes=most_bytes, sheet=mapping.sheet if mapping else "")
    reader = by_mapping(mapping, table) if mapping else by_layout(layout, table)
    row_count = sum(1 for number, record in table.records() if number > reader.header_row and record)
    if not row_count:
        raise FeedError("The file has column names but no rows under them.")
    return Feed(file, table, reader, row_count)
