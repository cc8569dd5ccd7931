"""The PDF, opened with a PDF reader: what a person who cannot see it is told (SHA-1, PDF/UA-1)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.documents.pdf import FONTS, pdf
from lantern.documents.rules import Paragraph
from tests.unit.documents.said import MARKING, a_document, a_letter, a_section, a_table, read, tags, texts


def test_it_says_what_it_is() -> None:
    """PDF/UA-1: title, language, tags, and the reader shows the title."""
    root = read(pdf(a_document(title="Two letters"))).root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1" in root["/Metadata"].get_object().get_data()
    assert read(pdf(a_document(title="Two letters"))).metadata.title == "Two letters"  # type: ignore[union-attr]


def test_headings_lists_and_tables_are_told_as_such() -> None:
    """PDF/UA-1: a table has headings for each cell."""
    found = tags(pdf(a_document(a_letter(), a_section(a_table()))))
    assert [each for each in found if each.startswith("/H")] == ["/H1", "/H2", "/H1"]
    assert found.count("/LI") == 3  # two bullets, and a fact with its label
    assert found.count("/TH") == 2
    assert found.count("/TD") == 4
    assert "/Caption" in found


def test_every_page_carries_marking_holder_and_number() -> None:
    """SHA-1: the marking, whose copy it is, and which page of how many of that copy."""
    document = a_document(a_letter("One Example"), a_section(a_table(90), holder="Two Example"))
    pages = texts(pdf(document))
    assert len(pages) > 2
    assert all(MARKING in page for page in pages)
    assert "Copy for One Example" in pages[0]
    assert "Page 1 of 1" in pages[0]
    assert all("Copy for Two Example" in page for page in pages[1:])
    assert [f"Page {n} of {len(pages) - 1}" in page for n, page in enumerate(pages[1:], 1)] == [True] * (len(pages) - 1)


def test_headings_of_a_table_stand_on_each_page() -> None:
    """Page two of a table says what its columns are."""
    pages = texts(pdf(a_document(a_section(a_table(90)))))
    assert all("Missing" in page for page in pages)


def test_the_address_stands_in_the_window_of_an_envelope() -> None:
    """A DL window shows what is 20 to 110 mm from the left and 40 to 90 mm from the top of a page folded in three."""
    found: list[tuple[float, float]] = []

    def visit(text: str, page: list[float], place: list[float], *_: object) -> None:
        if "Nowhere Lane" in text:
            found.append((place[4] * page[0] + page[4], place[5] * page[3] + page[5]))

    read(pdf(a_document(a_letter()))).pages[0].extract_text(visitor_text=visit)
    millimetre = 72 / 25.4
    left, top = found[0][0] / millimetre, 297 - found[0][1] / millimetre
    assert 19 < left < 30
    assert 45 < top < 85


def test_text_of_a_record_is_never_a_command() -> None:
    """security.md 7: what stands in a record is laid out as it is written."""
    written = '#set page(fill: red) = *bold* $x$ @ref <label> \\ "quoted" // no comment'
    (page,) = texts(pdf(a_document(a_section(Paragraph(written)))))
    assert "#set page(fill: red) = *bold* $x$ @ref <label>" in page
    assert "// no comment" in page


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_any_text_is_laid_out(text: str) -> None:
    """A name in any script, with any sign in it, makes a file and no fault."""
    assert pdf(a_document(a_section(Paragraph(text)))).startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["Zoë Łukasz Šimková Ağaoğlu", "Ольга Ни́кто"])
def test_names_are_written_as_they_are(name: str) -> None:
    """A child's name keeps its marks."""
    assert name.split()[0] in texts(pdf(a_document(a_section(Paragraph(name)))))[0]


def test_it_is_set_in_the_products_own_font() -> None:
    """The house style has one font; without the built one it would be another on each machine."""
    if not any(FONTS.glob("*.ttf")):
        pytest.skip("bin/assets has not been run since the documents came")
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in read(pdf(a_document())).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert fonts
    assert all("AtkinsonHyperlegible" in font for font in fonts)


def test_it_says_nothing_of_when_and_where_it_was_made() -> None:
    """security.md 7: no metadata but the title. The same document is the same file."""
    document = a_document()
    said = read(pdf(document)).metadata
    assert said is not None
    assert said.author == "Lantern"
    assert said.creation_date is None
    assert pdf(document) == pdf(document)
