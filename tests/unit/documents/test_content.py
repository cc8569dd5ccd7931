"""What a document says, before it is laid out (SHA-1)."""

import json

import pytest

from lantern.documents.rules import Document, Grid, Heading, Paragraph, Picture, Section, joined
from lantern.documents.rules.content import as_values, section_of
from tests.unit.documents.said import MARKING, a_document, a_letter, a_section, a_table


@pytest.mark.parametrize(("title", "marking"), [("", MARKING), ("Letters", "")])
def test_nothing_leaves_without_a_title_and_a_marking(title: str, marking: str) -> None:
    """SHA-1: every document carries the marking."""
    with pytest.raises(ValueError, match="title, a marking"):
        Document(title, (a_section(),), marking)


def test_nothing_leaves_that_says_nothing() -> None:
    """SHA-1."""
    with pytest.raises(ValueError, match="something to say"):
        Document("Letters", (), MARKING)


def test_each_part_says_whose_copy_it_is() -> None:
    """SHA-1: every document names its copy holder."""
    with pytest.raises(ValueError, match="whose copy"):
        a_document(a_section(holder=""))


@pytest.mark.parametrize("levels", [(3,), (2, 4), (1,)])
def test_no_level_of_heading_is_skipped(levels: tuple[int, ...]) -> None:
    """PDF/UA: a reader jumps by headings."""
    with pytest.raises(ValueError, match="skips a level"):
        a_document(a_section(*(Heading("On", level) for level in levels)))


def test_headings_may_go_back_up() -> None:
    """PDF/UA."""
    assert a_document(a_section(Heading("A"), Heading("B", 3), Heading("C")))


def test_a_ragged_table_is_refused() -> None:
    """PDF/UA: each cell belongs to a heading."""
    with pytest.raises(ValueError, match="each column"):
        a_document(a_section(Grid(("A", "B"), (("1",),))))


def test_several_documents_become_one_file_in_their_order() -> None:
    """MIS-8: a batch is one file in posting order."""
    made = joined("All", [a_document(a_letter("One Example")), a_document(a_letter("Two Example"))])
    assert [section.holder for section in made.sections] == ["One Example", "Two Example"]
    assert (made.title, made.marking) == ("All", MARKING)


def test_files_of_different_markings_are_not_joined() -> None:
    """SHA-1."""
    other = Document("Other", (a_section(),), "Official")
    with pytest.raises(ValueError, match="one marking"):
        joined("All", [a_document(), other])


def test_values_keep_everything() -> None:
    """What is laid out is what was said."""
    document = a_document(Section("T", (Paragraph("x", strong=True), a_table(1)), "H"))
    said = as_values(document)
    assert (said["language"], said["region"]) == ("en", "GB")
    assert said["sections"][0]["blocks"][0] == {"kind": "paragraph", "text": "x", "strong": True}
    assert said["sections"][0]["blocks"][1]["columns"] == ("Child", "Missing")


@pytest.mark.parametrize("section", [a_letter(), a_section(a_table(3), Heading("A"), Paragraph("x", strong=True))])
def test_what_is_kept_is_laid_out_again_as_it_was(section: Section) -> None:
    """MIS-8: a reprint is the letter that was sent. Through JSON, as a database keeps it."""
    kept = json.loads(json.dumps(as_values(a_document(section))["sections"][0]))
    assert section_of(kept) == section


def test_a_picture_is_told_in_words() -> None:
    """WCAG 1.1.1: none without."""
    with pytest.raises(ValueError, match="told in words"):
        a_document(a_section(Picture("<svg/>", "")))
