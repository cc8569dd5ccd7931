"""A received file: known by its bytes, gone on with where it stopped."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.exchange.rules.feed_rows import Feed, Layout, open_feed
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.vocabulary import FileKind, FileState
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

Progress = Callable[[str, int, int], None]
T = TypeVar("T")
MOST_BYTES = 100 * 1024 * 1024
PIECE = 1 << 20


def no_progress(stage: str, done: int, total: int) -> None:
    """For callers that show none."""


@contextmanager
def opened(path: Path, layout: Layout) -> Iterator[Feed]:
    """The feed in a file, checked to its end. Raises `FeedError` with what is wrong, in words."""
    if not path.is_file():
        raise FeedError(f"There is no file {path.name}.")
    with path.open("rb") as file:
        yield open_feed(file, layout, most_bytes=MOST_BYTES)


def digest_of(file: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size in bytes, read in pieces."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


@action
def begin(
    *, kind: FileKind, name: str, source: str, digest: str, size: int, encoding: str, rows: int, by: Member | None, at: datetime
) -> ReceivedFile:
    """The record of this file, made on first sight; the same bytes again are the same file."""
    known = ReceivedFile.objects.select_for_update().filter(kind=kind, digest=digest).first()
    if known:
        return known
    file = ReceivedFile.objects.create(
        kind=kind,
        name=name[:200],
        source=source,
        digest=digest,
        size=size,
        encoding=encoding,
        rows_total=rows,
        state=FileState.STORING,
        by=by,
        received_at=at,
    )
    trail.record("exchange.file_received", file, by=by, at=at)
    return file


@action
def refuse(*, kind: FileKind, path: Path, source: str, problem: str, by: Member | None, at: datetime) -> ReceivedFile | None:
    """Keep a note of a file that could not be read at all, with the reason; an absent file leaves none."""
    if not path.is_file():
        return None
    with path.open("rb") as opened_file:
        digest, size = digest_of(opened_file)
    file, _ = ReceivedFile.objects.get_or_create(
        kind=kind,
        digest=digest,
        defaults={
            "name": path.name[:200],
            "source": source,
            "size": size,
            "state": FileState.REFUSED,
            "problem": problem[:500],
            "by": by,
            "received_at": at,
            "finished_at": at,
        },
    )
    trail.record("exchange.file_refused", file, by=by, at=at)
    return file


@action
def advance(*, file: ReceivedFile, to: FileState, by: Member | None, at: datetime) -> None:
    """The file has come further."""
    file.state = to
    if to is FileState.DONE:
        file.finished_at = at
        trail.record("exchange.file_done", file, by=by, at=at)
    file.save(update_fields=["state", "finished_at"])


def rows_stored(file: ReceivedFile) -> int:
    """The number of the last row stored; an interrupted import goes on after it."""
    last = ReceivedRow.objects.filter(file=file).order_by("-number").values_list("number", flat=True).first()
    return last or 0


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """`items` in lists of `size`, the last one shorter."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
