"""A file that somebody sends by the page: a small one is taken in at once, a long one step by step (MIS-3).

Each step is one request and one transaction, so that a stop at any moment leaves whole steps and nothing between.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import UploadedFile

from lantern.exchange.actions.files import MOST_BYTES, advance, begin, digest_of, opened, refuse, rows_stored
from lantern.exchange.actions.notifications import children_in, import_notifications, link, store
from lantern.exchange.models import FileBody, ReceivedFile
from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.exchange.rules.feed_rows import open_feed
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.vocabulary import FileKind, FileState
from lantern.missing.actions import refold
from lantern.organisation.models import Member
from lantern.trail.acting import action

AT_ONCE = 2 * 1024 * 1024  # bytes: as much as a person waits for
ROWS_A_STEP = 4_000
CHILDREN_A_STEP = 250


def take_in(*, upload: UploadedFile, source: str, by: Member, at: datetime) -> tuple[ReceivedFile, bool]:
    """Take an uploaded file in, and say whether it was new. Raises `FeedError` when nothing can be taken from it."""
    with _as_named(upload) as path:
        if (upload.size or 0) < AT_ONCE:
            return import_notifications(path=path, source=source, by=by, at=at)
        try:
            return keep(path=path, source=source, by=by, at=at)
        except FeedError as fault:
            refuse(kind=FileKind.NOTIFICATIONS, path=path, source=source, problem=str(fault), by=by, at=at)
            raise


@action
def keep(*, path: Path, source: str, by: Member, at: datetime) -> tuple[ReceivedFile, bool]:
    """Check a long file to its end and keep its bytes until its rows are stored."""
    with opened(path, NOTIFICATIONS) as feed:
        digest, size = digest_of(feed.file)
        encoding, rows = feed.encoding, feed.row_count
    file = begin(
        kind=FileKind.NOTIFICATIONS, name=path.name, source=source, digest=digest, size=size,
        encoding=encoding, rows=rows, by=by, at=at,
    )  # fmt: skip
    if file.state == FileState.STORING and not file.bodies.exists():
        FileBody.objects.create(file=file, content=path.read_bytes())
    return file, file.state == FileState.STORING


@action
def go_on(*, file: ReceivedFile, by: Member, at: datetime) -> ReceivedFile:
    """The next step of a file that is taken in step by step; nothing when it is done. Two at a time wait for each other."""
    held = ReceivedFile.objects.select_for_update().get(pk=file.pk)
    if held.state == FileState.STORING:
        _store_some(held, by, at)
    elif held.state == FileState.STORED:
        link(file=held, by=by, at=at)
    elif held.state == FileState.LINKED:
        _fold_some(held, by, at)
    return held


def _store_some(file: ReceivedFile, by: Member, at: datetime) -> None:
    body = FileBody.objects.get(file=file)
    feed = open_feed(BytesIO(body.content), NOTIFICATIONS, most_bytes=MOST_BYTES)
    done = rows_stored(file)
    fresh = list(islice((row for row in feed.rows() if row.number > done), ROWS_A_STEP))
    store(file=file, rows=fresh, by=by, at=at)
    if len(fresh) < ROWS_A_STEP:
        body.delete()
        advance(file=file, to=FileState.STORED, by=by, at=at)


def _fold_some(file: ReceivedFile, by: Member, at: datetime) -> None:
    """Children with a message in the file that has come to nothing yet; folding gives every message an outcome."""
    left = children_in(file, unfolded=True)
    refold(children=left[:CHILDREN_A_STEP], by=by, at=at)
    if len(left) <= CHILDREN_A_STEP:
        advance(file=file, to=FileState.DONE, by=by, at=at)


@contextmanager
def _as_named(upload: UploadedFile) -> Iterator[Path]:
    """The upload as a file of its own name, for as long as it is read."""
    with TemporaryDirectory(prefix="lantern-") as folder:
        path = Path(folder) / (Path(upload.name or "").name[-120:] or "file.csv")
        with path.open("wb") as written:
            for piece in upload.chunks():
                written.write(piece)
        yield path
