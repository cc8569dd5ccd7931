"""Taking the trail out: allow-listed columns, inert cells, a cap, a purpose, a name and a day (security.md 7)."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from lantern.access.viewer import Viewer
from lantern.design.cells import inert
from lantern.governance.queries.entries import About, Asked, about, entries
from lantern.governance.rules.refusals import TooMany
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.timekeeping.words import long_when
from lantern.trail import actions as trail
from lantern.trail.acting import action
from lantern.trail.models import Entry
from lantern.trail.rules.in_words import what_words
from lantern.trail.vocabulary import Kind

MOST = 10_000  # rows in a file
COLUMNS = (
    "when", "kind", "what", "who", "agency", "child", "record", "record id", "purpose", "detail", "from", "entry",
)  # fmt: skip


@action
def take_out(*, viewer: Viewer, asked: Asked, purpose: str, by: Member, at: datetime) -> bytes:
    """The entries that answer to `asked`, as CSV; no child's name is in it. Raises `TooMany`."""
    found = list(entries(viewer, asked)[: MOST + 1])
    if len(found) > MOST:
        raise TooMany(MOST)
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([inert(f"Official-Sensitive. Taken out by {by.name}, {long_when(at)}. For: {purpose}")])
    writer.writerow(COLUMNS)
    writer.writerows([inert(cell) for cell in row] for row in _rows(found, about(found)))
    trail.record("governance.trail_exported", None, by=by, at=at, purpose=purpose, detail=f"{len(found):,} entries")
    return written.getvalue().encode()


def _rows(found: list[Entry], known: About) -> Iterator[tuple[str, ...]]:
    for each in found:
        who = known.people.get(each.member_id) if each.member_id else known.systems.get(each.credential_id)  # type: ignore[arg-type]
        child = known.children.get(each.child_id) if each.child_id else None
        yield (
            london(each.at).isoformat(timespec="seconds"),
            Kind(each.kind).label,
            what_words(each.kind, each.what, of_child=each.child_id is not None),
            who.name if who else "",
            who.agency.name if who else "",
            child.number if child else "",
            each.subject_kind,
            str(each.subject_id or ""),
            each.purpose,
            each.detail,
            each.origin or "",
            str(each.pk),
        )
