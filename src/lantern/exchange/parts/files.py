"""What the pages about received files draw."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.design.parts import Tag
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.exchange.queries.files import Counts
from lantern.exchange.queries.received import result
from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.exchange.vocabulary import FileState
from lantern.missing.parts.who import child_url, named

STATES = {
    FileState.STORING: Tag("Storing its rows", "warning"),
    FileState.STORED: Tag("Rows stored", "warning"),
    FileState.LINKED: Tag("Opening episodes", "warning"),
    FileState.DONE: Tag("Taken in", "done"),
    FileState.REFUSED: Tag("Refused", "late"),
}
STAGES = {
    FileState.STORING: "Its rows are being stored.",
    FileState.STORED: "All rows are stored. Next, whom each is about.",
    FileState.LINKED: "It is known whom each is about. Next, their episodes.",
}
OUTCOME_KINDS = {"needs-person": "warning", "refused": "late", "duplicate": "plain", "waiting": "plain"}
OUTCOME_WORDS = {"needs-person": "needs a person", "waiting": "not decided yet"}
HEADINGS = {column.field: column.headings[0] for column in NOTIFICATIONS.columns}


@dataclass(frozen=True)
class Came:
    """How many rows of a file came to one outcome, and the list of them."""

    words: str
    kind: str
    number: str
    url: str


@dataclass(frozen=True)
class FileLine:
    """One file, with what its rows came to."""

    file: ReceivedFile
    state: Tag
    outcomes: list[Came]
    rows: str


@dataclass(frozen=True)
class RowLine:
    """One row of a file: what it was, what it became and why, and the cells as they came."""

    row: ReceivedRow
    reference: str
    message: str
    outcome: str
    kind: str
    reason: str
    child: str
    child_url: str
    ask_url: str
    cells: list[tuple[str, str]]


def file_line(file: ReceivedFile, counts: Counts) -> FileLine:
    """The file's line; every number leads to its rows."""
    url = reverse("exchange:file", args=[file.pk])
    came = [
        Came(outcome_words(outcome), OUTCOME_KINDS.get(outcome, "done"), f"{number:,}", f"{url}?outcome={outcome}")
        for outcome, number in counts.items()
    ]
    rows = "1 row" if file.rows_total == 1 else f"{file.rows_total:,} rows"
    return FileLine(file, STATES[FileState(file.state)], came, rows)


def outcome_words(outcome: str) -> str:
    return OUTCOME_WORDS.get(outcome, outcome)


def children_in(rows: Iterable[ReceivedRow]) -> list[Child]:
    """The children that rows are about, each once."""
    found = {row.message.incident.child for row in rows if row.message and row.message.incident.child}
    return sorted(found, key=lambda child: child.number)


@dataclass(frozen=True)
class Progress:
    """How far a long file has come: the words of its stage, and how many of how many rows are stored."""

    words: str
    done: int
    total: int

    @property
    def said(self) -> str:
        return f"{self.words} {self.done:,} of {self.total:,} rows stored."


def progress(file: ReceivedFile, stored: int) -> Progress | None:
    """Nothing when the file is over and done with."""
    state = FileState(file.state)
    if state in (FileState.DONE, FileState.REFUSED):
        return None
    return Progress(STAGES[state], max(stored, 0) if state is FileState.STORING else file.rows_total, file.rows_total)


def row_lines(rows: Iterable[ReceivedRow], viewer: Viewer) -> list[RowLine]:
    """Rows with their message, incident and child loaded."""
    return [_row(each, viewer) for each in rows]


def _row(row: ReceivedRow, viewer: Viewer) -> RowLine:
    outcome, reason = result(row)
    incident = row.message.incident if row.message else None
    child = incident.child if incident else None
    needs = outcome == "needs-person" and incident is not None
    return RowLine(
        row=row,
        reference=str(row.cells.get("reference", "")),
        message=str(row.cells.get("message", "")).capitalize(),
        outcome=outcome_words(outcome or "waiting").capitalize(),
        kind=OUTCOME_KINDS.get(outcome or "waiting", "done"),
        reason=reason,
        child=named(child, viewer) if child else "",
        child_url=child_url(child, viewer) if child else "",
        ask_url=reverse("exchange:incident", args=[incident.pk]) if needs and incident else "",
        cells=[(HEADINGS.get(field, field), str(text)) for field, text in row.cells.items() if text],
    )
