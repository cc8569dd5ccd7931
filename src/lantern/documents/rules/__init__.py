"""What a document or a sheet says, before anything is laid out."""

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
    joined,
)
from lantern.documents.rules.sheet import Cell, Column, Holds, Sheet

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Column",
    "Document",
    "Facts",
    "Grid",
    "Heading",
    "Holds",
    "Paragraph",
    "Picture",
    "Section",
    "Sheet",
    "joined",
]
