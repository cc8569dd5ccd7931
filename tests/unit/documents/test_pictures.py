"""A drawing in a document: crisp in the PDF, a picture in Word, the same words with both (EXP-7, PDF/UA-1)."""

import io
import struct

from docx import Document as Word

from lantern.documents.pdf import drawn, pdf
from lantern.documents.rules import Picture
from lantern.documents.word import word
from tests.unit.documents.said import a_document, a_section, tags, texts

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120" width="300" height="120"><defs><marker id="a" '
    'viewBox="0 0 10 10"><path d="M0 0L10 5L0 10Z"/></marker></defs><rect width="300" height="120" fill="#fff"/>'
    '<path d="M10 60H290" stroke="#000" marker-end="url(#a)"/><text x="40" y="40" font-size="16">Sample Court</text></svg>'
)
WORDS = "A line to Sample Court"


def test_in_the_pdf_it_is_a_figure_with_its_words_and_its_text_is_text() -> None:
    """Nothing is a raster: whoever searches the paper finds what stands in the drawing."""
    made = pdf(a_document(a_section(Picture(SVG, WORDS))))
    assert "/Figure" in tags(made)
    assert any("Sample Court" in page for page in texts(made))
    assert b"/Subtype/Image" not in made.replace(b" /", b"/")


def test_in_word_it_is_a_picture_with_its_words() -> None:
    """Word holds no SVG: it is drawn at 150 dots an inch."""
    made = Word(io.BytesIO(word(a_document(a_section(Picture(SVG, WORDS))))))
    (shape,) = made.inline_shapes
    assert shape._inline.docPr.get("descr") == WORDS


def test_a_drawing_is_as_large_as_it_is_drawn() -> None:
    """300 units of a screen are 225 points."""
    width, height = struct.unpack(">II", drawn(SVG)[16:24])  # as the head of a PNG says it
    assert abs(width - 225 / 72 * 150) <= 1
    assert abs(height - 90 / 72 * 150) <= 1
