"""Whatever somebody typed or pasted, each kind of file opens, and says what the page said (SHA-1, security.md 7)."""

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lantern.documents.pdf import pdf
from lantern.documents.rules import (
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Grid,
    Heading,
    Holds,
    Paragraph,
    Section,
    Sheet,
    joined,
)
from lantern.documents.rules.sheet import MOST_ROWS, TooManyRows
from lantern.documents.word import word
from lantern.documents.workbook import workbook
from tests.unit.documents.said import MARKING, a_document, a_letter, a_section, a_table, tags, texts

PASTED = "Dear\x0bRowan\x00 \x1f\ufffeand Sam"  # a line break of another program, and signs that no XML has


def written(document: Document) -> Any:
    return docx.Document(io.BytesIO(word(document)))


def said(document: Document) -> list[str]:
    return [paragraph.text for paragraph in written(document).paragraphs]


# Word


def test_a_pasted_sign_that_word_cannot_hold_is_left_out() -> None:
    """MIS-8: a letter is written all the same, in every place where a text stands."""
    blocks = (
        Paragraph(PASTED), Heading(PASTED), Bullets((PASTED,)), Facts(((PASTED, PASTED),)),
        Grid((PASTED,), ((PASTED,),), PASTED),
    )  # fmt: skip
    section = Section(PASTED, blocks, PASTED, (PASTED,), (PASTED, PASTED), PASTED)
    made = written(Document(PASTED, (section,), PASTED))
    clean = "DearRowan and Sam"
    lines = [paragraph.text for paragraph in made.paragraphs]
    assert lines == [
        f"{clean}\n{clean}", clean, clean, clean, clean, clean, clean, f"{clean}: {clean}", clean,
    ]  # fmt: skip
    assert [cell.text for row in made.tables[0].rows for cell in row.cells] == [clean, clean]
    assert made.core_properties.title == made.core_properties.comments == clean


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_written(text: str) -> None:
    """Half a sign, a sign without a shape, another direction: a file that opens, and the words around it."""
    lines = said(a_document(a_section(Paragraph(text), Paragraph("and after"))))
    assert lines[-1] == "and after"


def test_lines_and_spaces_of_a_text_are_kept() -> None:
    """What a person broke into lines stays in lines."""
    assert "one\n two\tthree" in said(a_document(a_section(Paragraph("one\n two\tthree"))))


def test_a_long_title_is_cut_in_the_properties_alone() -> None:
    """A Word file's properties hold 255 characters; the page holds the rest."""
    long = "A title " * 60
    made = written(Document(long, (a_section(title=long),), long))
    assert made.core_properties.title == made.core_properties.comments == long[:255]
    assert made.paragraphs[0].text == long
    assert made.sections[0].header.paragraphs[0].text == long


def test_a_part_without_an_address_is_no_letter() -> None:
    """SHA-1: neither sender nor day stands above a list."""
    section = Section(
        "Who is missing", (Paragraph("Nobody."),), "Sam Sample", sender=("Council",), dated="3 March 2026"
    )
    assert said(a_document(section)) == ["Who is missing", "Nobody."]


def test_a_letter_without_a_day_has_no_empty_line_for_it() -> None:
    """MIS-8."""
    section = Section("T", (), "Rowan", ("Rowan", "1 Nowhere Lane"), ("Council",))
    assert said(a_document(section)) == ["Council", "Rowan\n1 Nowhere Lane", "T"]


def test_strong_words_are_strong_and_others_are_not() -> None:
    """The style decides, not each run."""
    made = written(a_document(a_section(Paragraph("now", strong=True), Paragraph("later"))))
    assert [paragraph.runs[0].bold for paragraph in made.paragraphs[-2:]] == [True, None]


def test_a_level_of_heading_is_kept() -> None:
    """A screen reader jumps by them."""
    made = written(a_document(a_section(Heading("A"), Heading("B", 3))))
    assert [paragraph.style.name for paragraph in made.paragraphs] == ["Heading 1", "Heading 2", "Heading 3"]


def test_a_table_without_rows_and_words_above_it() -> None:
    """An empty list is told as one: its headings, and nothing beneath."""
    made = written(a_document(a_section(a_table(0))))
    assert len(made.tables[0].rows) == 1
    assert "Who is missing" in [paragraph.text for paragraph in made.paragraphs]
    bare = written(a_document(a_section(Grid(("Child",), ()))))
    assert "Caption" not in {paragraph.style.name for paragraph in bare.paragraphs}


def test_paper_is_a4_and_has_margins() -> None:
    """Of each part, so that no page of a batch is printed at another size."""
    for section in written(a_document(a_letter("One"), a_letter("Two"))).sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert {round(side.mm) for side in (section.left_margin, section.right_margin)} == {20}


def test_a_word_file_says_its_own_language() -> None:
    """PDF/UA and its like: a letter in Welsh is read out as Welsh."""
    made = written(Document("Llythyr", (a_section(),), MARKING, "cy-GB"))
    assert made.core_properties.language == "cy-GB"
    assert 'w:lang w:val="cy-GB"' in made.styles["Normal"].element.xml


# PDF


def test_a_sign_that_no_font_has_is_printed_as_a_box() -> None:
    """A letter goes by post rather than not at all, with its tags."""
    (page,) = texts(pdf(a_document(a_section(Paragraph("Dear \U0001f9ff\uf8ff Rowan")))))
    assert "Rowan" in page
    assert "/H1" in tags(pdf(a_document(a_section(Paragraph("Dear \uf8ff Rowan")))))


def test_a_table_without_rows_is_laid_out() -> None:
    """An empty list is a file too."""
    (page,) = texts(pdf(a_document(a_section(a_table(0)))))
    assert "Child" in page
    assert MARKING in page


def test_one_file_of_no_documents_is_refused() -> None:
    """SHA-1: a file without a marking says nothing of how to keep it."""
    with pytest.raises(ValueError, match="one marking"):
        joined("All", [])


def test_files_of_two_languages_are_not_joined() -> None:
    """A screen reader is told one."""
    with pytest.raises(ValueError, match="one language"):
        joined("All", [a_document(), Document("Llythyr", (a_section(),), MARKING, "cy-GB")])


def test_a_part_without_a_title_is_refused_wherever_it_stands() -> None:
    """PDF/UA: the second as well as the first."""
    with pytest.raises(ValueError, match="title"):
        a_document(a_section(), a_section(title=""))


# Excel


def a_sheet(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = (Column("Child"),), **more: Any) -> Sheet:
    said: dict[str, Any] = {"name": "Episodes", "marking": MARKING, "notes": ("A note",)} | more
    return Sheet(columns=columns, rows=rows, **said)


def page_of(sheet: Sheet) -> Any:
    with workbook(sheet) as made:
        return load_workbook(made).active


@pytest.mark.parametrize("before", ["\x00", "\x0b", "\x1f\x02"])
def test_no_formula_hides_behind_a_sign_that_is_left_out(before: str) -> None:
    """security.md 7: what is written begins with the second sign, and is marked as text."""
    cell = page_of(a_sheet((f"{before}=1+1",)))["A4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_notes_and_headings_are_no_formula_either() -> None:
    """SHA-6: the purpose is typed by a person."""
    page = page_of(a_sheet(columns=(Column("=A1"),), notes=("=2+2",)))
    assert [page[place].data_type for place in ("A2", "A3")] == ["s", "s"]
    assert page["A2"].quotePrefix
    assert page["A2"].font.bold


def test_ordinary_text_is_not_marked() -> None:
    """An apostrophe that nobody typed would stand in the cell of whoever edits it."""
    page = page_of(a_sheet(("Rowan = Example - A",)))
    assert not page["A4"].quotePrefix
    assert not page["A4"].font.bold


def test_nothing_is_an_empty_cell_and_nought_is_not() -> None:
    """MIS-5: 0 episodes is a count; a count that nobody made is none."""
    columns = tuple(Column(str(number)) for number in range(4))
    page = page_of(a_sheet((None, "", 0, False), columns=columns))
    assert [cell.value for cell in page[4]] == [None, None, 0, False]


def test_a_day_in_a_column_of_times_is_a_day_without_a_time() -> None:
    """MIS-17: where only the day is known no hour is made up; it is shown as the column shows it."""
    columns = (Column("Seen", Holds.TIME), Column("Seen", Holds.DAY), Column("Anything"))
    day, at = date(2026, 3, 1), datetime(2026, 3, 1, 2, 3, tzinfo=UTC)
    page = page_of(a_sheet((day, day, day), (at, at, at), columns=columns))
    assert [cell.number_format for cell in page[4]] == ["dd/mm/yyyy hh:mm", "dd/mm/yyyy", "dd/mm/yyyy"]
    assert page["A5"].value == at.replace(tzinfo=None)


def test_a_marking_with_an_ampersand_stands_on_each_printed_page() -> None:
    """SHA-1: in a header & begins a command; doubled it is itself."""
    with workbook(a_sheet(marking="Police & council")) as made, zipfile.ZipFile(made) as parts:
        inside = parts.read("xl/worksheets/sheet1.xml").decode()
    (header,) = re.findall("<oddHeader>(.*?)</oddHeader>", inside)
    assert header == "&amp;CPolice &amp;&amp; council"
    assert "&amp;CPage &amp;P of &amp;N" in inside


def test_it_prints_across_and_as_wide_as_the_paper() -> None:
    """A column that falls off the page is read by nobody."""
    page = page_of(a_sheet(columns=(Column("A", width=7), Column("B"))))
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert int(page.page_setup.fitToHeight) == 0
    assert [page.column_dimensions[letter].width for letter in "AB"] == [7, 18]


def test_a_name_longer_than_a_tab_is_cut_there_alone() -> None:
    """A tab holds 31 characters."""
    name = "Notifications that wait for a person"
    with workbook(a_sheet(name=name)) as made:
        book = load_workbook(made)
    assert book.sheetnames == [name[:31]]
    assert book.properties.title == name


def test_a_row_that_does_not_fit_its_columns_is_a_fault() -> None:
    """security.md 7: a cell too many would be a value nobody allowed to leave."""
    with pytest.raises(ValueError, match=r"shorter|longer"):
        workbook(a_sheet(("Rowan", "1 Nowhere Lane")))


@pytest.mark.parametrize("fault", [TooManyRows, OSError, KeyboardInterrupt])
def test_no_half_of_a_list_stays_on_the_disk(
    fault: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """security.md 7: the rows that were written before something went wrong name children."""

    def rows() -> Iterator[Sequence[Cell]]:
        yield ("Rowan Example",)
        assert list(tmp_path.iterdir())
        if fault is not TooManyRows:
            raise fault
        yield ("Sam Example",)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(fault):
        workbook(Sheet("Episodes", MARKING, (), (Column("Child"),), rows(), most=1))
    assert list(tmp_path.iterdir()) == []


def test_a_list_too_long_says_how_long_it_may_be() -> None:
    """security.md 7."""
    assert TooManyRows(MOST_ROWS).reason == "More than 100,000 rows. Narrow the list first."
    assert page_of(a_sheet(most=0)).max_row == 3
