"""A Word form that comes back: its rows are read, and nothing of it does harm (M1-3, security.md 8)."""

import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.documents import read_word
from lantern.documents.read_word import Unreadable, rows_of
from lantern.documents.rules import Document, Grid, Section
from lantern.documents.word import word

WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30)


def made(*rows: tuple[str, ...]) -> bytes:
    """A document with one table."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=max(len(row) for row in rows))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def archive(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return written.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        rows_of(content)
    return str(refusal.value)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_what_the_house_writes_it_reads(rows: list[tuple[str, str]]) -> None:
    """M1-3: label and text of every row come back as they were."""
    document = Document("Form", (Section("Form", (Grid(("Asked", "Said"), tuple(rows)),), "Somebody"),), "Marking")
    assert rows_of(word(document)) == [("Asked", "Said"), *rows]


def test_lines_and_further_cells_of_a_row_are_kept() -> None:
    content = made(("Health", "Asthma\nSees a nurse", "Since May"), ("Education", "", ""))
    assert rows_of(content) == [("Health", "Asthma\nSees a nurse\nSince May"), ("Education", "")]


def test_a_row_without_a_label_or_of_one_merged_cell_is_none() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "A heading over both"
    table.rows[1].cells[1].text = "Nobody said of what"
    written = io.BytesIO()
    document.save(written)
    assert rows_of(written.getvalue()) == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"Health: asthma", b"<html></html>"])
def test_what_is_no_word_document_says_so(content: bytes) -> None:
    assert refused(content) == read_word.NOT_WORD


def test_another_kind_of_archive_says_so() -> None:
    assert refused(archive(xl__workbook=b"<workbook/>")) == read_word.NOT_WORD


def test_an_old_or_locked_document_says_both() -> None:
    said = refused(read_word.OLD_OR_LOCKED + b"\0" * 600)
    assert read_word.NOT_WORD in said
    assert "password" in said


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_document_cut_short_is_damaged(share: float) -> None:
    whole = made(("Health", "Asthma"))
    assert refused(whole[: int(len(whole) * share)]) == read_word.DAMAGED


@pytest.mark.parametrize("inside", [b"", b"<w:document", b"<a/>", b"\xff\xfe\0\0"])
def test_a_document_with_a_broken_inside_is_damaged(inside: bytes) -> None:
    whole = zipfile.ZipFile(io.BytesIO(made(("Health", "Asthma"))))
    parts = {name: whole.read(name) for name in whole.namelist()} | {"word/document.xml": inside}
    assert (
        refused(archive(**{name.replace("/", "__"): content for name, content in parts.items()})) == read_word.DAMAGED
    )


def test_macros_are_never_taken_in() -> None:
    parts = io.BytesIO()
    with zipfile.ZipFile(parts, "w") as file:
        file.writestr("word/document.xml", "<a/>")
        file.writestr("word/vbaProject.bin", "")
    assert refused(parts.getvalue()) == read_word.MACROS


def test_an_archive_that_unpacks_to_far_more_is_not_opened() -> None:
    """security.md 8: sizes are asked before anything is unpacked."""
    assert refused(archive(word__document=b"0" * (read_word.MOST_UNPACKED + 1))) == read_word.TOO_LARGE
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as file:
        for number in range(read_word.MOST_PARTS + 1):
            file.writestr(f"word/{number}.xml", "")
    assert refused(many.getvalue()) == read_word.TOO_LARGE
    assert refused(b"PK" + b"0" * read_word.MOST_PACKED) == read_word.TOO_LARGE


def test_a_document_that_names_something_outside_takes_nothing_from_there() -> None:
    """An entity of the machine's own files stays what it is: nothing."""
    whole = zipfile.ZipFile(io.BytesIO(made(("Health", "Asthma"))))
    parts = {name: whole.read(name) for name in whole.namelist()}
    body = parts["word/document.xml"].decode()
    start = body.index("<w:document")
    hostile = '<!DOCTYPE x [<!ENTITY own SYSTEM "file:///etc/hostname">]>' + body[start:].replace("Asthma", "&own;")
    parts["word/document.xml"] = (body[:start] + hostile).encode()
    packed = archive(**{name.replace("/", "__"): content for name, content in parts.items()})
    try:
        assert rows_of(packed) == [("Health", "")]
    except Unreadable as refusal:
        assert str(refusal) == read_word.DAMAGED


def test_too_many_rows_are_not_a_form() -> None:
    assert refused(made(*[("Health", str(number)) for number in range(read_word.MOST_ROWS + 1)])) == read_word.TOO_LONG
