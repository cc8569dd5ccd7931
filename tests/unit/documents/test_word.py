"""The Word file, opened again (SHA-1)."""

import io
from typing import Any

import docx

from lantern.documents.rules import Paragraph
from lantern.documents.word import word
from tests.unit.documents.said import MARKING, a_document, a_letter, a_section, a_table


def read(*sections: Any) -> Any:
    return docx.Document(io.BytesIO(word(a_document(*sections))))


def test_it_says_what_the_document_says() -> None:
    """MIS-8: the same letter as the PDF, to be changed by a person."""
    said = [paragraph.text for paragraph in read(a_letter()).paragraphs]
    assert "You can talk to somebody" in said
    assert "Rowan Example\n1 Nowhere Lane\nZZ1 1ZZ" in said
    assert {"Dear Rowan,", "Ring us.", "Phone: 0300", "3 March 2026"} <= set(said)


def test_headings_are_headings() -> None:
    """A screen reader jumps by them."""
    styles = {paragraph.text: paragraph.style.name for paragraph in read(a_letter()).paragraphs}
    assert styles["You can talk to somebody"] == "Heading 1"
    assert styles["How"] == "Heading 2"
    assert styles["Ring us."] == "List Bullet"


def test_each_part_carries_marking_holder_and_its_own_page_numbers() -> None:
    """SHA-1."""
    made = read(a_letter("One Example"), a_letter("Two Example"))
    for section, holder in zip(made.sections, ("One Example", "Two Example"), strict=True):
        assert section.header.paragraphs[0].text == MARKING
        assert f"Copy for {holder}" in section.footer.paragraphs[0].text
        assert "SECTIONPAGES" in section.footer._element.xml
        assert 'w:start="1"' in section._sectPr.xml


def test_a_table_repeats_its_headings() -> None:
    """A reader is told the heading of each cell."""
    made = read(a_section(a_table()))
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["Child", "Missing"]
    assert "w:tblHeader" in made.tables[0].rows[0]._tr.xml
    assert len(made.tables[0].rows) == 3


def test_it_has_a_title_and_a_language_and_nothing_of_the_machine() -> None:
    """security.md 7."""
    made = read()
    assert made.core_properties.title == "Two letters"
    assert made.core_properties.author == made.core_properties.last_modified_by == "Lantern"
    assert made.core_properties.created.year == 2000
    assert 'w:lang w:val="en-GB"' in made.styles["Normal"].element.xml


def test_text_of_a_record_stays_text() -> None:
    """security.md 7: nothing of a record becomes markup."""
    made = read(a_section(Paragraph("<w:p>&amp; {{ x }}")))
    assert "<w:p>&amp; {{ x }}" in [paragraph.text for paragraph in made.paragraphs]
