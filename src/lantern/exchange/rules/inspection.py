"""The inspection list's columns about missing: episodes of twelve months, and the chat after the latest (MIS-16).

Pure: from a child's episodes to the row, and the list's own rules, which are asked before anything is written.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from lantern.missing.vocabulary import Absence
from lantern.timekeeping.moments import DAY

HEADINGS = (
    "Child Unique ID",
    "Date of Birth",
    "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
    "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months",
    "Was the child offered a Return Interview after their last missing episode (Y/N)?",
    "Did the child accept a Return Interview after their last missing episode (Y/N)?",
)
YES, NO, BLANK = "Y", "N", ""


@dataclass(frozen=True, slots=True)
class Away:
    """One episode: the day it began in London, and what became of the chat after it; `None` where nobody recorded it."""

    began: date
    kind: Absence
    offered: bool
    accepted: bool


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One looked-after child as the list has it."""

    child: UUID
    number: str
    born: date | None
    missing: int
    absent: int
    offered: str
    accepted: str

    @property
    def cells(self) -> tuple[str, date | None, int, int, str, str]:
        return self.number, self.born, self.missing, self.absent, self.offered, self.accepted


class Found(NamedTuple):
    """A row that breaks one of the list's own rules."""

    row: int
    number: str
    words: str


def twelve_months(until: date) -> date:
    """The first day of the twelve months that end with `until`: the day after the same day of the year before."""
    after = until + DAY
    return date(after.year - 1, 3, 1) if (after.month, after.day) == (2, 29) else after.replace(year=after.year - 1)


def row_of(child: UUID, number: str, born: date | None, episodes: Iterable[Away], until: date) -> InspectionRow:
    """The row for the twelve months that end with `until`. The two kinds are never added together (MIS-5)."""
    first = twelve_months(until)
    recent = [each for each in episodes if first <= each.began <= until]
    missing = sorted((each for each in recent if each.kind is Absence.MISSING), key=lambda each: each.began)
    last = missing[-1] if missing else None
    return InspectionRow(
        child=child,
        number=number,
        born=born,
        missing=len(missing),
        absent=len(recent) - len(missing),
        offered=BLANK if last is None else YES if last.offered else NO,
        accepted=BLANK if last is None else YES if last.accepted else NO,
    )


def findings(rows: Iterable[InspectionRow], until: date) -> list[Found]:
    """What breaks a rule; rows are counted as a spreadsheet counts, the headings being row 1."""
    every = list(rows)
    twice = {number for number, times in Counter(each.number for each in every).items() if times > 1}
    return [
        Found(place, each.number, words)
        for place, each in enumerate(every, start=2)
        for words in _against(each, until, each.number in twice)
    ]


def _against(row: InspectionRow, until: date, twice: bool) -> Iterator[str]:
    if not row.number.strip():
        yield "The child has no number"
    elif twice:
        yield "Another child of the list has the same number"
    if row.born is None:
        yield "The date of birth is not known"
    elif row.born > until:
        yield "The child was not born yet"
    if (row.missing == 0) != (row.offered == BLANK) or (row.missing == 0) != (row.accepted == BLANK):
        yield "Offered and accepted are Y or N after a missing episode, and blank without one"
    if row.accepted == YES and row.offered != YES:
        yield "A chat was accepted that nobody offered"


def as_csv(rows: Iterable[InspectionRow]) -> str:
    """The list as it is sent: headings, then a row a child, days as dd/mm/yyyy."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    for row in rows:
        number, born, *rest = row.cells
        writer.writerow([_inert(number), f"{born:%d/%m/%Y}" if born else "", *rest])
    return written.getvalue()


def _inert(text: str) -> str:
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
