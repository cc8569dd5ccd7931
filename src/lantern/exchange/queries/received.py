"""Reading what was received."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from lantern.children.models import ChildReference
from lantern.children.vocabulary import ReferenceSystem
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.exchange.vocabulary import FileKind, FileState

OUTCOME_COLUMNS = ("row", "reference", "message", "outcome", "child", "reason")
AT_ONCE = 2_000


def rows_of(file: ReceivedFile) -> QuerySet[ReceivedRow]:
    """A file's rows in order, with what each became."""
    return ReceivedRow.objects.filter(file=file).select_related("message__incident__child").order_by("number")


def outcomes(
    file: ReceivedFile, *, again: bool = False, rows: QuerySet[ReceivedRow] | None = None
) -> Iterator[tuple[str, ...]]:
    """One line a row: row, reference, message, outcome, child, reason.

    The child is the council's number where there is one, else Lantern's. With `again` the file had been taken in before,
    so that every row repeats what was known. `rows` are those to tell of, by default all of the file's.
    """
    numbers = _numbers()
    told = rows_of(file) if rows is None else rows.order_by("number")
    for row in told.iterator(chunk_size=AT_ONCE):
        outcome, reason = result(row)
        if again and outcome != "refused":
            outcome, reason = "duplicate", f"This file was read before; then: {outcome}."
        child = row.message.incident.child if row.message else None
        yield (
            str(row.number),
            str(row.cells.get("reference", "")),
            str(row.cells.get("message", "")).upper(),
            outcome,
            (numbers.get(child.pk) or child.number) if child else "",
            reason,
        )


def result(row: ReceivedRow) -> tuple[str, str]:
    """What became of a row, and why, in words."""
    if row.outcome or row.message is None:
        return row.outcome, row.reason
    return row.message.outcome, row.message.reason or row.message.incident.why


def _numbers() -> dict[UUID, str]:
    return dict(ChildReference.objects.filter(system=ReferenceSystem.COUNCIL).values_list("child_id", "value"))


def counts(file: ReceivedFile) -> dict[str, int]:
    """How many rows came to what, the most first."""
    found = Counter(result(row)[0] or "waiting" for row in rows_of(file).iterator(chunk_size=AT_ONCE))
    return dict(found.most_common())


def has_feed() -> bool:
    """Whether any file of notifications has been taken in or is being taken in."""
    return ReceivedFile.objects.filter(kind=FileKind.NOTIFICATIONS).exclude(state=FileState.REFUSED).exists()
