"""What became of each row, as a file."""

import csv
import io
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TextIO

from django.db.models import QuerySet

from lantern.design.cells import inert
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.exchange.queries import OUTCOME_COLUMNS, outcomes
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


class CannotWrite(Exception):
    """The outcomes cannot be written where they were wanted; the text says why."""


def write_outcomes(file: ReceivedFile, path: Path, *, again: bool = False) -> int:
    """One line a row; text that a spreadsheet would run is made inert (security.md 7). Returns the number of lines.

    The file appears when it is whole: a stop in between leaves what was there before.
    """
    if path.exists() and not path.is_file():  # a terminal or a pipe is written to as it is
        with path.open("w", encoding="utf-8", newline="") as opened:
            return _write(opened, outcomes(file, again=again))
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as opened:
            count = _write(opened, outcomes(file, again=again))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def check_can_write(path: Path, *, beside: Path) -> None:
    """Raise `CannotWrite` unless outcomes can go to `path` afterwards; asked before a long import begins."""
    if path.is_dir():
        raise CannotWrite(f"{path} is a folder. Name the file to write the outcomes to.")
    if not path.parent.is_dir():
        raise CannotWrite(f"There is no folder {path.parent} to write the outcomes to.")
    is_special = path.exists() and not path.is_file()
    places = [path] if is_special else [each for each in (path.parent, path) if each.exists()]
    if not all(os.access(each, os.W_OK) for each in places):
        raise CannotWrite(f"{path} may not be written by whoever runs this command.")
    if path.exists() and beside.exists() and path.samefile(beside):
        raise CannotWrite("The outcomes would overwrite the file itself. Name another file for them.")


@action
def outcomes_csv(*, file: ReceivedFile, rows: QuerySet[ReceivedRow], by: Member, at: datetime) -> bytes:
    """The same for those of its rows that somebody may see, to be downloaded; on the trail (SHA-6)."""
    written = io.StringIO(newline="")
    _write(written, outcomes(file, rows=rows))
    trail.record("exchange.outcomes_downloaded", file, by=by, at=at)
    return written.getvalue().encode()


def _write(opened: TextIO, lines: Iterable[tuple[str, ...]]) -> int:
    count, writer = 0, csv.writer(opened)
    writer.writerow(OUTCOME_COLUMNS)
    for line in lines:
        writer.writerow([inert(cell) for cell in line])
        count += 1
    return count
