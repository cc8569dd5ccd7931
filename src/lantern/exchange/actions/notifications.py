"""A police feed becomes episodes (MIS-3, MIS-4): stored row by row, linked as one, folded child by child.

Each stage commits on its own and can be stopped at any moment; the same command goes on from the last whole one.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from lantern.exchange.actions.files import (
    MOST_BYTES,
    Progress,
    advance,
    batches,
    begin,
    digest_of,
    locked,
    no_progress,
    opened,
    opened_bytes,
    refuse,
    rows_stored,
)
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.exchange.queries.sources import Way, way_named
from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.exchange.rules.feed_notifications import Refused, read_message
from lantern.exchange.rules.feed_rows import Row
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.vocabulary import FileKind, FileState
from lantern.missing.actions import link_waiting, receive, refold
from lantern.missing.models import Incident
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Outcome
from lantern.organisation.models import Member
from lantern.tenancy.current import current_id, one_at_a_time, within
from lantern.trail.acting import action

ROWS_AT_ONCE = 500
CHILDREN_AT_ONCE = 100
T = TypeVar("T")


def import_notifications(
    *,
    path: Path,
    source: str,
    by: Member | None,
    at: datetime,
    progress: Progress = no_progress,
    way: Way | None = None,
) -> tuple[ReceivedFile, bool]:
    """Take a whole file in and say whether it was new. Raises `FeedError` when nothing can be taken from it.

    `way` is how it is read; without one by the mapping of `source` if that fits, else in the layout that needs none. Runs
    in transactions of its own inside the current partnership, one a batch.
    """
    try:
        with opened_bytes(path) as bytes_of:
            way = way or _inside(lambda: way_named(bytes_of, FileKind.NOTIFICATIONS, source, most_bytes=MOST_BYTES))
        source = way.source
        with opened(path, NOTIFICATIONS, way.mapping) as feed:
            digest, size = digest_of(feed.file, way.kept)
            file = _inside(
                lambda: begin(
                    kind=FileKind.NOTIFICATIONS, name=path.name, source=source, digest=digest, size=size,
                    encoding=feed.encoding, rows=feed.row_count, by=by, at=at, feed=way.feed, mapping=way.kept,
                )
            )  # fmt: skip
            if file.state == FileState.DONE:
                return file, False
            if file.state == FileState.STORING:
                _store_all(file, feed.rows(), by, at, progress)
    except FeedError as fault:
        said = str(fault)
        _inside(lambda: refuse(kind=FileKind.NOTIFICATIONS, path=path, source=source, problem=said, by=by, at=at))
        raise
    finish(file=file, by=by, at=at, progress=progress)
    return file, True


def finish(*, file: ReceivedFile, by: Member | None, at: datetime, progress: Progress = no_progress) -> None:
    """Link what waits and fold the children touched; from wherever the file had come."""
    if file.state == FileState.STORED:
        progress("Matching", 0, 1)
        _inside(lambda: link(file=file, by=by, at=at))
        progress("Matching", 1, 1)
    children = _inside(lambda: children_in(file, unfolded=True))
    done = 0
    for batch in batches(children, CHILDREN_AT_ONCE):
        _inside(lambda batch=batch: refold(children=batch, by=by, at=at))  # type: ignore[misc]
        done += len(batch)
        progress("Episodes", done, len(children))
    _inside(lambda: advance(file=file, to=FileState.DONE, by=by, at=at))


@action
def link(*, file: ReceivedFile, by: Member | None, at: datetime) -> None:
    """Who each incident is about, for all that wait, and the note that this was done, together.

    What this file teaches may link incidents of earlier files too; their children are in no later batch of this one.
    """
    if locked(file).state != FileState.STORED:
        return
    linked = link_waiting(by=by, at=at)
    refold(children=linked - set(children_in(file)), by=by, at=at)
    advance(file=file, to=FileState.LINKED, by=by, at=at)


@action
def store(*, file: ReceivedFile, rows: list[Row], by: Member | None, at: datetime) -> None:
    """Keep a batch of rows as they came, each with its message or the reason it was refused.

    Rows that are stored by now are left alone: somebody may have sent the same file at the same time.
    """
    one_at_a_time("receiving notifications")
    done = rows_stored(file)
    rows = [row for row in rows if row.number > done]
    read = {row.number: read_message(row, source=file.source) for row in rows}
    messages = [(said, row.as_received) for row in rows if isinstance(said := read[row.number], Message)]
    received = receive(messages=messages, by=by, at=at)
    unseen = set(received.fresh)
    stored = []
    for row in rows:
        said = read[row.number]
        if isinstance(said, Refused):
            kept = ReceivedRow(outcome=Outcome.REFUSED, reason=said.reason[:500])
        elif said.fingerprint in unseen:
            unseen.discard(said.fingerprint)
            kept = ReceivedRow(message_id=received.stored[said.fingerprint])
        else:
            kept = ReceivedRow(
                message_id=received.stored[said.fingerprint],
                repeats=True,
                outcome=Outcome.DUPLICATE,
                reason="The same content had been received before.",
            )
        kept.file, kept.number, kept.cells = file, row.number, dict(row.as_received)
        stored.append(kept)
    ReceivedRow.objects.bulk_create(stored)


def children_in(file: ReceivedFile, *, unfolded: bool = False) -> list[UUID]:
    """Children that the file's messages are about, in a fixed order; or those with a message that came to nothing yet."""
    found = Incident.objects.filter(messages__rows__file=file, child__isnull=False)
    if unfolded:
        found = Incident.objects.filter(messages__rows__file=file, messages__outcome="", child__isnull=False)
    return sorted(child for child in found.values_list("child_id", flat=True).distinct() if child)


def _store_all(file: ReceivedFile, rows: Iterable[Row], by: Member | None, at: datetime, progress: Progress) -> None:
    done = _inside(lambda: rows_stored(file))
    progress("Reading", 0, file.rows_total)
    count = 0
    for batch in batches(rows, ROWS_AT_ONCE):
        count += len(batch)
        if batch[-1].number > done:
            _inside(lambda batch=batch: store(file=file, rows=batch, by=by, at=at))  # type: ignore[misc]
        progress("Reading", count, file.rows_total)
    _inside(lambda: advance(file=file, to=FileState.STORED, by=by, at=at))


def _inside(run: Callable[[], T]) -> T:
    """One transaction inside the current partnership."""
    with within(current_id()):
        return run()
