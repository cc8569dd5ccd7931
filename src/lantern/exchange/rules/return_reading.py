"""Reading a looked-after return: from named files to tables, with every row that was refused and why (MIS-16)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lantern.exchange.rules import return_layouts as layouts
from lantern.exchange.rules.return_files import LARGEST, ReturnFileError, Sheet, sheet_in
from lantern.exchange.rules.return_layouts import LAYOUTS, Layout, Row
from lantern.exchange.rules.return_rows import CellDoubt, RowRefused, Taken, taken_from
from lantern.exchange.rules.return_tables import ReturnTables

_ENDINGS = (".csv.gz", ".csv")


class ReturnReadingError(Exception):
    """A return of which at least one file cannot be read: nothing of it is taken. `problems` has each file's words."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. `files`: table to file name; `unread`: names of files that are no table of the return."""

    tables: ReturnTables
    refused: tuple[RowRefused, ...]
    doubts: tuple[CellDoubt, ...]
    files: Mapping[str, str]
    unread: tuple[str, ...]


def read_directory(directory: Path) -> Reading:
    """The return whose CSV files, packed or not, lie in `directory`. Raises `ReturnReadingError`."""
    return read_return(contents_of(directory))


def contents_of(directory: Path) -> dict[str, bytes]:
    """Every file's name with its content, left empty where it is no table. Raises `ReturnReadingError`."""
    if not directory.is_dir():
        raise ReturnReadingError([f"{directory.name} is not a folder. Name the folder that holds the return's files."])
    paths = sorted(path for path in directory.iterdir() if path.is_file())
    return {path.name: _content(path) if table_of(path.name) else b"" for path in paths}


def _content(path: Path) -> bytes:
    """At most one byte above the limit, which is enough to refuse the file for its size."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def read_return(files: Mapping[str, bytes]) -> Reading:
    """The return in `files` (name to content). The name says the table: `missing.csv`, `synth_episodes.csv.gz`.

    Raises `ReturnReadingError` with every unreadable file's words, so that a person mends them in one go.
    """
    named = {name: table_of(name) for name in files}
    problems = _two_files_for_a_table(named)
    sheets: dict[str, Sheet] = {}
    for name, layout in named.items():
        if layout is not None:
            try:
                sheets[layout.table] = _with_needed_columns(sheet_in(name, files[name]), layout)
            except ReturnFileError as refusal:
                problems.append(str(refusal))
    if not any(named.values()):
        problems.append("There is no file of a looked-after return here: header.csv, episodes.csv, missing.csv.")
    if problems:
        raise ReturnReadingError(problems)
    return _reading(sheets, unread=tuple(name for name, layout in named.items() if layout is None))


def table_of(name: str) -> Layout[Any] | None:
    """The table that a file's name announces; words before it (`synth_`) do not matter, nor what joins them."""
    lowered = name.lower()
    ending = next((ending for ending in _ENDINGS if lowered.endswith(ending)), None)
    if ending is None:
        return None
    words = "_" + re.sub(r"[^a-z0-9]+", "_", lowered.removesuffix(ending))
    return next((layout for layout in LAYOUTS if words.endswith(tuple(f"_{stem}" for stem in layout.file_names))), None)


def _two_files_for_a_table(named: Mapping[str, Layout[Any] | None]) -> list[str]:
    files: dict[str, list[str]] = {}
    for name, layout in named.items():
        if layout is not None:
            files.setdefault(layout.table, []).append(name)
    return [
        f"{' and '.join(names)}: two files for the table {table}. Keep one."
        for table, names in files.items()
        if len(names) > 1
    ]


def _with_needed_columns(sheet: Sheet, layout: Layout[Any]) -> Sheet:
    absent = [column for column in layout.needed if column not in sheet.columns]
    if absent:
        words = f"these columns are not there: {', '.join(absent)}. The first row must be {','.join(layout.columns)}."
        raise ReturnFileError(sheet.name, words)
    return sheet


def _reading(sheets: Mapping[str, Sheet], *, unread: tuple[str, ...]) -> Reading:
    parts: list[Taken[Any]] = []

    def rows(layout: Layout[Row]) -> tuple[Row, ...] | None:
        if layout.table not in sheets:
            return None
        taken = taken_from(sheets[layout.table], layout)
        parts.append(taken)
        return taken.rows

    tables = ReturnTables(
        header=rows(layouts.HEADER),
        episodes=rows(layouts.EPISODES),
        missing=rows(layouts.MISSING),
        missing_last=rows(layouts.MISSING_LAST),
        others={layout.table: rows(layout) or () for layout in layouts.WITH_CHILD_ONLY if layout.table in sheets},
    )
    refused = tuple(row for taken in parts for row in taken.refused)
    doubts = tuple(doubt for taken in parts for doubt in taken.doubts)
    return Reading(tables, refused, doubts, {table: sheet.name for table, sheet in sheets.items()}, unread)
