"""What became of each row, as a file."""

import csv
from pathlib import Path

from lantern.exchange.models import ReceivedFile
from lantern.exchange.queries import OUTCOME_COLUMNS, outcomes

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_outcomes(file: ReceivedFile, path: Path, *, again: bool = False) -> int:
    """One line a row; text that a spreadsheet would run is made inert (security.md 7). Returns the number of lines."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(OUTCOME_COLUMNS)
        for line in outcomes(file, again=again):
            writer.writerow([f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in line])
            count += 1
    return count
