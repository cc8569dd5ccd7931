"""The Excel file, opened again: typed cells, inert text, a cap (security.md 7)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lantern.documents.rules.sheet import Cell, Column, Holds, Sheet, TooManyRows
from lantern.documents.workbook import LONGEST, workbook

COLUMNS = (Column("Child"), Column("Born", Holds.DAY), Column("Seen", Holds.TIME), Column("Times", Holds.NUMBER))
NOTES = ("Taken out by Robin Example", "For: the duty list")


def a_sheet(rows: Iterable[Sequence[Cell]], most: int = 100) -> Sheet:
    return Sheet("Episodes", "Official-Sensitive", NOTES, COLUMNS, rows, most)


def opened(rows: Iterable[Sequence[Cell]]) -> Any:
    with workbook(a_sheet(rows)) as written:
        return load_workbook(written)


def test_marking_and_notes_stand_above_the_table() -> None:
    """SHA-1: the marking is in the sheet, in its print and in its properties."""
    book = opened([("Rowan Example", None, None, 3)])
    page = book.active
    assert [page.cell(n, 1).value for n in (1, 2, 3)] == ["Official-Sensitive", *NOTES]
    assert [page.cell(4, n).value for n in range(1, 5)] == ["Child", "Born", "Seen", "Times"]
    assert page.oddHeader.center.text == "Official-Sensitive"
    assert page.freeze_panes == "B5"
    assert page.print_title_rows == "$4:$4"
    assert book.properties.description == "Official-Sensitive"


def test_cells_are_typed() -> None:
    """A spreadsheet sorts days as days and counts numbers."""
    when = datetime(2026, 3, 1, 2, 3, tzinfo=UTC)
    page = opened([("Rowan", date(2012, 3, 3), when, 3)]).active
    assert page["B5"].value == datetime(2012, 3, 3)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert page["B5"].number_format == "dd/mm/yyyy"
    assert page["C5"].value == when.replace(tzinfo=None)
    assert page["C5"].number_format == "dd/mm/yyyy hh:mm"
    assert (page["D5"].value, page["D5"].data_type) == (3, "n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "=HYPERLINK("])
def test_no_text_becomes_a_formula(start: str) -> None:
    """security.md 7: also when somebody edits the cell afterwards."""
    page = opened([(f"{start}1+1", None, None, None)]).active
    assert page["A5"].data_type == "s"
    assert page["A5"].value == f"{start}1+1"
    assert page["A5"].quotePrefix


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_written_and_is_no_formula(text: str) -> None:
    """security.md 7."""
    page = opened([(text, None, None, None), ("last", None, None, None)]).active
    assert page["A5"].data_type != "f"
    assert page["A6"].value == "last"


def test_a_long_text_is_cut_where_a_spreadsheet_would_break() -> None:
    """A file that cannot be opened helps nobody."""
    assert len(opened([("x" * 40_000, None, None, None)]).active["A5"].value) == LONGEST


def test_no_more_rows_leave_than_may() -> None:
    """security.md 7: a row cap, in words."""
    with workbook(a_sheet([("x", None, None, None)] * 100)) as written:
        assert load_workbook(written).active.max_row == 104
    with pytest.raises(TooManyRows) as refused:
        workbook(a_sheet(iter([("x", None, None, None)] * 101)))
    assert refused.value.reason == "More than 100 rows. Narrow the list first."


def test_there_is_one_sheet_and_it_is_in_sight() -> None:
    """security.md 7: no hidden sheets, no metadata of the machine."""
    book = opened([])
    assert [page.sheet_state for page in book] == ["visible"]
    assert book.properties.creator == "Lantern"
    assert not book.defined_names
