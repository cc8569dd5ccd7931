"""Files that wait until somebody says how they are read: kept here for a day, taken in or discarded (MIS-3)."""

from datetime import datetime
from pathlib import Path

from lantern.exchange.models import Source, WaitingFile
from lantern.exchange.models.source import KEPT_WAITING
from lantern.exchange.vocabulary import FileKind, SetUpKind
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def keep_waiting(
    *, path: Path, kind: FileKind | SetUpKind, source: str, feed: Source | None = None, by: Member, at: datetime
) -> WaitingFile:
    """Keep the bytes of a file whose layout is not known; those that were left for a day go."""
    drop_left(by=by, at=at)
    content = path.read_bytes()
    kept = WaitingFile.objects.create(
        kind=kind, name=path.name[:200], source=source, feed=feed, content=content, size=len(content), by=by,
        received_at=at,
    )  # fmt: skip
    trail.record("exchange.file_waits", kept, by=by, at=at)
    return kept


@action
def discard(*, file: WaitingFile, by: Member, at: datetime) -> None:
    """Somebody does not want it taken in: the bytes are gone."""
    trail.record("exchange.file_discarded", file, by=by, at=at)
    file.delete()


@action
def drop_left(*, by: Member | None, at: datetime) -> int:
    """Delete what nobody decided about within a day. Returns how many files."""
    left = list(WaitingFile.objects.filter(received_at__lte=at - KEPT_WAITING).only("pk"))
    trail.record_many("exchange.file_dropped", left, by=by, at=at)
    WaitingFile.objects.filter(pk__in=[each.pk for each in left]).delete()
    return len(left)
