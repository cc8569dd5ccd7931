"""What a file is that calls itself a spreadsheet, told by its content, never by its name (security.md 8)."""

import re
from typing import BinaryIO

from lantern.exchange.rules.feed_text import FeedError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PROTECTED = (
    "The workbook is protected by a password, so nothing in it can be read. "
    "Take the password off, or save it as CSV, and send that over a safe way."
)
OLD = "The file is an old Excel workbook (.xls). Open it, save it as an Excel workbook (.xlsx) or CSV, and send that."
PAGE = re.compile(rb"\s*(<!doctype\s+html|<html|<head|<body|<table|<meta|mime-version:)", re.IGNORECASE)
WEB_PAGE = (
    "The file is a web page that was saved under a spreadsheet's name. "
    "Open it in Excel, save it as an Excel workbook (.xlsx) or CSV, and send that."
)
OLD_XML = "The file is a spreadsheet in the XML of 2003. Open it in Excel, save it as an Excel workbook (.xlsx), and send that."
BEGINNING = 4_096  # bytes


def is_zip(file: BinaryIO) -> bool:
    """Whether the bytes are an archive, as every workbook of today is."""
    file.seek(0)
    begins = file.read(len(ZIP))
    file.seek(0)
    return begins == ZIP


def check_spreadsheet_kind(file: BinaryIO) -> None:
    """Raise `FeedError` for what spreadsheet programs open and nobody here reads: old, protected, a web page."""
    file.seek(0)
    begins = file.read(BEGINNING)
    if begins.startswith(OLE):
        file.seek(0)
        raise FeedError(PROTECTED if ENCRYPTED in file.read() else OLD)
    plain = begins.removeprefix(b"\xef\xbb\xbf")
    if PAGE.match(plain):
        raise FeedError(WEB_PAGE)
    if plain.lstrip().startswith(b"<?xml"):
        raise FeedError(OLD_XML if b"office:spreadsheet" in plain else WEB_PAGE)
