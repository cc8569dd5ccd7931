"""A workbook's archive, looked at before anything in it is unpacked: sizes, numbers, what else it holds (security.md 8)."""

import zipfile
from typing import BinaryIO

from lantern.exchange.rules.feed_text import FeedError

MEGABYTE = 1_000_000
MOST_PACKED = 30 * MEGABYTE  # bytes as sent
MOST_UNPACKED = 200 * MEGABYTE  # bytes of all parts together, as the archive states them; reading stops there
MOST_STRINGS = 60 * MEGABYTE  # bytes of the list of shared texts, which is held in memory
MOST_PARTS = 1_000
MOST_SHEETS = 50
MOST_TIMES = 250  # how many times larger than packed: a sheet of figures comes to 20, of blanks to 100
SMALL = 5 * MEGABYTE  # bytes unpacked below which nobody asks how well they were packed
END = b"PK\x05\x06"  # the archive's table of contents ends with it; then 6 bytes, then the number of parts
END_SIZE = 22 + 65_535  # bytes in which it stands
WORKBOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
DAMAGED = (
    "The file begins like an Excel workbook or a zip archive and cannot be opened: it is damaged or was not sent to its "
    "end. Save it again and send that."
)
BOMB = (
    "The workbook would unpack to far more than it seems to hold, as archives do that are made to stop a computer. "
    "It was not opened. Save it again from Excel, or as CSV, and send that."
)


def opened_archive(file: BinaryIO) -> zipfile.ZipFile:
    """The archive in `file`, which may be unpacked without harm and holds a workbook. Raises `FeedError`."""
    if (size := file.seek(0, 2)) > MOST_PACKED:
        raise FeedError(
            f"The workbook has {size / MEGABYTE:,.0f} MB; at most {MOST_PACKED / MEGABYTE:,.0f} MB are read. "
            "Split it into several, or save it as CSV."
        )
    if _parts_stated(file) > MOST_PARTS:
        raise FeedError(BOMB)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, OverflowError):
        raise FeedError(DAMAGED) from None
    _check_sizes(archive)
    _check_kind(archive)
    return archive


def _parts_stated(file: BinaryIO) -> int:
    """How many parts the archive says it has: asked first, since its table of contents alone may fill memory."""
    size = file.seek(0, 2)
    file.seek(max(size - END_SIZE, 0))
    tail = file.read()
    place = tail.rfind(END)
    file.seek(0)
    return int.from_bytes(tail[place + 10 : place + 12], "little") if place >= 0 else 0


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    starts = [part.header_offset for part in parts]
    if len(parts) > MOST_PARTS or len(set(starts)) != len(starts):
        raise FeedError(BOMB)
    if unpacked > SMALL and unpacked > MOST_TIMES * max(packed, 1):
        raise FeedError(BOMB)
    strings = next((part.file_size for part in parts if part.filename == STRINGS), 0)
    if unpacked > MOST_UNPACKED or strings > MOST_STRINGS:
        raise FeedError(
            f"The workbook holds {unpacked / MEGABYTE:,.0f} MB unpacked; at most {MOST_UNPACKED / MEGABYTE:,.0f} MB, of "
            f"which {MOST_STRINGS / MEGABYTE:,.0f} MB of text, are read. Split it into several, or save it as CSV."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise FeedError(
            "The file is an archive protected by a password. Take the password off and send it over a safe way."
        )


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FeedError(
            "The workbook holds macros, which are never taken in. Save it as an Excel workbook without macros (.xlsx) or "
            "as CSV, and send that."
        )
    if "xl/workbook.bin" in names:
        raise FeedError(
            "The file is a binary Excel workbook (.xlsb). Save it as an Excel workbook (.xlsx) and send that."
        )
    if "content.xml" in names and "mimetype" in names:
        raise FeedError(
            "The file is an OpenDocument spreadsheet. Save it as an Excel workbook (.xlsx) or CSV and send that."
        )
    if "word/document.xml" in names:
        raise FeedError(
            "The file is a Word document. Save its table as an Excel workbook (.xlsx) or CSV and send that."
        )
    if WORKBOOK not in names:
        raise FeedError("The file is a zip archive. Take the workbook or the CSV file out of it and send that.")
    sheets = [name for name in names if name.startswith("xl/worksheets/sheet")]
    if len(sheets) > MOST_SHEETS:
        raise FeedError(
            f"The workbook has {len(sheets):,} sheets; at most {MOST_SHEETS} are read. Send the one that counts."
        )
    if not sheets and not any(name.startswith("xl/worksheets/") for name in names):
        raise FeedError(DAMAGED)
