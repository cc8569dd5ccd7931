"""Documents to lay out, and a PDF read the way a screen reader does."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from lantern.documents.rules import Bullets, Document, Facts, Grid, Heading, Paragraph, Section

MARKING = "Official-Sensitive"


def a_section(*blocks: Any, title: str = "You can talk to somebody", holder: str = "Rowan Example") -> Section:
    return Section(title, blocks or (Paragraph("Dear Rowan,"),), holder)


def a_letter(holder: str = "Rowan Example") -> Section:
    return Section(
        "You can talk to somebody",
        (Paragraph("Dear Rowan,"), Heading("How"), Bullets(("Ring us.", "Write to us.")), Facts((("Phone", "0300"),))),
        holder,
        address=(holder, "1 Nowhere Lane", "ZZ1 1ZZ"),
        sender=("Invented Council", "Missing children’s team"),
        dated="3 March 2026",
    )


def a_table(rows: int = 2) -> Grid:
    return Grid(("Child", "Missing"), tuple((f"Child {n}", str(n)) for n in range(rows)), "Who is missing")


def a_document(*sections: Section, title: str = "Two letters") -> Document:
    return Document(title, sections or (a_letter(),), MARKING)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def texts(content: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in read(content).pages]


def tags(content: bytes) -> list[str]:
    """The tags of the document in reading order, as a screen reader meets them."""
    return list(_tags(read(content).root_object["/StructTreeRoot"]))


def _tags(node: Any) -> Iterator[str]:
    node = node.get_object()
    if not isinstance(node, dict):
        return
    if "/S" in node:
        yield str(node["/S"])
    below = node.get("/K", [])
    below = below.get_object() if hasattr(below, "get_object") else below
    for each in below if isinstance(below, list) else [below]:
        if hasattr(each, "get_object"):
            yield from _tags(each)
