"""A file nobody has told the layout of, laid open: where its column names stand, and its columns with their first cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from lantern.exchange.rules.feed_columns import tidy
from lantern.exchange.rules.feed_tables import Table, open_table
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.mapping.fields import FIELDS
from lantern.exchange.rules.mapping.headers import Header, first_that, headers
from lantern.exchange.rules.mapping.headings import sounds_like
from lantern.exchange.rules.mapping.stated import FileMapping
from lantern.exchange.vocabulary import FileKind

GUESSED_FROM = 300  # rows
TRIED = 5_000  # rows
HEARD = 0.7  # how much a heading must sound like a field to count
GROUPED_PENALTY = 0.5  # names of two rows must be worth more than those of one


@dataclass(frozen=True, slots=True)
class Unfolded:
    """`columns` by name in their order, each with its first cells."""

    table: Table
    header: Header
    columns: Mapping[str, Sequence[str]]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The records under the column names."""
        return ((number, record) for number, record in self.table.records() if number > self.header.last and record)


def unfold(
    file: BinaryIO, kind: FileKind, *, most_bytes: int, sheet: str = "", known: FileMapping | None = None
) -> Unfolded:
    """Lay `file` open. `known` is how its sender's files were read so far. Raises `FeedError`."""
    table = open_table(file, most_bytes=most_bytes, sheet=sheet or (known.sheet if known else ""))
    return lay_open(table, kind, known)


def lay_open(table: Table, kind: FileKind, known: FileMapping | None = None) -> Unfolded:
    """The same for a file that is open already."""
    header = known and first_that(lambda each: not known.missing_from(each.names), table.records())
    header = header or _best(kind, table)
    return Unfolded(table, header, _columns(table, header))


def cells_by_column(unfolded: Unfolded) -> dict[str, list[str]]:
    """The cells of each column in as many rows as are tried."""
    names = list(unfolded.columns)
    cells: dict[str, list[str]] = {name: [] for name in names}
    for _, record in islice(unfolded.rows(), TRIED):
        for name, text in zip(names, record, strict=False):
            cells[name].append(tidy(text))
    return cells


def _best(kind: FileKind, table: Table) -> Header:
    """The row whose cells sound most like names of our fields; without any such, the first with most cells."""
    found = list(headers(table.records()))
    if not found:
        raise FeedError("The file has no row with anything in it.")
    return max(found, key=lambda each: (_worth(kind, each), len([text for text in each.plain if text]), -each.last))


def _worth(kind: FileKind, header: Header) -> float:
    heard = 0.0
    for field in FIELDS[kind]:
        heard += max(
            (sound for name in header.names if (sound := sounds_like(name, field, kind)[0]) >= HEARD), default=0
        )
    return round(heard - (0 if _alone(header) else GROUPED_PENALTY), 2)


def _alone(header: Header) -> bool:
    """Whether the names stand in one row."""
    return all(not text or name.startswith(text) for name, text in zip(header.names, header.plain, strict=False))


def _columns(table: Table, header: Header) -> dict[str, list[str]]:
    below = (record for number, record in table.records() if number > header.last and record)
    rows = [[tidy(cell) for cell in record] for record in islice(below, GUESSED_FROM)]
    if not rows:
        raise FeedError("The file has column names but no rows under them.")
    return {name: [row[place] if place < len(row) else "" for row in rows] for place, name in enumerate(header.names)}
