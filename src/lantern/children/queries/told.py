"""What the children room adds to the time line of a child: names, addresses, status, placements, workers."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from lantern.access.viewer import Viewer
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.children.queries.record import AddressRow, AllocationRow, NameRow, PlacementRow, StatusRow, record_of
from lantern.children.rules.in_words import placement_words
from lantern.children.vocabulary import LEGAL_STATUSES, NameKind, Status
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry as Trail
from lantern.trail.vocabulary import Kind

UNDATED = "From when is not known"
RECORD = "As received"


def told_by_record(child: Child, viewer: Viewer) -> Iterator[Entry]:
    """Everything dated in the record, in two queries; what has no day stands at the day the record was opened."""
    record, recorders = record_of(child), _recorders(child)
    opened = Moment(child.created_at)
    yield Entry(opened, "Record opened", _how(child), source=recorders.get(child.pk, RECORD), kind="Record")
    for name in record.names if viewer.sees_names else ():
        yield from _name(name, name.source or recorders.get(name.id, RECORD))
    for address in record.addresses if viewer.sees_names else ():
        yield _address(address, viewer, opened, address.source or recorders.get(address.id, RECORD))
    for status in record.statuses:
        yield _status(status, opened, recorders.get(status.id, RECORD))
    for placement in record.placements:
        yield from _placement(placement, viewer, recorders.get(placement.id, RECORD))
    for work in record.allocations:
        yield from _work(work, recorders.get(work.id, RECORD))


def _recorders(child: Child) -> dict[UUID, str]:
    """Who recorded what, by the id of the row: whoever stands first on its trail, if that was a person."""
    names = Member.objects.filter(pk=OuterRef("member_id")).values("name")[:1]
    rows = Trail.objects.filter(child_id=child.pk, kind=Kind.CHANGE).order_by("-at", "-id")
    told = dict(rows.annotate(name=Subquery(names)).values_list("subject_id", "name"))
    return {key: name for key, name in told.items() if key and name}


def _how(child: Child) -> str:
    return "From a notification that matched no record; not confirmed yet." if child.provisional else ""


def _name(name: NameRow, source: str) -> Iterator[Entry]:
    if name.kind == NameKind.FORMER and name.until:
        yield Entry(Moment.on(name.until), "Name changed", f"Until then: {name}", source=source, kind="Name")
    elif name.since:
        yield Entry(Moment.on(name.since), "Also known as", str(name), source=source, kind="Name")


def _address(row: AddressRow, viewer: Viewer, opened: Moment, source: str) -> Entry:
    place = viewer.areas.name(row.area_id)
    text = f"{row}{f' ({place})' if place else ''}"
    return Entry(_when(row.since, opened), "Address", _undated(text, row.since), source=source, kind="Address")


def _status(row: StatusRow, opened: Moment, source: str) -> Entry:
    legal = LEGAL_STATUSES.get(row.legal_status, row.legal_status)
    text = _undated(f"{legal} ({row.legal_status})" if legal else "", row.since)
    return Entry(_when(row.since, opened), Status(row.status).label, text, source=source, kind="Status")


def _placement(row: PlacementRow, viewer: Viewer, source: str) -> Iterator[Entry]:
    where = row.place if viewer.sees_names and row.place else viewer.areas.name(row.area_id)
    text = placement_words(row.code, where, out_of_area=row.out_of_area)
    yield Entry(Moment.on(row.since), "Placed", text, source=source, kind="Placement")
    if row.until:
        yield Entry(Moment.on(row.until), "Placement ended", text, source=source, kind="Placement")


def _work(row: AllocationRow, source: str) -> Iterator[Entry]:
    who = f"{row.member_name}, {row.agency_name}"
    kind = row.kind[:1].upper() + row.kind[1:]
    yield Entry(Moment.on(row.since), f"{kind} allocated", who, source=source, kind="Worker")
    if row.until:
        yield Entry(Moment.on(row.until), f"{kind} ended", who, source=source, kind="Worker")


def _when(since: date | None, opened: Moment) -> Moment:
    return Moment.on(since) if since else opened


def _undated(text: str, since: date | None) -> str:
    return text if since else f"{text}. {UNDATED}." if text else f"{UNDATED}."
