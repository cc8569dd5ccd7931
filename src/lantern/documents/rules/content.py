"""A document as plain values: what it says and whose copy it is; how it looks is the house style's matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under the section's title; levels follow one another, so that a reader can jump by them."""

    text: str
    level: int = 2
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    strong: bool = False
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value a line."""

    rows: tuple[tuple[str, str], ...]
    kind: ClassVar[str] = "facts"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its headings are told to a screen reader with every cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    kind: ClassVar[str] = "grid"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG; `words` tell a screen reader the same."""

    svg: str
    words: str
    kind: ClassVar[str] = "picture"


Block = Heading | Paragraph | Bullets | Facts | Grid | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A part that begins on a page of its own, with pages of its own number and a holder of its own (SHA-1).

    With an `address` it is a letter: the address stands where the window of an envelope is, `sender` above it and `dated`
    beneath. `holder` is whose copy it is.
    """

    title: str
    blocks: tuple[Block, ...]
    holder: str
    address: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What is laid out. `marking` stands on every page (SHA-1); `language` is told to a screen reader."""

    title: str
    sections: tuple[Section, ...]
    marking: str
    language: str = "en-GB"

    def __post_init__(self) -> None:
        if not self.title or not self.marking or not self.sections:
            raise ValueError("a document has a title, a marking and something to say")
        for section in self.sections:
            _check(section)


def joined(title: str, documents: Iterable[Document]) -> Document:
    """Several documents as one file, each beginning on a page of its own."""
    every = list(documents)
    if len({(each.marking, each.language) for each in every}) != 1:
        raise ValueError("documents of one file have one marking and one language")
    return Document(
        title, tuple(section for each in every for section in each.sections), every[0].marking, every[0].language
    )


def as_values(document: Document) -> dict[str, Any]:
    """The document as what JSON holds, each block with its kind."""
    return {
        "title": document.title,
        "marking": document.marking,
        "language": document.language.partition("-")[0],
        "region": document.language.partition("-")[2],
        "sections": [
            {
                "title": section.title,
                "holder": section.holder,
                "address": section.address,
                "sender": section.sender,
                "dated": section.dated,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    return {"kind": block.kind} | {name: getattr(block, name) for name in block.__slots__}


def _check(section: Section) -> None:
    """Raise `ValueError` for what a screen reader could not follow: no title, no holder, a level skipped, a ragged table."""
    if not section.title or not section.holder:
        raise ValueError("a section has a title and says whose copy it is")
    level = 1
    for block in section.blocks:
        if isinstance(block, Heading):
            if not 2 <= block.level <= level + 1:
                raise ValueError(f"the heading {block.text} skips a level")
            level = block.level
        if isinstance(block, Grid) and any(len(row) != len(block.columns) for row in block.rows):
            raise ValueError("each row of a table has a cell for each column")
        if isinstance(block, Picture) and not block.words:
            raise ValueError("a picture is told in words")


BLOCKS: dict[str, Any] = {block.kind: block for block in (Heading, Paragraph, Bullets, Facts, Grid, Picture)}


def section_of(values: dict[str, Any]) -> Section:
    """The section that `as_values` gave, as it was: for what is kept to be laid out again."""
    blocks = tuple(
        BLOCKS[each["kind"]](**{name: _frozen(value) for name, value in each.items() if name != "kind"})
        for each in values["blocks"]
    )
    lines = {name: tuple(values[name]) for name in ("address", "sender")}
    return Section(values["title"], blocks, values["holder"], dated=values["dated"], **lines)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list | tuple) else value
