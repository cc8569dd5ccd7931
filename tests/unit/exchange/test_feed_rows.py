"""CSV text as numbered rows of named fields (MIS-3; bad files of issue 2)."""

import io
import random
from collections.abc import Sequence

import pytest

from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.exchange.rules.feed_rows import Column, Layout, Row, open_feed
from lantern.exchange.rules.feed_text import FeedError

LAYOUT = Layout(
    "a test file",
    (Column("reference", ("Ref", "Reference")), Column("name", ("Name",)), Column("note", ("Note",), required=False)),
)


def rows(text: str, encoding: str = "utf-8") -> list[Row]:
    return list(open_feed(io.BytesIO(text.encode(encoding)), LAYOUT, most_bytes=10**6).rows())


def test_rows_are_numbered_as_a_spreadsheet_counts_them() -> None:
    """MIS-3: the column names are row 1; a blank line is counted and is no row; a cell may hold two lines."""
    found = rows('Ref,Name\n1,Ann\n\n2,"Bo\nExample"\n')
    assert [(row.number, row.cells["name"]) for row in found] == [(2, "Ann"), (4, "Bo Example")]


def test_columns_come_in_any_order_and_spelling() -> None:
    """MIS-3: a heading is known by any of its spellings; a column that is not ours is passed over."""
    (row,) = rows("Other, REFERENCE ,name\nx,7,Ann\n")
    assert dict(row.cells) == {"reference": "7", "name": "Ann"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("   \n", "does not hold the column names"),
        ("MP/1,Ann\nMP/2,Bo\n", "does not hold the column names of a test file, such as Ref, Name"),
        ("Ref,Note\n1,x\n", "lacks these columns of a test file: Name"),
        ("Ref,Name,Reference\n1,Ann,2\n", "same column twice: Ref"),
        ("Ref,Name\n", "no rows under them"),
        ('Ref,Name\n1,Ann\n2,"Bo\n3,Cy\n', "row 3 do not close"),
        ('Ref,Name\n1,"' + "x" * 200_000 + '"\n', "row 2 do not close"),
    ],
)
def test_a_file_with_a_fault_throughout_is_refused_before_any_row(text: str, words: str) -> None:
    """MIS-3: nothing is half done: the file is checked to its end before its first row is given out."""
    with pytest.raises(FeedError, match=words):
        open_feed(io.BytesIO(text.encode()), LAYOUT, most_bytes=10**6)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Ref,Name", "repeats the column names"),
        ("1,Ann,extra", "3 cells and the column names have 2"),
        ("1", "1 cells and the column names have 2"),
        (" , ", "empty"),
    ],
)
def test_a_row_with_a_fault_is_refused_alone(line: str, words: str) -> None:
    """MIS-3: every row has an outcome, and one bad row does not stop the others."""
    bad, good = rows(f"Ref,Name\n{line}\n2,Bo\n")
    assert words in bad.fault
    assert (good.fault, good.cells["name"]) == ("", "Bo")


def test_only_layout_is_tidied() -> None:
    """MIS-3: outer and doubled spaces go, accents are written one way; letters stay as received."""
    (row,) = rows("Ref,Name\n 1 ,\u00a0Zoe\u0308  O'EXAMPLE\u200b\n")
    assert row.cells["name"] == "Zoë O'EXAMPLE"


def test_rows_may_be_asked_for_in_part_and_again() -> None:
    """MIS-3: a stopped reading leaves the file open for the next."""
    file = io.BytesIO(b"Ref,Name\n1,Ann\n2,Bo\n")
    feed = open_feed(file, LAYOUT, most_bytes=10**6)
    assert next(feed.rows()).number == 2
    assert feed.row_count == len(list(feed.rows())) == 2


def test_one_message_has_one_fingerprint_wherever_it_stands() -> None:
    """MIS-3: the same row in another file, place, column order or encoding is the same message; a changed one is not."""
    (one,) = rows("Ref,Name,Note\n1,Zoë,\n")
    _, same = rows("Extra,Name,Ref\nx,Ann,9\ny, Zoë ,1\n", "cp1252")
    (other,) = rows("Ref,Name\n1,Zoe\n")
    assert one.fingerprint == same.fingerprint != other.fingerprint


def test_cells_do_not_run_together_in_a_fingerprint() -> None:
    """MIS-3: two rows are one only when every field is."""
    (one,) = rows("Ref,Name,Note\n1,ab,c\n")
    (other,) = rows("Ref,Name,Note\n1,a,bc\n")
    assert one.fingerprint != other.fingerprint


def test_every_heading_of_a_layout_names_one_field() -> None:
    """MIS-3: no spelling is claimed by two columns."""
    headings = [heading.casefold() for column in NOTIFICATIONS.columns for heading in set(column.headings)]
    assert len(headings) == len(set(headings))


def _csv(columns: Sequence[str], cells: Sequence[str]) -> str:
    return ",".join(columns) + "\n" + ",".join(cells) + "\n"


def test_shuffled_columns_say_the_same() -> None:
    """MIS-3: the order of columns is never read."""
    columns, cells = ["Ref", "Name", "Note"], ["1", "Ann", "late"]
    (one,) = rows(_csv(columns, cells))
    order = random.Random(1).sample(range(3), 3)
    (other,) = rows(_csv([columns[n] for n in order], [cells[n] for n in order]))
    assert (one.cells, one.fingerprint) == (other.cells, other.fingerprint)
