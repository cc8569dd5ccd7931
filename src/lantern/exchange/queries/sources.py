"""Senders whose layout is known, how a file of theirs is read, and what they sent (MIS-3)."""

from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db.models import Count, Max, QuerySet, Sum

from lantern.access.viewer import Viewer
from lantern.exchange.models import Source, WaitingFile
from lantern.exchange.rules.feed_tables import Table, open_table
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.mapping.applying import by_layout, by_mapping
from lantern.exchange.rules.mapping.fields import LAYOUTS
from lantern.exchange.rules.mapping.stated import FileMapping, MappingError
from lantern.exchange.rules.mapping.unfolding import cells_by_column, lay_open
from lantern.exchange.rules.mapping.words import new_words
from lantern.exchange.vocabulary import FileKind

USUAL_SOURCE = {FileKind.NOTIFICATIONS: "police", FileKind.CHILDREN: "council list"}


@dataclass(frozen=True)
class Way:
    """How a file is read: by the mapping of a sender, or without one in the layout that needs none."""

    kind: FileKind
    source: str
    feed: Source | None = None

    @property
    def mapping(self) -> FileMapping | None:
        return mapping_of(self.feed) if self.feed else None

    @property
    def kept(self) -> dict[str, Any]:
        """The mapping as it stands beside a file."""
        return self.mapping.to_json() if self.mapping else {}


class Opened:
    """A file whose sheets are unpacked once each, however many senders' mappings are tried on it. Raises `FeedError`."""

    def __init__(self, file: BinaryIO, *, most_bytes: int) -> None:
        self._file, self._most_bytes = file, most_bytes
        self.usual = open_table(file, most_bytes=most_bytes)
        self._sheets = {self.usual.sheet: self.usual}

    def table(self, sheet: str) -> Table:
        """The sheet of that name, else the one that is read when none is named."""
        if sheet not in self.usual.sheets:
            return self.usual
        if sheet not in self._sheets:
            self._sheets[sheet] = open_table(self._file, most_bytes=self._most_bytes, sheet=sheet)
        return self._sheets[sheet]


def sources(viewer: Viewer) -> QuerySet[Source]:
    """Each sender with the number of files, the latest of them, and the rows they held."""
    found = Source.visible_to(viewer).select_related("agency")
    return found.annotate(
        files_taken=Count("files"), last_used=Max("files__received_at"), rows_taken=Sum("files__rows_total")
    ).order_by("name")


def waiting_files(viewer: Viewer, kind: FileKind) -> QuerySet[WaitingFile]:
    """The viewer's own files whose layout they have not told yet; the bytes are not loaded."""
    return WaitingFile.visible_to(viewer).filter(kind=kind).defer("content").order_by("-received_at")


def source_called(name: str, kind: FileKind) -> Source | None:
    """The sender of that name, however it is spelt."""
    return Source.objects.filter(name__iexact=name.strip(), kind=kind).first()


def mapping_of(source: Source) -> FileMapping | None:
    """What is kept of how its files are read; nothing when that can no longer be understood."""
    try:
        return FileMapping.from_json(source.mapping, FileKind(source.kind))
    except MappingError:
        return None


def way_of(file: Opened, kind: FileKind, said: str) -> Way | None:
    """How `file` is read when its layout is known; `None` when somebody has to tell.

    `said` is who sent it. Somebody else's layout is taken only when nobody was named: two forces may use one program, and
    their references must not be taken for each other's.
    """
    named = source_called(said, kind) if said else None
    if named and (way := _by_sender(file, kind, named, unasked=True)):
        return way
    if _fits_layout(kind, file.usual):
        return Way(kind, said or USUAL_SOURCE[kind])
    if said:
        return None
    senders = Source.objects.filter(kind=kind)
    ways = [way for each in senders if (way := _by_sender(file, kind, each, unasked=True))]
    return ways[0] if len(ways) == 1 else None


def way_named(file: BinaryIO, kind: FileKind, said: str, *, most_bytes: int) -> Way:
    """The same for a command, which asks nobody: by the sender's mapping if there is one, else without.

    A file that fits neither is read by the mapping, so that the fault says which columns are gone.
    """
    named = source_called(said, kind)
    if named is None:
        return Way(kind, said)
    opened = Opened(file, most_bytes=most_bytes)
    if way := _by_sender(opened, kind, named):
        return way
    fits = _fits_layout(kind, opened.usual)
    return Way(kind, named.name.casefold(), None if fits else named)


def likeliest(file: Opened, kind: FileKind, said: str) -> tuple[Source | None, str]:
    """Whose mapping to begin with for a file that nobody knows, and who sent it as far as that can be told.

    That is the one named, else the only one whose columns it has; a list of children is the only council's there is.
    """
    if said and (named := source_called(said, kind)):
        return named, said
    every = list(Source.objects.filter(kind=kind))
    if not said and kind is FileKind.CHILDREN and len(every) == 1:
        return every[0], every[0].name.casefold()
    fitting = [each for each in every if _by_sender(file, kind, each)]
    if len(fitting) == 1 and not said:
        return fitting[0], fitting[0].name.casefold()
    return (fitting[0] if fitting else None), said


def _by_sender(file: Opened, kind: FileKind, source: Source, *, unasked: bool = False) -> Way | None:
    """By the mapping of `source`, if the file has its columns; and, `unasked`, no word that would have rows refused."""
    mapping = mapping_of(source)
    if mapping is None:
        return None
    try:
        table = file.table(mapping.sheet)
        by_mapping(mapping, table)
        if unasked and new_words(mapping, cells_by_column(lay_open(table, kind, mapping))):
            return None
    except FeedError:
        return None
    return Way(kind, source.name.casefold(), source)


def _fits_layout(kind: FileKind, table: Table) -> bool:
    try:
        by_layout(LAYOUTS[kind], table)
    except FeedError:
        return False
    return True
