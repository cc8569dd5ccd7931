"""The bytes of a file that somebody sent: is it text, and in which encoding? Decided before a row is read (MIS-3)."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 1 << 20  # bytes
MEGABYTE = 1_000_000

OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"%PDF": "a PDF",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"{\\rtf": "a Word document",
}
SAVE_AS_CSV = 'Save it as "CSV UTF-8 (comma delimited)" and send that.'
STRAY = bytes([*range(1, 9), 11, 12, *range(14, 32), 127])  # control characters that no text needs
MOST_STRAY = 0.005  # share of stray control characters above which bytes are not text
# Two bytes that UTF-8 writes for one letter of a European name; in Windows-1252 they would be a capital and a sign.
UTF8_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")
UTF16_NULS = 0.2  # share of NUL bytes above which text without a byte order mark is UTF-16


class FeedError(Exception):
    """The whole file cannot be used; the message says what is wrong and what to do, to the person who sent it."""


def encoding_of(file: BinaryIO, *, most_bytes: int) -> str:
    """`utf-8-sig` or `cp1252`, whichever the bytes of `file` are; `FeedError` when they are neither.

    The size is asked for before anything is read: a file of more than `most_bytes` bytes costs nothing.
    """
    check_size(file, most_bytes)
    _check_kind(file)
    fault = _utf8_fault(file)
    if fault is None:
        return "utf-8-sig"
    if any(UTF8_LETTER.search(chunk) for chunk in _chunks(file)):
        raise FeedError(
            f"The file mixes two encodings: most is UTF-8, but not byte {fault + 1:,}. "
            f"Names would be garbled. {SAVE_AS_CSV}"
        )
    _check_windows(file)
    return "cp1252"


def check_size(file: BinaryIO, most_bytes: int) -> None:
    """Refuse a file that is empty or too large, before anything of it is read."""
    size = file.seek(0, 2)
    if size == 0:
        raise FeedError("The file is empty: it has 0 bytes.")
    if size > most_bytes:
        raise FeedError(
            f"The file has {size / MEGABYTE:,.0f} MB; at most {most_bytes / MEGABYTE:,.0f} MB are read at once. "
            "Split it into smaller files, each with the column names in its first row."
        )


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    return iter(lambda: file.read(CHUNK), b"")


def _check_kind(file: BinaryIO) -> None:
    """Refuse what is not text by its content, never by its name."""
    start = next(_chunks(file))
    for magic, kind in OTHER_KINDS.items():
        if start.startswith(magic):
            raise FeedError(f"The file is {kind}, not CSV text. {SAVE_AS_CSV}")
    if start.count(0) > UTF16_NULS * len(start):
        raise FeedError(f"The file is text in UTF-16 or not text at all. {SAVE_AS_CSV}")
    read = stray = 0
    for chunk in _chunks(file):
        if 0 in chunk:
            raise FeedError(
                f"The file has a NUL byte at byte {read + chunk.index(0) + 1:,}: it is damaged. Export it again."
            )
        read += len(chunk)
        stray += len(chunk) - len(chunk.translate(None, STRAY))
    if stray > MOST_STRAY * read:
        raise FeedError(f"The file is not text. {SAVE_AS_CSV}")


def _utf8_fault(file: BinaryIO) -> int | None:
    """Where the bytes stop being UTF-8, counted from 0; `None` when all of them are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    read = 0
    for chunk in _chunks(file):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as fault:
            return read - held + fault.start
        read += len(chunk)
    held = len(decoder.getstate()[0])
    return read - held if held else None


def _check_windows(file: BinaryIO) -> None:
    read = 0
    for chunk in _chunks(file):
        try:
            chunk.decode("cp1252")
        except UnicodeDecodeError as fault:
            raise FeedError(
                f"The file is neither UTF-8 nor Windows-1252 text: see byte {read + fault.start + 1:,}. {SAVE_AS_CSV}"
            ) from None
        read += len(chunk)
