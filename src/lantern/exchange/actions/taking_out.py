"""A list leaves as an Excel file: with its purpose, its marking and its trail, or not at all (SHA-6, security.md 7)."""

import io
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID

from django.db.models import QuerySet

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.documents.rules import Cell, Column, Holds, Sheet
from lantern.documents.workbook import workbook
from lantern.exchange.queries.lists import Listed
from lantern.exchange.rules.inspection import HEADINGS, InspectionRow, as_csv
from lantern.organisation.models import Member
from lantern.organisation.queries import arrangement_on
from lantern.timekeeping.moments import london
from lantern.timekeeping.words import long_when
from lantern.trail import actions as trail
from lantern.trail.acting import action

AT_ONCE = 2_000  # rows read from the database at a time


@action
def take_out(*, listed: Listed, viewer: Viewer, params: Any, purpose: str, by: Member, at: datetime) -> IO[bytes]:
    """The list as `viewer` may see it, as an open .xlsx; every child in it has an entry of its own on the trail.

    Raises `documents.rules.sheet.TooManyRows`: nothing leaves then.
    """
    leaving = Leaving(listed, viewer, read(listed.found(viewer, params)))
    sheet = Sheet(
        name=listed.title,
        marking=arrangement_on(viewer.today, by.partnership).marking,
        notes=notes(listed.title, purpose, by, at),
        columns=listed.columns,
        rows=leaving,
    )
    with closing(leaving.found):  # before what it reads is rolled back
        written = workbook(sheet)
    note_leaving(
        what="exchange.list_taken_out", title=listed.title, number=leaving.number, children=leaving.children,
        purpose=purpose, by=by, at=at,
    )  # fmt: skip
    return written


def read(found: QuerySet[Any] | Sequence[Any]) -> Generator[Any]:
    """Rows one after another; those of a query are not held whole."""
    yield from found.iterator(chunk_size=AT_ONCE) if isinstance(found, QuerySet) else found


def notes(title: str, purpose: str, by: Member, at: datetime) -> tuple[str, ...]:
    """What stands above the table: what it is, who took it out and when, and what for."""
    return title, f"Taken out by {by.name}, {by.agency.name}, {long_when(at)}. Copy for {by.name}", f"For: {purpose}"


@action
def note_leaving(
    *, what: str, title: str, number: int, children: Iterable[UUID], purpose: str, by: Member, at: datetime
) -> None:
    """One entry for the file with its purpose, and one for each child whose row left in it."""
    rows = "1 row" if number == 1 else f"{number:,} rows"
    trail.record(what, None, by=by, at=at, purpose=purpose, detail=f"{title}, {rows}")
    trail.record_many(what, [Child(pk=child) for child in sorted(set(children))], by=by, at=at)


class Leaving:
    """The rows of a list one after another, and how many and whose they were."""

    def __init__(self, listed: Listed, viewer: Viewer, found: Any) -> None:
        self.listed, self.viewer, self.found = listed, viewer, found
        self.number = 0
        self.children: set[UUID] = set()

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for each in self.found:
            self.number += 1
            self.children.update(self.listed.children(each))
            yield self.listed.row(each, self.viewer)


INSPECTION = tuple(
    Column(label, holds, width)
    for label, (holds, width) in zip(
        HEADINGS,
        ((Holds.TEXT, 18), (Holds.DAY, 14), (Holds.NUMBER, 24), (Holds.NUMBER, 24), (Holds.TEXT, 24), (Holds.TEXT, 24)),
        strict=True,
    )
)


@action
def take_out_inspection(
    *, rows: Sequence[InspectionRow], until: date, as_sheet: bool, purpose: str, by: Member, at: datetime
) -> IO[bytes]:
    """The inspection list as a workbook, or as CSV with its headings alone, for the tool that reads it."""
    title = f"Inspection list to {until:%d/%m/%Y}"
    written: IO[bytes] = io.BytesIO(as_csv(rows).encode())
    if as_sheet:
        marking = arrangement_on(london(at).date(), by.partnership).marking
        cells = (row.cells for row in rows)
        written = workbook(Sheet("Inspection list", marking, notes(title, purpose, by, at), INSPECTION, cells))
    note_leaving(
        what="exchange.inspection_taken_out", title=title, number=len(rows), children=[row.child for row in rows],
        purpose=purpose, by=by, at=at,
    )  # fmt: skip
    return written
