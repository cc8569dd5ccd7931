"""A received file: known by its bytes, gone on with where it stopped."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from lantern.exchange.models import ReceivedFile, ReceivedRow, Source
from lantern.exchange.rules.feed_rows import Feed, Layout, open_feed
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.file_states import may_follow
from lantern.exchange.rules.mapping.stated import FileMapping
from lantern.exchange.vocabulary import FileKind, FileState
from lantern.organisation.models import Member
from lantern.tenancy.current import one_at_a_time
from lantern.trail import actions as trail
from lantern.trail.acting import action

Progress = Callable[[str, int, int], None]
T = TypeVar("T")
MOST_BYTES = 100 * 1024 * 1024
PIECE = 1 << 20


def no_progress(stage: str, done: int, total: int) -> None:
    """For callers that show none."""


@contextmanager
def opened(path: Path, layout: Layout, mapping: FileMapping | None = None) -> Iterator[Feed]:
    """The feed in a file, checked to its end. Raises `FeedError` with what is wrong, in words."""
    with opened_bytes(path) as file:
        yield open_feed(file, layout, most_bytes=MOST_BYTES, mapping=mapping)


@contextmanager
def opened_bytes(path: Path) -> Iterator[BinaryIO]:
    """The file, open. Raises `FeedError` when there is none, or none that can be read."""
    if path.is_dir():
        raise FeedError(f"{path} is a folder. Name the file in it.")
    if not path.is_file():
        raise FeedError(f"There is no file {path}.")
    if not os.access(path, os.R_OK):
        raise FeedError(f"{path} may not be read by whoever runs this command.")
    with path.open("rb") as file:
        yield file


def digest_of(file: BinaryIO, mapping: Mapping[str, Any] | None = None) -> tuple[str, int]:
    """SHA-256 and size in bytes, read in pieces; of a file too large to be taken, that of its size and first piece.

    With a mapping it is the digest of both: the same bytes read in another way are another delivery, so that a mapping
    that was mended takes in what it could not read before.
    """
    size = file.seek(0, os.SEEK_END)
    digest = hashlib.sha256(json.dumps(mapping, sort_keys=True).encode() if mapping else b"")
    file.seek(0)
    if size > MOST_BYTES:
        digest.update(b"%d bytes, beginning " % size + file.read(PIECE))
        return digest.hexdigest(), size
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest(), size


@action
def begin(
    *,
    kind: FileKind,
    name: str,
    source: str,
    digest: str,
    size: int,
    encoding: str,
    rows: int,
    by: Member | None,
    at: datetime,
    feed: Source | None = None,
    mapping: Mapping[str, Any] | None = None,
) -> ReceivedFile:
    """The record of this file, made on first sight; the same bytes read the same way are the same file.

    One that was refused and can be read now, since the rules for reading have changed, is taken like a new one.
    """
    one_at_a_time(f"file {digest}")
    known = ReceivedFile.objects.filter(kind=kind, digest=digest).first()
    if known and known.state != FileState.REFUSED:
        return known
    file = known or ReceivedFile(kind=kind, digest=digest, size=size)
    file.name, file.source, file.encoding, file.rows_total = name[:200], source, encoding, rows
    file.state, file.problem = FileState.STORING, ""
    file.feed, file.mapping = feed, dict(mapping or {})
    file.by, file.received_at, file.finished_at = by, at, None
    file.save()
    trail.record("exchange.file_received", file, by=by, at=at)
    return file


@action
def refuse(
    *, kind: FileKind, path: Path, source: str, problem: str, by: Member | None, at: datetime
) -> ReceivedFile | None:
    """Keep a note of a file that could not be read at all, with the reason; what cannot be opened leaves none."""
    try:
        with opened_bytes(path) as opened_file:
            digest, size = digest_of(opened_file)
    except FeedError:
        return None
    one_at_a_time(f"file {digest}")
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
    """The file has come further: never back, whoever else works on it at the same time."""
    stands = locked(file)
    if may_follow(FileState(stands.state), to):
        stands.state = to
        stands.finished_at = at if to is FileState.DONE else None
        stands.save(update_fields=["state", "finished_at"])
        if to is FileState.DONE:
            trail.record("exchange.file_done", stands, by=by, at=at)
    file.state, file.finished_at = stands.state, stands.finished_at


def locked(file: ReceivedFile) -> ReceivedFile:
    """The file as it stands now; others who work on it wait until this transaction ends."""
    return ReceivedFile.objects.select_for_update().get(pk=file.pk)


def rows_stored(file: ReceivedFile) -> int:
    """The number of the last row stored; an interrupted import goes on after it."""
    last = ReceivedRow.objects.filter(file=file).order_by("-number").values_list("number", flat=True).first()
    return last or 0


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """`items` in lists of `size`, the last one shorter."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
