"""MIS-16: a looked-after return is read whole, or refused in words; no row disappears."""

import gzip
from pathlib import Path

import pytest

from lantern.exchange.rules import return_files
from lantern.exchange.rules.return_reading import Reading, ReturnReadingError, read_directory, read_return, table_of
from lantern.exchange.rules.return_rows import CellDoubt, RowRefused
from lantern.exchange.rules.return_tables import DateCell, EpisodeRow, HeaderRow, MissingRow

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n101,2,01/06/2011,WBRI,X000000000001,,\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "101,01/02/2025,S,C2,N1,U4,PR4,04/03/26,E4,,ZZ1 1AA,ZZ2 2BB,\n"
)
COLUMNS = "CHILD,DOB,MISSING,MIS_START,MIS_END\n"
ROW = "101,01/06/2011,M,03/05/2025,04/05/2025\n"


def read_missing(text: str | bytes, name: str = "missing.csv") -> Reading:
    return read_return({name: text if isinstance(text, bytes) else text.encode()})


def refusal(content: bytes | str, name: str = "missing.csv") -> str:
    with pytest.raises(ReturnReadingError) as refused:
        read_missing(content, name)
    (problem,) = refused.value.problems
    assert problem.startswith(f"{name}: ")
    return problem.removeprefix(f"{name}: ")


def test_three_tables_are_read() -> None:
    """MIS-16: text as received, dates beside it, rows numbered as a spreadsheet shows them; DEC as dd/mm/yy."""
    reading = read_return(
        {"header.csv": HEADER.encode(), "episodes.csv": EPISODES.encode(), "missing.csv": (COLUMNS + ROW).encode()}
    )
    tables = reading.tables
    born = DateCell.received("01/06/2011")
    assert tables.header == (HeaderRow(2, "101", born, "2", "WBRI", "X000000000001"),)
    assert tables.missing == (
        MissingRow(2, "101", born, "M", DateCell.received("03/05/2025"), DateCell.received("04/05/2025")),
    )
    (episode,) = tables.episodes or ()
    assert episode == EpisodeRow(
        *(2, "101", DateCell.received("01/02/2025"), DateCell.of_episode("04/03/26"), "E4"),
        *("C2", "U4", "PR4", "ZZ1 1AA", "ZZ2 2BB"),
    )
    assert episode.end.day is not None and episode.end.day.year == 2026
    assert (reading.refused, reading.doubts, reading.unread) == ((), (), ())
    assert tables.missing_last is None
    assert tables.given == {"Header", "Episodes", "Missing"}


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("missing.csv", "Missing"),
        ("synth_missing.csv", "Missing"),
        ("SSDA903 Missing.CSV", "Missing"),
        ("2025-26_episodes.csv.gz", "Episodes"),
        ("missing_last.csv", "Missing_last"),
        ("Missing-last-year.csv", "Missing_last"),
        ("placed_adoption.csv", "PlacedAdoption"),
        ("ad1.csv", "AD1"),
        ("missing.xlsx", None),
        ("dismissing.csv", None),
        ("SOURCE.txt", None),
    ],
)
def test_a_files_name_says_its_table(name: str, table: str | None) -> None:
    """MIS-16: whatever stands before it."""
    layout = table_of(name)
    assert (layout.table if layout else None) == table


def test_a_folder_is_read_and_what_is_no_table_is_named(tmp_path: Path) -> None:
    """MIS-16: packed files too."""
    (tmp_path / "header.csv").write_text(HEADER)
    (tmp_path / "episodes.csv.gz").write_bytes(gzip.compress(EPISODES.encode()))
    (tmp_path / "reviews.csv").write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n101,01/06/2011,01/05/2025,PN1\n")
    (tmp_path / "notes.txt").write_text("Fictional")
    reading = read_directory(tmp_path)
    assert reading.files == {"Header": "header.csv", "Episodes": "episodes.csv.gz", "Reviews": "reviews.csv"}
    assert [row.child for row in reading.tables.others["Reviews"]] == ["101"]
    assert reading.unread == ("notes.txt",)


def test_a_file_packed_in_parts_is_read_to_its_end() -> None:
    """MIS-16: no row of the later parts is lost."""
    content = gzip.compress((COLUMNS + ROW).encode()) + gzip.compress(ROW.encode())
    assert [row.number for row in read_missing(content, "missing.csv.gz").tables.missing or ()] == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_that_exports_use(encoding: str) -> None:
    """MIS-16: with and without a mark, and Windows-1252."""
    content = HEADER.replace("X000000000001", "Éxàmple").encode(encoding)
    (row,) = read_return({"header.csv": content}).tables.header or ()
    assert (row.child, row.upn) == ("101", "Éxàmple")


def test_columns_in_another_order_and_more_of_them() -> None:
    """MIS-16: found by name, in either case; line ends of either kind; blank cells behind the last column."""
    text = "mis_end, child,DOB,NOTE,MISSING,MIS_START,\r\n,101,01/06/2011,x,A,03/05/2025,,,\r\n"
    (row,) = read_missing(text).tables.missing or ()
    assert (row.child, row.kind, row.start.text, row.end.is_blank) == ("101", "A", "03/05/2025", True)


def test_every_row_is_taken_or_refused_with_its_number() -> None:
    """MIS-16: a blank line is no row, but it counts, as in a spreadsheet."""
    text = COLUMNS + ROW + ",,,,\n" + "\n" + "102,01/06/2011,M\n" + ",01/06/2011,M,03/05/2025,\n" + ROW
    reading = read_missing(text)
    assert [row.number for row in reading.tables.missing or ()] == [2, 7]
    assert reading.refused == (
        RowRefused("Missing", 3, "The row is empty."),
        RowRefused("Missing", 5, "The row has 3 cells; there are 5 columns."),
        RowRefused("Missing", 6, "The row has no child number (CHILD)."),
    )


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", " =HYPERLINK(1)"])
def test_a_formula_in_a_cell_is_refused(formula: str) -> None:
    """MIS-16: it never reaches another person's spreadsheet."""
    reading = read_missing(COLUMNS + f"{formula},01/06/2011,M,03/05/2025,\n")
    assert reading.refused == (RowRefused("Missing", 2, "CHILD holds a formula. Put its value there."),)


def test_a_date_that_is_none_is_kept_and_doubted() -> None:
    """MIS-16: a year with five figures, and a month that there is not."""
    reading = read_missing(COLUMNS + "101,13/13/2011,M,03/05/20225,\n")
    (row,) = reading.tables.missing or ()
    assert row.start == DateCell("03/05/20225", None)
    assert reading.doubts == (
        CellDoubt("Missing", 2, "DOB", "“13/13/2011” is not a date. Write dd/mm/yyyy."),
        CellDoubt("Missing", 2, "MIS_START", "“03/05/20225” is not a date: its year has 5 figures. Write dd/mm/yyyy."),
    )


def test_a_table_without_rows_is_a_table() -> None:
    """MIS-16: nobody was missing; that is not the same as no table."""
    assert read_missing(COLUMNS).tables.missing == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty (0 bytes)"),
        (b"  \r\n\n", "the file is empty: it holds no column names"),
        (b"\xef\xbb\xbf", "the file is empty: it holds no column names"),
        (gzip.compress(b"", mtime=0), "the file is empty (0 bytes)"),
        (b"PK\x03\x04rest", "an Excel workbook or a zip file, not CSV"),
        (b"%PDF-1.7", "a PDF, not CSV"),
        ("CHILD".encode("utf-16"), "text saved as UTF-16, not CSV"),
        ((COLUMNS + ROW).encode() + b"1\x0001", "line 3 holds NUL bytes"),
        (b"\x89PNG\x1a\x0a", "a binary file, not CSV"),
        (b"\x81\x8d\x8f", "neither UTF-8 nor Windows-1252"),
        (b"CHILD,DOB,MISSING,MIS_START\n", "these columns are not there: MIS_END. The first row must be CHILD,DOB"),
        (b"CHILD,DOB,CHILD,MISSING,MIS_START,MIS_END\n", "the column CHILD is there twice"),
        (COLUMNS + ROW + COLUMNS + ROW, "row 3 repeats the column names: two files were joined"),
        (COLUMNS + '101,"01/06/2011\n', "a quotation mark or line end is out of place"),
        (COLUMNS + "1" * 200_000 + "\n", "a quotation mark or line end is out of place"),
        (gzip.compress((COLUMNS + ROW).encode(), mtime=0)[:-12], "the packed file is cut off"),
        (b"\x1f\x8b\x09\x00broken", "the packed file is damaged"),
    ],
)
def test_a_bad_file_is_refused_in_words(content: bytes | str, words: str) -> None:
    """MIS-16: what is wrong, and the file's name."""
    assert words in refusal(content)


def test_a_file_without_column_names_is_refused() -> None:
    """MIS-16: the message says what the first row must be."""
    assert "these columns are not there" in refusal(ROW)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """MIS-16: also one that is small while packed."""
    monkeypatch.setattr(return_files, "LARGEST", 1000)
    content = (COLUMNS + ROW * 100).encode()
    assert "the file is larger than" in refusal(content)
    assert "the file is larger than" in refusal(gzip.compress(content), "missing.csv.gz")


def test_all_bad_files_are_named_at_once_and_nothing_is_taken() -> None:
    """MIS-16: a person mends them in one go."""
    with pytest.raises(ReturnReadingError) as refused:
        read_return({"header.csv": HEADER.encode(), "episodes.csv": b"", "missing.csv": b"\0"})
    assert [problem.split(":")[0] for problem in refused.value.problems] == ["episodes.csv", "missing.csv"]


def test_two_files_for_one_table_are_refused() -> None:
    """MIS-16: neither is silently preferred."""
    content = (COLUMNS + ROW).encode()
    with pytest.raises(ReturnReadingError, match=r"missing\.csv and old_missing\.csv: two files for the table Missing"):
        read_return({"missing.csv": content, "old_missing.csv": content})


def test_a_folder_without_a_return_is_refused(tmp_path: Path) -> None:
    """MIS-16: the message names what was expected."""
    (tmp_path / "SOURCE.txt").write_text("Fictional")
    with pytest.raises(ReturnReadingError, match=r"no file of a looked-after return here: header\.csv"):
        read_directory(tmp_path)
    with pytest.raises(ReturnReadingError, match=r"SOURCE\.txt is not a folder"):
        read_directory(tmp_path / "SOURCE.txt")
