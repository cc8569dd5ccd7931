"""What would become of a file's rows, without keeping any: shown before anything is taken in (MIS-3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from lantern.exchange.rules.feed_children import read_child
from lantern.exchange.rules.feed_columns import Row
from lantern.exchange.rules.feed_notifications import Refused, read_message
from lantern.exchange.rules.mapping.applying import reader_at
from lantern.exchange.rules.mapping.fields import fields_of
from lantern.exchange.rules.mapping.stated import FileMapping
from lantern.exchange.rules.mapping.unfolding import TRIED, Unfolded
from lantern.exchange.rules.mapping.words import unknown_words
from lantern.exchange.vocabulary import FileKind
from lantern.missing.rules.message import Message
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.words import clock_time, day

SHOWN = 10
REASONS = 12  # kinds of fault that are told apart
ROWS_NAMED = 5  # of each


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row: what the file said, and how it would be read."""

    label: str
    said: str
    read: str


@dataclass(frozen=True, slots=True)
class TriedRow:
    number: int
    cells: tuple[Cell, ...]
    refused: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Rows that could not be read for one reason; `rows` names some of them."""

    reason: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """`tried` rows of `total` were read as if for good. `words` are senders' words that nobody has explained, by field."""

    rows: tuple[TriedRow, ...]
    tried: int
    total: int
    faults: tuple[Fault, ...]
    doubts: tuple[Fault, ...]
    words: Mapping[str, tuple[str, ...]]

    @property
    def refused(self) -> int:
        return sum(fault.count for fault in self.faults)

    @property
    def readable(self) -> int:
        return self.tried - self.refused


def try_out(mapping: FileMapping, unfolded: Unfolded) -> Tried:
    """Read the first rows of a file by `mapping` and keep nothing."""
    reader = reader_at(mapping, unfolded.header, unfolded.table)
    rows = [reader.row(number, record) for number, record in islice(unfolded.rows(), TRIED)]
    said = [(row, _read(row, mapping.kind)) for row in rows]
    total = len(rows) if len(rows) < TRIED else sum(1 for _ in unfolded.rows())
    refused = [(row.number, read.reason) for row, read in said if isinstance(read, Refused)]
    doubts = [(row.number, doubt) for row, read in said if isinstance(read, Message) for doubt in read.doubts]
    return Tried(
        rows=tuple(_shown(row, read, mapping) for row, read in said[:SHOWN]),
        tried=len(rows),
        total=total,
        faults=_grouped(refused),
        doubts=_grouped(doubts),
        words={
            name: words
            for name in mapping.columns
            if (words := unknown_words(mapping.kind, name, [row.as_received.get(name, "") for row in rows]))
        },
    )


def _read(row: Row, kind: FileKind) -> object:
    return read_child(row) if kind is FileKind.CHILDREN else read_message(row, source="")


def _shown(row: Row, read: object, mapping: FileMapping) -> TriedRow:
    cells = tuple(_cell(name, row, read, mapping.kind) for name in _in_order(mapping))
    if isinstance(read, Refused):
        return TriedRow(row.number, cells, read.reason)
    return TriedRow(row.number, cells, "", read.doubts if isinstance(read, Message) else ())


def _in_order(mapping: FileMapping) -> list[str]:
    return [
        name for name in fields_of(mapping.kind) if name in mapping.columns or (name == "message" and mapping.message)
    ]


def _cell(name: str, row: Row, read: object, kind: FileKind) -> Cell:
    field = fields_of(kind)[name]
    said = row.as_received.get(name, "")
    return Cell(field.label, said, "" if isinstance(read, Refused) else _as_read(name, field.words or {}, row, read))


def _as_read(name: str, words: Mapping[str, str], row: Row, read: object) -> str:
    """The value in words; empty for what stays blank."""
    value = _value(name, row, read)
    if value is None or value == "":
        return ""
    if isinstance(value, Moment):
        return day(value.day) if value.date_only else f"{day(value.day)}, {clock_time(value.at)}"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    text = str(value)
    return words.get(text) or words.get({"none": "n", "disclosed": "y"}.get(text, "")) or text


def _value(name: str, row: Row, read: object) -> object:
    if isinstance(read, Message):
        if name == "message":
            return read.kind
        if name == "district":
            return row.cells.get(name, "")
        return getattr(read.who if hasattr(read.who, name) else read, name)
    if name in ("reference", "status"):
        return getattr(read, name)
    return getattr(read.described, name)  # type: ignore[attr-defined]


def _grouped(said: Sequence[tuple[int, str]]) -> tuple[Fault, ...]:
    """Faults alike but for what the cell held are one: “soon” and “later” are both no dates."""
    kinds: dict[str, list[tuple[int, str]]] = {}
    for number, reason in said:
        kinds.setdefault(_kind_of(reason), []).append((number, reason))
    counted = Counter({kind: len(rows) for kind, rows in kinds.items()})
    return tuple(
        Fault(kinds[kind][0][1], count, tuple(number for number, _ in kinds[kind][:ROWS_NAMED]))
        for kind, count in counted.most_common(REASONS)
    )


def _kind_of(reason: str) -> str:
    before, _, after = reason.partition("“")
    return before + after.rpartition("”")[2]
