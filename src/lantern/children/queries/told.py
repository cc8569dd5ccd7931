"""What the children room adds to the time line of a child: names, addresses, status, placements, workers, merges."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from lantern.access.viewer import Viewer
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.children.queries.record import (
    AbsenceRow,
    AddressRow,
    AllocationRow,
    NameRow,
    PlacementRow,
    SchoolRow,
    StatusRow,
    record_of,
)
from lantern.children.queries.recorders import merges_of, recorders_of
from lantern.children.rules.authorities import Authorities, placed_words
from lantern.children.rules.in_words import absence_words, placement_words
from lantern.children.rules.sourced import AS_RECEIVED, entered_by
from lantern.children.vocabulary import LEGAL_STATUSES, Line, NameKind, SchoolKind, Status
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment, london

UNDATED = "From when is not known"


def told_by_record(child: Child, viewer: Viewer) -> Iterator[Entry]:
    """Everything dated in the record; what has no day stands at the day the record was opened.

    In two queries, and a third where another record was merged into this one.
    """
    record, recorders = record_of(child), recorders_of(child)
    opened = Moment(child.created_at)
    yield Entry(opened, "Record opened", _how(child), source=recorders.words(child.pk), kind=Line.RECORD)
    for name in record.names if viewer.sees_names else ():
        yield from _name(name, recorders.words(name.id, name.source))
    for address in record.addresses if viewer.sees_names else ():
        yield _address(address, viewer, opened, recorders.words(address.id, address.source))
    for status in record.statuses:
        yield _status(status, opened, recorders.words(status.id), names=viewer.sees_names)
    for placement in record.placements:
        yield from _placement(placement, viewer, recorders.words(placement.id))
    for work in record.allocations:
        yield from _work(work, recorders.words(work.id))
    for fact in record.schooling:
        yield from _schooling(fact, names=viewer.sees_names)
    for absence in record.absences:
        yield _absent(absence, names=viewer.sees_names)
    for merged in merges_of(child, viewer) if record.merges else ():
        yield from _merge(merged, names=viewer.sees_names)


def _schooling(row: SchoolRow, *, names: bool) -> Iterator[Entry]:
    text = "\n".join(filter(None, (row.school, row.note))) if names else ""
    source = entered_by(row.by_name, row.agency_name or "", row.recorded_on) if row.by_name else AS_RECEIVED
    yield Entry(Moment.on(row.since), SchoolKind(row.kind).label, text, source=source, kind=Line.SCHOOL)
    if row.until:
        ended = f"{SchoolKind(row.kind).label} ended"
        yield Entry(Moment.on(row.until), ended, row.school if names else "", source=source, kind=Line.SCHOOL)


def _absent(row: AbsenceRow, *, names: bool) -> Entry:
    """Beside missing episodes, under a kind of its own: never called missing (MIS-14)."""
    said = absence_words(row.reason, row.first, row.last, row.school if names else "")
    text = "\n".join(filter(None, (said[:1].upper() + said[1:], row.note if names else "")))
    source = entered_by(row.by_name, row.agency_name or "", row.recorded_on) if row.by_name else AS_RECEIVED
    return Entry(Moment.on(row.first), "Absent from school", text, source=source, kind=Line.SCHOOL)


def _merge(merged: Any, *, names: bool) -> Iterator[Entry]:
    said, text = f"Record {merged.number} merged into this one", merged.reason if names else ""
    yield Entry(Moment(merged.at), said, text, source=_by(merged.by, merged.at), kind=Line.RECORD)
    if merged.undone_at:
        undone = f"Merge of record {merged.number} undone"
        yield Entry(Moment(merged.undone_at), undone, source=_by(merged.undone_by, merged.undone_at), kind=Line.RECORD)


def _by(member: Member | None, at: datetime) -> str:
    return entered_by(member.name, member.agency.name, london(at).date()) if member else ""


def _how(child: Child) -> str:
    return "From a notification that matched no record; not confirmed yet." if child.provisional else ""


def _name(name: NameRow, source: str) -> Iterator[Entry]:
    if name.kind == NameKind.FORMER and name.until:
        yield Entry(Moment.on(name.until), "Name changed", f"Until then: {name}", source=source, kind=Line.RECORD)
    elif name.since:
        yield Entry(Moment.on(name.since), "Also known as", str(name), source=source, kind=Line.RECORD)


def _address(row: AddressRow, viewer: Viewer, opened: Moment, source: str) -> Entry:
    place = viewer.areas.name(row.area_id)
    text = f"{row}{f' ({place})' if place else ''}"
    return Entry(_when(row.since, opened), "Address", _undated(text, row.since), source=source, kind=Line.ADDRESS)


def _status(row: StatusRow, opened: Moment, source: str, *, names: bool) -> Entry:
    legal = LEGAL_STATUSES.get(row.legal_status, row.legal_status)
    stand = Authorities(home=row.home_authority)
    placed = placed_words(stand if names else stand.unnamed())
    said = ". ".join(filter(None, (f"{legal} ({row.legal_status})" if legal else "", placed)))
    text = _undated(said, row.since)
    return Entry(_when(row.since, opened), Status(row.status).label, text, source=source, kind=Line.STATUS)


def _placement(row: PlacementRow, viewer: Viewer, source: str) -> Iterator[Entry]:
    where = row.place if viewer.sees_names and row.place else viewer.areas.name(row.area_id)
    text = placement_words(row.code, where, out_of_area=row.out_of_area)
    if row.host_authority and viewer.sees_names:
        text = f"{text}, {row.host_authority}"
    yield Entry(Moment.on(row.since), "Placed", text, source=source, kind=Line.PLACEMENT)
    if row.until:
        yield Entry(Moment.on(row.until), "Placement ended", text, source=source, kind=Line.PLACEMENT)


def _work(row: AllocationRow, source: str) -> Iterator[Entry]:
    who = f"{row.member_name}, {row.agency_name}"
    kind = row.kind[:1].upper() + row.kind[1:]
    yield Entry(Moment.on(row.since), f"{kind} allocated", who, source=source, kind=Line.WORKER)
    if row.until:
        yield Entry(Moment.on(row.until), f"{kind} ended", who, source=source, kind=Line.WORKER)


def _when(since: date | None, opened: Moment) -> Moment:
    return Moment.on(since) if since else opened


def _undated(text: str, since: date | None) -> str:
    return text if since else f"{text}. {UNDATED}." if text else f"{UNDATED}."
