"""What a file's columns are called, and a record of it by field (MIS-3)."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SPACES = re.compile(r"[\s\x00-\x1f\x7f\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a layout: the field it fills, and the headings it is known by, the usual one first."""

    field: str
    headings: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """How one kind of file is laid out."""

    name: str
    columns: tuple[Column, ...]

    def field_of(self, heading: str) -> str:
        """The field that `heading` names, upper or lower case; empty for a column that is not ours."""
        plain = tidy(heading).casefold()
        return next((c.field for c in self.columns if plain in {h.casefold() for h in c.headings}), "")


@dataclass(frozen=True, slots=True)
class Row:
    """One record, numbered as a spreadsheet counts. `fault` says why it cannot be used, if so.

    `cells` are written as our own layout writes them, `received` as they came where that is something else.
    """

    number: int
    cells: Mapping[str, str]
    fault: str = ""
    received: Mapping[str, str] | None = None

    @property
    def as_received(self) -> Mapping[str, str]:
        """What is kept of it."""
        return self.cells if self.received is None else self.received

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the filled cells by field: the same for the same content in any file, place or column order."""
        filled = {field: text for field, text in self.cells.items() if text}
        return hashlib.sha256(json.dumps(filled, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def tidy(text: str) -> str:
    """`text` without what is only layout: outer, doubled and invisible spaces; one way of writing each accent."""
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def named(headings: Iterable[str]) -> tuple[str, ...]:
    """A name for each column, no two alike: a blank one is called by its letter, a second of one name is numbered."""
    names: list[str] = []
    taken: set[str] = set()
    for place, heading in enumerate(headings):
        name = plain = heading or f"Column {letter(place)}"
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{plain} ({count})"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def letter(place: int) -> str:
    """What a spreadsheet calls the column at `place`, counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
