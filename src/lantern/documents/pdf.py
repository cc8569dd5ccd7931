"""A document as a PDF that a screen reader can read: tagged, titled, in a language, each page marked (SHA-1, PDF/UA-1)."""

import json
from functools import cache
from pathlib import Path

import typst

from lantern.documents.rules.content import Document, as_values

HERE = Path(__file__).parent
LAYOUT, PICTURE = HERE / "house.typ", HERE / "picture.typ"
FONTS = HERE.parent / "design" / "static" / "built" / "fonts"
ACCESSIBLE = "ua-1"


def pdf(document: Document) -> bytes:
    """The document, laid out in the house style.

    A sign that no font of this machine has is refused by PDF/UA; a letter that goes by post is printed all the same, with
    the tags and a box in that place, rather than not at all.
    """
    try:
        return _laid_out(document, ACCESSIBLE)
    except typst.TypstError as fault:
        if "could not be displayed with" not in str(fault):
            raise
        return _laid_out(document, "1.7")


def _laid_out(document: Document, standard: str) -> bytes:
    said = json.dumps(as_values(document), ensure_ascii=False)
    compiler = typst.Compiler(LAYOUT, root=HERE, font_paths=_fonts(), sys_inputs={"document": said})
    made = compiler.compile(format="pdf", pdf_standards=[standard])  # type: ignore[list-item]
    assert isinstance(made, bytes)
    return made


def drawn(svg: str) -> bytes:
    """A drawing as PNG at 150 dots an inch, for files that hold no SVG."""
    compiler = typst.Compiler(PICTURE, root=HERE, font_paths=_fonts(), sys_inputs={"svg": svg})
    made = compiler.compile(format="png", ppi=150)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    """The product's own font where it was built, then the system's: names come in every script."""
    return typst.Fonts(font_paths=[str(FONTS)] if FONTS.is_dir() else [])
