"""Workbooks that are read, and those that are not, each with its sentence (MIS-3, security.md 8)."""

import io
import re
import struct
import zipfile
import zlib
from datetime import datetime, time, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from lantern.exchange.rules.feed_tables import Table, open_table
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.workbook import cells, reading, safety
from lantern.exchange.rules.workbook.kinds import ENCRYPTED, OLE
from tests.factories.layouts import Table as Cells
from tests.factories.layouts import as_csv, as_workbook

SHEET = "xl/worksheets/sheet1.xml"
SIMPLE: Cells = [["Ref", "Surname"], ["FX/1", "Example"], ["FX/2", "Nowhere"]]


def opened(content: bytes, sheet: str = "") -> Table:
    return open_table(io.BytesIO(content), most_bytes=10**9, sheet=sheet)


def rows(content: bytes, sheet: str = "") -> list[list[str]]:
    return [record for _, record in opened(content, sheet).records()]


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The archive with a part put in, or replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.infolist():
            if each.filename != name:
                after.writestr(each, before.read(each))
        after.writestr(name, part)
    return written.getvalue()


def part_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def a_zip(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return written.getvalue()


def locked(content: bytes) -> bytes:
    """The archive as if its parts were encrypted: the flag is set in both of its tables."""
    changed = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), content):
            changed[found.start() + place] |= 1
    return bytes(changed)


def overlapping() -> bytes:
    """An archive whose table names one packed part many times, as the densest bombs do."""
    raw = bytes(1_000_000)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(raw) + packer.flush()
    crc, name = zlib.crc32(raw), b"xl/workbook.xml"
    sizes = (crc, len(packed), len(raw), len(name))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, *sizes, 0) + name + packed
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, *sizes, 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 200, 200, 200 * len(entry), len(local), 0)
    return local + entry * 200 + end


def as_excel_writes(content: bytes) -> bytes:
    """The same workbook with its texts in a list of their own, as Excel keeps them, the first in two fonts."""
    sheet, texts = part_of(content, SHEET), []

    def moved(found: re.Match[str]) -> str:
        texts.append(found[2])
        return f'<c r="{found[1]}" t="s"><v>{len(texts) - 1}</v></c>'

    changed = re.sub(r'<c r="(\w+)" t="inlineStr"><is><t>([^<]*)</t></is></c>', moved, sheet)
    first, *rest = texts
    runs = f"<si><r><t>{first[:1]}</t></r><r><rPr><b/></rPr><t>{first[1:]}</t></r></si>"
    listed = runs + "".join(f"<si><t>{text}</t></si>" for text in rest)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = part_of(content, "[Content_Types].xml").replace(
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sharedStrings+xml"/></Types>',
    )
    for name, part in (
        (SHEET, changed),
        ("[Content_Types].xml", kinds),
        (safety.STRINGS, f'<sst xmlns="{main}">{listed}</sst>'),
    ):
        content = with_part(content, name, part.encode())
    return content


HTML = b"<html><body><table><tr><td>Ref</td></tr></table></body></html>"
BOOK = as_workbook(SIMPLE)
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    b"<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
)
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'

REFUSED: dict[str, tuple[bytes, str]] = {
    "an old workbook": (OLE + bytes(4000), "old Excel workbook (.xls)"),
    "a workbook with a password": (OLE + bytes(900) + ENCRYPTED + bytes(900), "protected by a password"),
    "an archive with a password": (locked(BOOK), "protected by a password"),
    "a web page called xls": (HTML, "web page"),
    "a web page with a mark": (b"\xef\xbb\xbf  <!DOCTYPE HTML>" + HTML, "web page"),
    "a spreadsheet of 2003": (XML_2003, "XML of 2003"),
    "macros": (with_part(BOOK, "xl/vbaProject.bin", b"x"), "macros"),
    "a binary workbook": (a_zip(**{"xl/workbook.bin": b"x"}), "(.xlsb)"),
    "an OpenDocument sheet": (a_zip(**{"content.xml": b"x", "mimetype": b"x"}), "OpenDocument"),
    "a Word document": (a_zip(**{"word/document.xml": b"x"}), "Word document"),
    "a zip with a workbook in it": (a_zip(**{"week.xlsx": BOOK}), "zip archive. Take the workbook"),
    "a zip with a CSV in it": (a_zip(**{"week.csv": as_csv(SIMPLE)}), "zip archive. Take the workbook"),
    "cut short": (BOOK[: len(BOOK) // 2], "damaged"),
    "no sheets": (a_zip(**{"xl/workbook.xml": b"<workbook/>"}), "damaged"),
    "no XML": (with_part(BOOK, SHEET, b"nothing"), "damaged"),
    "XML with entities": (with_part(BOOK, SHEET, ENTITIES), "damaged"),
    "a zip bomb": (with_part(BOOK, SHEET, bytes(60_000_000)), "unpack to far more"),
    "a bomb of one part many times": (overlapping(), "unpack to far more"),
    "more parts than a workbook has": (a_zip(**{f"xl/{n}": b"" for n in range(safety.MOST_PARTS + 1)}), "unpack to far more"),
    "too many sheets": (as_workbook(SIMPLE, more={f"S{n}": [] for n in range(safety.MOST_SHEETS)}), "at most 50 are read"),
    "too many columns": (as_workbook([[f"c{n}" for n in range(reading.MOST_COLUMNS + 1)]] * 2), "more than 200 columns"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_read_says_why_in_one_go(content: bytes, words: str) -> None:
    """MIS-3: what it is and what to do, by its content alone."""
    with pytest.raises(FeedError) as refused:
        opened(content)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 300


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """security.md 8: nothing of it is read; its table of contents is enough."""
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    for name in ("a zip bomb", "a bomb of one part many times"):
        with pytest.raises(FeedError, match="unpack to far more"):
            opened(REFUSED[name][0])


def test_caps_of_size_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """security.md 8: as sent, unpacked, of shared texts, and in rows."""
    for name, module, words in (
        ("MOST_PACKED", safety, "MB are read"),
        ("MOST_UNPACKED", safety, "MB unpacked"),
        ("MOST_STRINGS", safety, "MB unpacked"),
        ("MOST_ROWS", reading, "more than 2 rows"),
        ("MOST_CELLS", reading, "more than 1 rows"),
        ("LONGEST_CELL", reading, "damaged"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, 2 if module is reading else 10)
            with pytest.raises(FeedError, match=words):
                opened(as_excel_writes(BOOK))
    assert rows(BOOK) == SIMPLE


def test_texts_may_stand_in_a_list_of_their_own() -> None:
    """MIS-3: as Excel writes them, in one font or several."""
    assert safety.STRINGS in zipfile.ZipFile(io.BytesIO(as_excel_writes(BOOK))).namelist()
    assert rows(as_excel_writes(BOOK)) == SIMPLE


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is() -> None:
    """MIS-3: the stated size is of no account, neither too small nor the whole of a sheet."""
    sheet = part_of(BOOK, SHEET)
    for stated in ("A1:A1", "A1:XFD1048576"):
        lying = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{stated}"', sheet)
        assert rows(with_part(BOOK, SHEET, lying.encode())) == SIMPLE


def test_rows_far_apart_keep_their_numbers() -> None:
    """MIS-3: a row is called by the number that its sender sees; empty ones are passed over."""
    workbook = Workbook()
    for row, text in ((1, "Ref"), (5, "FX/1"), (90_000, "FX/2")):
        workbook.active.cell(row, 1, text)  # type: ignore[union-attr]
    written = io.BytesIO()
    workbook.save(written)
    assert list(opened(written.getvalue()).records()) == [(1, ["Ref"]), (5, ["FX/1"]), (90_000, ["FX/2"])]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 4, 3), "2026-04-03"),  # noqa: DTZ001
        (datetime(2026, 4, 3, 21, 50), "2026-04-03 21:50"),  # noqa: DTZ001
        (datetime(2026, 4, 3, 21, 49, 59, 999_997), "2026-04-03 21:50"),  # noqa: DTZ001
        (time(8, 5), "08:05"),
        (timedelta(hours=8, minutes=5), "08:05"),
        (700001, "700001"),
        (700001.0, "700001"),
        (0.1 + 0.2, "0.3"),
        (True, "Yes"),
        (" text ", " text "),
        (None, ""),
    ],
)
def test_cells_as_text(value: object, text: str) -> None:
    """MIS-3: a date year first, a whole number without a point, a time to the minute."""
    assert cells.as_text(value) == text


def test_numbers_and_dates_that_are_text_stay_as_they_are() -> None:
    """MIS-3: a reference with zeros in front keeps them; a date that was typed as text is read by the mapping."""
    assert rows(as_workbook([["Ref", "Seen"], ["000123", "03/04/2026"]]))[1] == ["000123", "03/04/2026"]


def test_a_workbook_that_counts_from_1904_says_the_same_days() -> None:
    """MIS-3: its dates come right, and its bare numbers are told apart."""
    table = opened(as_workbook([["Ref", "Seen"], ["1", datetime(2026, 4, 3)]], epoch=CALENDAR_MAC_1904))  # noqa: DTZ001
    assert list(table.records())[1] == (2, ["1", "2026-04-03"])
    assert table.later_epoch
    assert not opened(BOOK).later_epoch


def formulas(cached: str) -> bytes:
    """A workbook whose B2 is a formula with `cached` as its last value, or without one."""
    sheet = part_of(as_workbook([["Ref", "Surname"], ["FX/1", "=A1&A2"]]), SHEET)
    value = f"<v>{cached}</v>" if cached else "<v></v>"
    changed = re.sub(r'(<c r="B2"[^>]*>)(<f>[^<]*</f>)<v\s*/?>(</v>)?', rf'<c r="B2" t="str">\2{value}', sheet)
    assert changed != sheet
    return with_part(as_workbook([["Ref", "Surname"], ["FX/1", "=A1&A2"]]), SHEET, changed.encode())


def test_a_formula_gives_the_value_it_last_had() -> None:
    """MIS-3: nothing is worked out here."""
    assert rows(formulas("Example"))[1] == ["FX/1", "Example"]


def test_a_formula_without_a_value_is_seen_to_be_one() -> None:
    """MIS-3: it is kept as its text, so that the row is refused for it and not for a blank."""
    assert rows(formulas(""))[1] == ["FX/1", "=A1&A2"]


def test_the_first_sheet_with_a_table_is_read_unless_one_is_named() -> None:
    """MIS-3: a cover sheet is passed over; hidden sheets are not there."""
    content = as_workbook(
        [["Made by the control room"]], title="Cover", more={"Week": SIMPLE, "Other": [["a", "b"], ["c", "d"]]}
    )
    assert (opened(content).sheet, opened(content).sheets) == ("Week", ("Cover", "Week", "Other"))
    assert rows(content, "Other") == [["a", "b"], ["c", "d"]]
    assert opened(content, "Gone").sheet == "Week"
    workbook = Workbook()
    workbook.active.title = "Seen"  # type: ignore[union-attr]
    workbook.create_sheet("Secret").sheet_state = "hidden"
    written = io.BytesIO()
    workbook.save(written)
    assert opened(written.getvalue()).sheets == ("Seen",)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_is_cut_at_the_separator_it_has(separator: str) -> None:
    """MIS-3: told by which cuts the rows alike, not by which occurs most."""
    table = [["Ref", "Text"], ["1", "a, b, c, d; e | f"], ["2", "g, h; i; j | k"]]
    assert rows(as_csv(table, separator=separator)) == table
