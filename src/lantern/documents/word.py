"""A document as a Word file in the house style, for whoever has to change a word before it is posted (SHA-1)."""

import io
import re
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from lantern.documents.pdf import drawn
from lantern.documents.rules.content import (
    Block,
    Bullets,
    Document,
    Facts,
    Grid,
    Heading,
    Paragraph,
    Picture,
    Section,
    as_values,
    section_of,
)

FONT = "Arial"  # on every council's machine
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # a pasted text has them
LONGEST_PROPERTY = 255  # characters
QUIET = RGBColor(0x48, 0x49, 0x49)
LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001 - a file says nothing of when and where it was made beyond its text


def word(document: Document) -> bytes:
    """The document as a .docx."""
    made, document = docx.Document(), _writable(document)
    _house_style(made, document)
    for number, section in enumerate(document.sections):
        place = made.sections[0] if number == 0 else made.add_section()
        _page(place, document, section)
        _section(made, section)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _writable(document: Document) -> Document:
    """The document without the signs that a Word file cannot hold."""
    plain = [_without(each) for each in as_values(document)["sections"]]
    title, marking = _without(document.title), _without(document.marking)
    return Document(title, tuple(section_of(each) for each in plain), marking, document.language)


def _without(value: Any) -> Any:
    if isinstance(value, str):
        return NOT_IN_XML.sub("", value)
    if isinstance(value, dict):
        return {key: _without(each) for key, each in value.items()}
    return [_without(each) for each in value] if isinstance(value, list | tuple) else value


def _house_style(made: Any, document: Document) -> None:
    made.core_properties.title = document.title[:LONGEST_PROPERTY]
    made.core_properties.author = made.core_properties.last_modified_by = "Lantern"
    made.core_properties.comments = document.marking[:LONGEST_PROPERTY]
    made.core_properties.created = made.core_properties.modified = LONG_AGO
    made.core_properties.language = document.language
    for name, size in (("Normal", 11.5), ("Heading 1", 20), ("Heading 2", 14), ("Heading 3", 12)):
        style = made.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), document.language)
    made.styles["Normal"].element.get_or_add_rPr().append(language)
    made.styles["Normal"].paragraph_format.space_after = Pt(9)


def _page(place: Any, document: Document, section: Section) -> None:
    """A4 with the marking above, whose copy it is and the page beneath; each section counts its own pages."""
    place.page_width, place.page_height = Mm(210), Mm(297)
    place.left_margin = place.right_margin = Mm(20)
    place.top_margin = place.bottom_margin = Mm(24)
    count = OxmlElement("w:pgNumType")
    count.set(qn("w:start"), "1")
    place._sectPr.append(count)
    place.header.is_linked_to_previous = place.footer.is_linked_to_previous = False
    head = place.header.paragraphs[0]
    _quiet(head.add_run(document.marking), bold=True)
    foot = place.footer.paragraphs[0]
    _quiet(foot.add_run(f"Copy for {section.holder}\t\tPage "))
    _field(foot, "PAGE")
    _quiet(foot.add_run(" of "))
    _field(foot, "SECTIONPAGES")


def _quiet(run: Any, *, bold: bool = False) -> None:
    run.font.size, run.font.color.rgb, run.bold = Pt(9), QUIET, bold


def _field(paragraph: Any, code: str) -> None:
    """A number that Word works out itself."""
    run = paragraph.add_run()
    _quiet(run)
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _section(made: Any, section: Section) -> None:
    if section.address:
        _letter_head(made, section)
    made.add_heading(section.title, 1)
    for block in section.blocks:
        _block(made, block)


def _letter_head(made: Any, section: Section) -> None:
    sender = made.add_paragraph()
    sender.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    sender.add_run(section.sender[0]).bold = True
    for line in section.sender[1:]:
        sender.add_run(f"\n{line}").font.size = Pt(10)
    sender.paragraph_format.space_after = Pt(24)
    address = made.add_paragraph("\n".join(section.address))
    address.paragraph_format.space_after = Pt(24)
    if section.dated:
        made.add_paragraph(section.dated)


def _block(made: Any, block: Block) -> None:
    match block:
        case Heading(text, level):
            made.add_heading(text, level)
        case Paragraph(text, strong):
            made.add_paragraph().add_run(text).bold = strong or None
        case Bullets(items):
            for item in items:
                made.add_paragraph(item, style="List Bullet")
        case Facts(rows):
            for label, value in rows:
                line = made.add_paragraph()
                line.add_run(f"{label}: ").bold = True
                line.add_run(value)
        case Grid():
            _grid(made, block)
        case Picture(svg, words):
            picture = made.add_picture(io.BytesIO(drawn(svg)), width=Mm(170))
            picture._inline.docPr.set("descr", words)


def _grid(made: Any, grid: Grid) -> None:
    """The first row repeats on each page and is told as headings."""
    if grid.caption:
        made.add_paragraph(grid.caption, style="Caption")
    table = made.add_table(rows=1, cols=len(grid.columns), style="Light Grid")
    for cell, label in zip(table.rows[0].cells, grid.columns, strict=True):
        cell.text = label
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for row in grid.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
