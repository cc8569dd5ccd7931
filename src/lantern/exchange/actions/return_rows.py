"""Rows of a received return: stored as they came, then marked one by one with what became of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from lantern.exchange.actions.files import begin, locked, refuse, rows_stored
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.exchange.rules.return_messages import SOURCE
from lantern.exchange.rules.return_reading import ReturnReadingError
from lantern.exchange.rules.return_received import ReceivedTable
from lantern.exchange.vocabulary import FileKind, FileState
from lantern.missing.vocabulary import Outcome
from lantern.organisation.models import Member
from lantern.trail.acting import action

AT_ONCE = 1_000
Verdict = tuple[Outcome, str]


@action
def begin_table(*, table: ReceivedTable, digest: str, by: Member | None, at: datetime) -> ReceivedFile:
    """The record of a table's file; the same bytes again are the same file, also when they were refused by another name."""
    return begin(
        kind=FileKind.LOOKED_AFTER,
        name=table.name,
        source=SOURCE,
        digest=digest,
        size=len(table.content),
        encoding="",
        rows=len(table.cells),
        by=by,
        at=at,
    )


@action
def store_rows(
    *, file: ReceivedFile, table: ReceivedTable, numbers: list[int], by: Member | None, at: datetime
) -> None:
    """Keep rows as they came; those that are in no table are refused at once. Others who take the same file in wait."""
    locked(file)
    done = rows_stored(file)
    fresh = [_kept(file, number, table) for number in numbers if number > done]
    ReceivedRow.objects.bulk_create(fresh, batch_size=AT_ONCE)


@action
def mark_rows(*, rows: Mapping[ReceivedRow, Verdict], by: Member | None, at: datetime) -> None:
    """What became of each row; one statement for all that share a verdict."""
    alike: dict[Verdict, list[UUID]] = defaultdict(list)
    for row, verdict in rows.items():
        alike[verdict].append(row.pk)
    for (outcome, reason), ids in alike.items():
        ReceivedRow.objects.filter(pk__in=ids).update(outcome=outcome, reason=reason[:500])


@action
def refuse_files(*, directory: Path, fault: ReturnReadingError, by: Member | None, at: datetime) -> None:
    """A note of each file that could not be read, with the reason; nothing of the return is taken."""
    for problem in fault.problems:
        name, _, _ = problem.partition(": ")
        if (path := directory / name).is_file():
            refuse(kind=FileKind.LOOKED_AFTER, path=path, source=SOURCE, problem=problem, by=by, at=at)


def waiting_rows(file: ReceivedFile) -> dict[int, ReceivedRow]:
    """Rows of which nothing has been made yet, by number; an interrupted import goes on with them."""
    if file.state == FileState.DONE:
        return {}
    return {row.number: row for row in ReceivedRow.objects.filter(file=file, outcome="", message=None)}


def still_waiting(file: ReceivedFile, rows: Iterable[ReceivedRow]) -> set[UUID]:
    """Those of `rows` that nobody else has taken in meanwhile; others wait until this transaction ends."""
    locked(file)
    ids = [row.pk for row in rows]
    return set(ReceivedRow.objects.filter(pk__in=ids, outcome="", message=None).values_list("pk", flat=True))


def _kept(file: ReceivedFile, number: int, table: ReceivedTable) -> ReceivedRow:
    why = table.refused.get(number, "")
    outcome = Outcome.REFUSED if why else ""
    return ReceivedRow(file=file, number=number, cells=dict(table.cells[number]), outcome=outcome, reason=why[:500])
