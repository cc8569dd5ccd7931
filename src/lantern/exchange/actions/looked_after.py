"""The looked-after return comes in (MIS-5, MIS-16): stored row by row, then children, care and periods missing or away.

Each stage commits batch by batch and can be stopped at any moment: the same command goes on with the rows of which
nothing has been made yet. The same files again change nothing.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from lantern.exchange.actions.files import Progress, advance, batches, no_progress, rows_stored
from lantern.exchange.actions.return_care import take_care
from lantern.exchange.actions.return_children import take_children
from lantern.exchange.actions.return_missing import take_missing
from lantern.exchange.actions.return_rows import (
    AT_ONCE,
    begin_table,
    refuse_files,
    still_waiting,
    store_rows,
    waiting_rows,
)
from lantern.exchange.actions.return_writing import Exported, export_looked_after_return
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.exchange.queries import counts
from lantern.exchange.rules.return_checks import Finding, check
from lantern.exchange.rules.return_reading import ReturnReadingError
from lantern.exchange.rules.return_received import ReceivedReturn, ReceivedTable, received_from, year_of
from lantern.exchange.rules.return_tables import Table
from lantern.exchange.vocabulary import FileState
from lantern.organisation.models import Member
from lantern.tenancy.current import current_id, within
from lantern.timekeeping.moments import london
from lantern.timekeeping.periods import ReturnYear

__all__ = ["Exported", "Imported", "export_looked_after_return", "import_looked_after"]
ROWS_AT_ONCE = 500
STAGES = {Table.HEADER: "Children", Table.EPISODES: "Care", Table.MISSING_LAST: "Last year", Table.MISSING: "Missing"}
T = TypeVar("T")


@dataclass(frozen=True)
class Imported:
    """What came in. `outcomes`: for each file, how many rows came to what; `is_new`: whether any file was new.

    `findings` are what the return's own rules say of it as it came.
    """

    year: ReturnYear
    files: tuple[ReceivedFile, ...]
    outcomes: tuple[Mapping[str, int], ...]
    is_new: bool
    findings: tuple[Finding, ...]
    unread: tuple[str, ...]

    def __str__(self) -> str:
        said = [f"Looked-after return {self.year}" + ("" if self.is_new else ", read before: nothing changed")]
        for file, outcomes in zip(self.files, self.outcomes, strict=True):
            told = ", ".join(f"{number:,} {outcome}" for outcome, number in outcomes.items())
            said.append(f"  {file.name}: {file.rows_total:,} rows ({told})")
        said += [f"  {name}: no table of the return, left alone" for name in self.unread]
        said.append(f"  as it came it breaks the return's rules {len(self.findings):,} times")
        return "\n".join(said)


def import_looked_after(
    *,
    directory: Path,
    by: Member | None,
    at: datetime,
    year: ReturnYear | None = None,
    progress: Progress = no_progress,
) -> Imported:
    """Take the return in `directory` in; its year is worked out from its dates when none is named.

    Raises `ReturnReadingError` when any file of it cannot be read, and then takes nothing. Runs in transactions of its
    own inside the current partnership, one a batch.
    """
    try:
        came = received_from(directory)
    except ReturnReadingError as fault:
        problem = fault
        _inside(lambda: refuse_files(directory=directory, fault=problem, by=by, at=at))
        raise
    year = year or year_of(came.tables) or ReturnYear.of(london(at).date())
    work = Work(came, year, by, at, progress)
    files = [work.begin(table) for table in came.files]
    is_new = any(file.state != FileState.DONE for file in files)
    for table, file in zip(came.files, files, strict=True):
        work.take(table, file)
    outcomes = _inside(lambda: tuple(counts(file) for file in files))
    return Imported(year, tuple(files), outcomes, is_new, tuple(check(came.tables, year)), came.unread)


@dataclass(frozen=True)
class Work:
    """One run over a return."""

    came: ReceivedReturn
    year: ReturnYear
    by: Member | None
    at: datetime
    progress: Progress

    def begin(self, table: ReceivedTable) -> ReceivedFile:
        """The table's file with all its rows stored as they came."""
        digest = hashlib.sha256(table.content).hexdigest()
        file = _inside(lambda: begin_table(table=table, digest=digest, by=self.by, at=self.at))
        if file.state != FileState.STORING:
            return file
        stored = _inside(lambda: rows_stored(file))
        left = [number for number in table.cells if number > stored]
        done = len(table.cells) - len(left)
        for numbers in batches(left, AT_ONCE):
            _inside(lambda numbers=numbers: self._store(file, table, numbers))  # type: ignore[misc]
            done += len(numbers)
            self.progress(f"Reading {table.name}", done, len(table.cells))
        _inside(lambda: advance(file=file, to=FileState.STORED, by=self.by, at=self.at))
        return file

    def take(self, table: ReceivedTable, file: ReceivedFile) -> None:
        """Make of the rows what can be made of them."""
        waiting = _inside(lambda: waiting_rows(file))
        done = file.rows_total - len(waiting)
        for batch in self._batches(table.table, waiting):
            _inside(lambda batch=batch: self._take(table.table, file, batch))  # type: ignore[misc]
            done += len(batch)
            self.progress(STAGES[table.table], done, file.rows_total)
        if file.state != FileState.DONE:
            _inside(lambda: advance(file=file, to=FileState.DONE, by=self.by, at=self.at))

    def _store(self, file: ReceivedFile, table: ReceivedTable, numbers: list[int]) -> None:
        store_rows(file=file, table=table, numbers=numbers, by=self.by, at=self.at)

    def _take(self, table: str, file: ReceivedFile, batch: list[tuple[ReceivedRow, Any]]) -> None:
        waiting = still_waiting(file, (row for row, _ in batch))
        rows = [pair for pair in batch if pair[0].pk in waiting]
        if table == Table.HEADER:
            take_children(rows=rows, by=self.by, at=self.at)
        elif table == Table.EPISODES:
            take_care(rows=rows, by=self.by, at=self.at)
        else:
            year = self.year if table == Table.MISSING else self.year.previous
            has_header = self.came.tables.header is not None
            take_missing(rows=rows, year=year, has_header=has_header, by=self.by, at=self.at)

    def _batches(self, table: str, waiting: dict[int, ReceivedRow]) -> Iterator[list[tuple[ReceivedRow, Any]]]:
        """Waiting rows with what they say, a child's rows together."""
        tables = self.came.tables
        said: dict[str, Sequence[Any]] = {
            Table.HEADER: tables.header or (),
            Table.EPISODES: tables.episodes or (),
            Table.MISSING: tables.missing or (),
            Table.MISSING_LAST: tables.missing_last or (),
        }
        pairs = [(waiting[row.number], row) for row in said.get(table, ()) if row.number in waiting]
        pairs.sort(key=lambda pair: (pair[1].child, pair[1].number))
        batch: list[tuple[ReceivedRow, Any]] = []
        for _, rows in groupby(pairs, key=lambda pair: pair[1].child):
            batch += rows
            if len(batch) >= ROWS_AT_ONCE:
                yield batch
                batch = []
        if batch:
            yield batch


def _inside(run: Callable[[], T]) -> T:
    """One transaction inside the current partnership."""
    with within(current_id()):
        return run()
