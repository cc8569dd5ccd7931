"""A file as numbered records of text: CSV with any separator, or a sheet of a workbook, told apart by content (MIS-3)."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from lantern.exchange.rules.feed_text import FeedError, check_size, encoding_of
from lantern.exchange.rules.workbook import check_spreadsheet_kind, is_zip, open_workbook

SEPARATORS = ",;\t|"
SEEN = 20  # records by which the separator is told
Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Records of text. `typed` says that dates came as dates and are written year first; `sheets` what else is there.

    `numbered` text has the number of each record in its first cell: a workbook, unpacked.
    """

    text: BinaryIO
    encoding: str
    separator: str = ","
    typed: bool = False
    later_epoch: bool = False
    numbered: bool = False
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def records(self) -> Iterator[Record]:
        """Numbered from 1; an empty line has an empty record."""
        if not self.numbered:
            yield from _records(self.text, self.encoding, self.separator)
            return
        for _, record in _records(self.text, "utf-8", ","):
            yield int(record[0]), record[1:]


def open_table(file: BinaryIO, *, most_bytes: int, sheet: str = "") -> Table:
    """The records of `file`, its bytes checked. Raises `FeedError`; `sheet` is the one to read of a workbook."""
    check_size(file, most_bytes)
    if is_zip(file):
        unpacked = open_workbook(file, sheet)
        return Table(
            unpacked.text, "workbook", typed=True, later_epoch=unpacked.later_epoch, numbered=True,
            sheet=unpacked.sheet, sheets=unpacked.sheets,
        )  # fmt: skip
    check_spreadsheet_kind(file)
    encoding = encoding_of(file, most_bytes=most_bytes)
    return Table(file, encoding, separator=_separator(file, encoding))


def _separator(file: BinaryIO, encoding: str) -> str:
    """Which separator cuts the first records into most columns, the same number each; a comma when none does better."""
    found = {each: _regularity(file, encoding, each) for each in SEPARATORS}
    return max(SEPARATORS, key=lambda each: (found[each], -SEPARATORS.index(each)))


def _regularity(file: BinaryIO, encoding: str, separator: str) -> int:
    widths: Counter[int] = Counter()
    try:
        for _, record in islice(_records(file, encoding, separator), SEEN):
            widths[len(record)] += len(record) > 1
    except FeedError:
        return 0
    return max((count * width for width, count in widths.items()), default=0)


def _records(file: BinaryIO, encoding: str, separator: str) -> Iterator[Record]:
    """Numbered records; strict, since a quotation mark that is never closed would swallow the rows after it."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    number = 0
    try:
        for number, record in enumerate(csv.reader(text, strict=True, delimiter=separator), start=1):
            yield number, record
    except csv.Error:
        raise FeedError(
            f"The quotation marks in row {number + 1:,} do not close as CSV wants, so the rows after it cannot be told "
            "apart. Export the file again, or mend that row."
        ) from None
    finally:
        if not file.closed:  # else it would be closed when only some rows were asked for
            text.detach()
