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

from lantern.exchange.actions.children import import_children, take
from lantern.exchange.actions.files import MOST_BYTES, advance, begin, digest_of, opened, refuse, rows_stored
from lantern.exchange.actions.notifications import children_in, import_notifications, link, store
from lantern.exchange.actions.sources import save_source
from lantern.exchange.actions.waiting import keep_waiting
from lantern.exchange.models import FileBody, ReceivedFile, Source, WaitingFile
from lantern.exchange.queries.sources import Opened, Way, likeliest, way_of
from lantern.exchange.rules.feed_rows import open_feed
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.mapping.fields import LAYOUTS
from lantern.exchange.rules.mapping.stated import FileMapping
from lantern.exchange.rules.workbook import is_zip
from lantern.exchange.vocabulary import FileKind, FileState, SetUpKind
from lantern.missing.actions import refold
from lantern.missing.actions.linking import link_and_fold
from lantern.organisation.models import Agency, Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

AT_ONCE = 2 * 1024 * 1024  # bytes: as much as a person waits for
PACKED = 8  # how many times larger a workbook is than it looks
ROWS_A_STEP = 4_000
CHILDREN_A_STEP = 250
LISTED_A_STEP = 1_000  # children of a list
Sent = tuple[ReceivedFile, bool] | WaitingFile


def take_in(*, kind: FileKind, upload: UploadedFile, source: str, by: Member, at: datetime) -> Sent:
    """Take an uploaded file in and say whether it was new; one whose layout nobody told yet is kept until they do.

    Raises `FeedError` when nothing can be taken from it.
    """
    with _as_named(upload.name or "", upload.chunks()) as path:
        try:
            with path.open("rb") as opened_file:
                laid = Opened(opened_file, most_bytes=MOST_BYTES)
                way = way_of(laid, kind, source)
                feed, sender = (None, "") if way else likeliest(laid, kind, source)
        except FeedError as fault:
            refuse(kind=kind, path=path, source=source, problem=str(fault), by=by, at=at)
            raise
        if way is None:
            return keep_waiting(path=path, kind=kind, source=sender, feed=feed, by=by, at=at)
        return _taken(path, way, by, at)


def keep_upload(*, kind: SetUpKind, upload: UploadedFile, of: str = "", by: Member, at: datetime) -> WaitingFile:
    """Keep a file until a person has seen what it would change; `of` says what it is of."""
    with _as_named(upload.name or "", upload.chunks()) as path:
        return keep_waiting(path=path, kind=kind, source=of, by=by, at=at)


def try_on(*, source: Source, upload: UploadedFile, by: Member, at: datetime) -> WaitingFile:
    """Keep a file to look how it would be read by what is known of `source`."""
    with _as_named(upload.name or "", upload.chunks()) as path:
        name = source.name.casefold()
        return keep_waiting(path=path, kind=FileKind(source.kind), source=name, feed=source, by=by, at=at)


@action
def save_and_take(
    *, file: WaitingFile, name: str, agency: Agency | None, mapping: FileMapping, source: Source | None, version: int,
    by: Member, at: datetime,
) -> tuple[ReceivedFile, bool]:  # fmt: skip
    """Keep how the sender's files are read and take this one in: both or neither."""
    kept = save_source(name=name, agency=agency, mapping=mapping, source=source, version=version, by=by, at=at)
    return take_waiting(file=file, source=kept, by=by, at=at)


def take_waiting(*, file: WaitingFile, source: Source, by: Member, at: datetime) -> tuple[ReceivedFile, bool]:
    """Take in a file that waited, by the mapping that `source` has now; its waiting bytes are gone with that."""
    way = Way(FileKind(file.kind), source.name.casefold(), source)
    with _as_named(file.name, [bytes(file.content)]) as path:
        taken = _taken(path, way, by, at)
    _let_go(file=file, by=by, at=at)
    return taken


@action
def _let_go(*, file: WaitingFile, by: Member, at: datetime) -> None:
    trail.record("exchange.file_mapped", file, by=by, at=at)
    file.delete()


def _taken(path: Path, way: Way, by: Member, at: datetime) -> tuple[ReceivedFile, bool]:
    size = path.stat().st_size
    with path.open("rb") as opened_file:
        size *= PACKED if is_zip(opened_file) else 1
    if size >= AT_ONCE:
        try:
            return keep(path=path, way=way, by=by, at=at)
        except FeedError as fault:
            refuse(kind=way.kind, path=path, source=way.source, problem=str(fault), by=by, at=at)
            raise
    if way.kind is FileKind.CHILDREN:
        return import_children(path=path, source=way.source, way=way, by=by, at=at)
    return import_notifications(path=path, source=way.source, way=way, by=by, at=at)


@action
def keep(*, path: Path, way: Way, by: Member, at: datetime) -> tuple[ReceivedFile, bool]:
    """Check a long file to its end and keep its bytes until its rows are stored."""
    with opened(path, LAYOUTS[way.kind], way.mapping) as feed:
        digest, size = digest_of(feed.file, way.kept)
        encoding, rows = feed.encoding, feed.row_count
    file = begin(
        kind=way.kind, name=path.name, source=way.source, digest=digest, size=size,
        encoding=encoding, rows=rows, by=by, at=at, feed=way.feed, mapping=way.kept,
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
    elif held.state == FileState.STORED and held.kind == FileKind.CHILDREN:
        link_and_fold(by=by, at=at)
        advance(file=held, to=FileState.DONE, by=by, at=at)
    elif held.state == FileState.STORED:
        link(file=held, by=by, at=at)
    elif held.state == FileState.LINKED:
        _fold_some(held, by, at)
    return held


def _store_some(file: ReceivedFile, by: Member, at: datetime) -> None:
    kind, body = FileKind(file.kind), FileBody.objects.get(file=file)
    mapping = FileMapping.from_json(file.mapping, kind) if file.mapping else None
    feed = open_feed(BytesIO(body.content), LAYOUTS[kind], most_bytes=MOST_BYTES, mapping=mapping)
    done = rows_stored(file)
    at_most = LISTED_A_STEP if kind is FileKind.CHILDREN else ROWS_A_STEP
    fresh = list(islice((row for row in feed.rows() if row.number > done), at_most))
    if kind is FileKind.CHILDREN:
        take(file=file, rows=fresh, by=by, at=at)
    else:
        store(file=file, rows=fresh, by=by, at=at)
    if len(fresh) < at_most:
        body.delete()
        advance(file=file, to=FileState.STORED, by=by, at=at)


def _fold_some(file: ReceivedFile, by: Member, at: datetime) -> None:
    """Children with a message in the file that has come to nothing yet; folding gives every message an outcome."""
    left = children_in(file, unfolded=True)
    refold(children=left[:CHILDREN_A_STEP], by=by, at=at)
    if len(left) <= CHILDREN_A_STEP:
        advance(file=file, to=FileState.DONE, by=by, at=at)


@contextmanager
def _as_named(name: str, pieces: Iterator[bytes] | list[bytes]) -> Iterator[Path]:
    """The bytes as a file of their own name, for as long as it is read."""
    with TemporaryDirectory(prefix="lantern-") as folder:
        path = Path(folder) / (Path(name).name[-120:] or "file.csv")
        with path.open("wb") as written:
            for piece in pieces:
                written.write(piece)
        yield path
