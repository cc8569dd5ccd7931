"""MIS-16: the Missing table is written as the return wants it, and reads back the same."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.exchange.rules.return_reading import read_directory, read_return
from lantern.exchange.rules.return_tables import DateCell, MissingRow
from lantern.exchange.rules.return_writing import ReturnWritingError, missing_table, write_missing_table

ROW = MissingRow(2, "101", DateCell.on(date(2011, 6, 1)), "M", DateCell.on(date(2025, 5, 3)))


def test_the_file_is_byte_for_byte_the_same_each_time(tmp_path: Path) -> None:
    """MIS-16: column names, dd/mm/yyyy, a blank end, lines ending in CR LF; nothing else is left in the folder."""
    path = tmp_path / "missing.csv"
    write_missing_table([ROW], path)
    assert path.read_bytes() == b"CHILD,DOB,MISSING,MIS_START,MIS_END\r\n101,01/06/2011,M,03/05/2025,\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_formula_is_never_written_and_what_was_there_stays(tmp_path: Path) -> None:
    """MIS-16: the file is written whole or not at all."""
    path = tmp_path / "missing.csv"
    path.write_text("before")
    formula = MissingRow(3, "=1+1", ROW.born, "M", ROW.start)
    with pytest.raises(ReturnWritingError, match="Row 3: CHILD begins like a formula"):
        write_missing_table([ROW, formula], path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


cells = st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(DateCell.on)
received = st.sampled_from(["30/02/2026", "03/05/20225", "soon, they say", 'a "quoted" day']).map(DateCell.received)
numbers = st.text("ABCXYZ0123456789/é, \"'", min_size=1).filter(lambda text: text.strip() == text != "")


@st.composite
def written(draw: st.DrawFn) -> list[MissingRow]:
    date_cells = cells | received | st.just(DateCell())
    kinds = st.sampled_from(["M", "A", "m", "AWAY", None])
    return [
        MissingRow(number, draw(numbers), draw(date_cells), draw(kinds), draw(date_cells), draw(date_cells))
        for number in range(2, 2 + draw(st.integers(0, 8)))
    ]


@given(written())
def test_rows_written_are_read_back_the_same(rows: list[MissingRow]) -> None:
    """MIS-16: with commas, quotation marks, accents, and what is no date."""
    reading = read_return({"missing.csv": missing_table(rows)})
    assert reading.tables.missing == tuple(rows)
    assert reading.refused == ()


def test_the_synthetic_return_is_written_as_it_was_read(shared_data: Callable[[str], Path], tmp_path: Path) -> None:
    """MIS-16: a file that no one here wrote."""
    source = shared_data("returns/synth_missing.csv")
    rows = read_directory(source.parent).tables.missing or ()
    write_missing_table(rows, tmp_path / "missing.csv")
    assert (tmp_path / "missing.csv").read_text("utf-8").split() == source.read_text("utf-8").split()
