"""The council's list of children: records opened, changed where the list differs, and found again by the council's number."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from lantern.children.actions.child import add_alias, described_child, take_numbers
from lantern.children.actions.circumstances import move_to, set_status
from lantern.children.actions.keys import refresh_keys
from lantern.children.actions.lookalikes import look_at_provisional
from lantern.children.models import Address, Child, ChildName, ChildReference, Moved, ServiceStatus
from lantern.children.queries.standing import areas_of_postcodes
from lantern.children.rules.described import Described
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import ReferenceSystem, Status
from lantern.exchange.actions.files import (
    MOST_BYTES,
    Progress,
    advance,
    batches,
    begin,
    digest_of,
    no_progress,
    opened,
    opened_bytes,
    refuse,
    rows_stored,
)
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.exchange.queries.sources import Way, way_named
from lantern.exchange.rules.feed_children import ListedChild, read_child
from lantern.exchange.rules.feed_layouts import CHILDREN
from lantern.exchange.rules.feed_notifications import Refused
from lantern.exchange.rules.feed_rows import Row
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.vocabulary import FileKind, FileState
from lantern.missing.actions.linking import link_and_fold
from lantern.missing.vocabulary import Outcome
from lantern.organisation.models import Member
from lantern.tenancy.current import current_id, one_at_a_time, within
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

ROWS_AT_ONCE = 500
SOURCE = "council list"


def import_children(
    *,
    path: Path,
    by: Member | None,
    at: datetime,
    progress: Progress = no_progress,
    source: str = SOURCE,
    way: Way | None = None,
) -> tuple[ReceivedFile, bool]:
    """Take a list of children in and say whether it was new. Raises `FeedError` when nothing can be taken from it.

    `way` is how it is read; without one by the mapping of `source` if that fits, else in the layout that needs none.
    """
    try:
        with opened_bytes(path) as bytes_of, within(current_id()):
            way = way or way_named(bytes_of, FileKind.CHILDREN, source, most_bytes=MOST_BYTES)
        with opened(path, CHILDREN, way.mapping) as feed:
            digest, size = digest_of(feed.file, way.kept)
            with within(current_id()):
                file = begin(
                    kind=FileKind.CHILDREN, name=path.name, source=way.source, digest=digest, size=size,
                    encoding=feed.encoding, rows=feed.row_count, by=by, at=at, feed=way.feed, mapping=way.kept,
                )  # fmt: skip
            if file.state == FileState.DONE:
                return file, False
            _take_all(file, feed.rows(), by, at, progress)
    except FeedError as problem:
        with within(current_id()):
            refuse(kind=FileKind.CHILDREN, path=path, source=source, problem=str(problem), by=by, at=at)
        raise
    with within(current_id()):
        link_and_fold(by=by, at=at)
        look_at_provisional(by=by, at=at)
        advance(file=file, to=FileState.DONE, by=by, at=at)
    return file, True


def _take_all(file: ReceivedFile, rows: Iterable[Row], by: Member | None, at: datetime, progress: Progress) -> None:
    with within(current_id()):
        done = rows_stored(file)
    count = 0
    for batch in batches(rows, ROWS_AT_ONCE):
        count += len(batch)
        if fresh := [row for row in batch if row.number > done]:
            with within(current_id()):
                take(file=file, rows=fresh, by=by, at=at)
        progress("Children", count, file.rows_total)


@action
def take(*, file: ReceivedFile, rows: list[Row], by: Member | None, at: datetime) -> None:
    """A batch of rows: children opened or changed, each row kept with what became of it.

    Of several rows with one number the first opens the record. Rows that are stored by now are left alone: somebody may
    have sent the same list at the same time.
    """
    one_at_a_time("taking a list of children in")
    done = rows_stored(file)
    rows = [row for row in rows if row.number > done]
    read = {row.number: read_child(row) for row in rows}
    listed = [said for said in read.values() if isinstance(said, ListedChild)]
    known = _known({each.reference for each in listed})
    merged = _of_merged(set(known)) if known else set()
    new: dict[str, ListedChild] = {}
    for each in listed:
        if each.reference not in known:
            new.setdefault(each.reference, each)
    known |= _open_all(list(new.values()), by, at)
    kept = []
    for row in rows:
        said = read[row.number]
        if isinstance(said, Refused):
            outcome, reason = Outcome.REFUSED, said.reason
        elif new.pop(said.reference, None) is said:
            outcome, reason = Outcome.OPENED, "A record was opened."
        elif said.reference in merged:
            outcome, reason = Outcome.DUPLICATE, "Its record was merged into another, which the list does not change."
        else:
            outcome, reason = _changed(known[said.reference], said, by, at)
        kept.append(
            ReceivedRow(file=file, number=row.number, cells=dict(row.as_received), outcome=outcome, reason=reason[:500])
        )
    ReceivedRow.objects.bulk_create(kept)


def _known(references: set[str]) -> dict[str, Child]:
    """Children by the council's number; nobody else changes them until this transaction ends."""
    rows = ChildReference.objects.filter(system=ReferenceSystem.COUNCIL, value__in=references)
    of = dict(rows.values_list("value", "child_id"))
    children = Child.objects.filter(pk__in=of.values()).order_by("pk").select_for_update(no_key=True)
    found = {child.pk: child for child in children}
    return {reference: found[child] for reference, child in of.items()}


def _of_merged(references: set[str]) -> set[str]:
    """Numbers that came along with a record merged into another: two rows must not take turns in changing one child."""
    rows = ChildReference.objects.filter(system=ReferenceSystem.COUNCIL, value__in=references)
    came = Moved.objects.filter(
        merge__undone_at=None, stayed=False, table=ChildReference._meta.db_table, row__in=rows.values("pk")
    )
    return set(rows.filter(pk__in=came.values("row")).values_list("value", flat=True))


def _changed(child: Child, listed: ListedChild, by: Member | None, at: datetime) -> tuple[Outcome, str]:
    """What a row changed on a known record: all that it says or, when that contradicts the record, nothing."""
    try:
        with transaction.atomic():
            return _bring_up_to_date(child, listed, by, at)
    except NotAllowed as refusal:
        child.refresh_from_db()
        return Outcome.REFUSED, f"The record does not allow what the list says. {refusal.reason}"


def _open_all(listed: list[ListedChild], by: Member | None, at: datetime) -> dict[str, Child]:
    if not listed:
        return {}
    areas = areas_of_postcodes(each.described.postcode for each in listed)
    first = take_numbers(len(listed))
    children = {
        each.reference: described_child(
            each.described,
            number=first + place,
            at=at,
            area_id=areas.get(_plain(each.described.postcode)),
            status=each.status or Status.NONE,
        )
        for place, each in enumerate(listed)
    }
    Child.objects.bulk_create(children.values())
    ChildReference.objects.bulk_create(
        ChildReference(child=child, system=ReferenceSystem.COUNCIL, value=reference)
        for reference, child in children.items()
    )
    Address.objects.bulk_create(
        Address(
            child=children[each.reference],
            text=each.described.address,
            postcode=_plain(each.described.postcode),
            area_id=children[each.reference].area_id,
            source=SOURCE,
        )
        for each in listed
    )
    ServiceStatus.objects.bulk_create(
        ServiceStatus(child=children[each.reference], status=each.status) for each in listed if each.status
    )
    refresh_keys(children=children.values(), by=by, at=at)
    trail.record_many("children.created_from_list", list(children.values()), by=by, at=at)
    return children


def _bring_up_to_date(child: Child, listed: ListedChild, by: Member | None, at: datetime) -> tuple[Outcome, str]:
    """Change what the list says differently; what stood before stays in the dated tables and the history."""
    changes = []
    described = listed.described
    if not _is_called(child, described):
        add_alias(child=child, forename=described.forename, surname=described.surname, by=by, at=at, source=SOURCE)
        changes.append("another name")
    today = london(at).date()
    address = Address.objects.filter(child=child, until=None).first()
    if described.postcode and (address is None or address.postcode != _plain(described.postcode)):
        move_to(
            child=child, text=described.address, postcode=described.postcode, since=today, by=by, at=at, source=SOURCE
        )
        changes.append("address")
    if listed.status and listed.status != child.status:
        set_status(child=child, status=Status(listed.status), since=today, by=by, at=at)
        changes.append("status")
    for field in ("born", "sex", "pupil_number"):
        said = getattr(described, field)
        if said and said != getattr(child, field):
            setattr(child, field, said)
            child.save(update_fields=[field])
            changes.append(field.replace("_", " "))
    if not changes:
        return Outcome.DUPLICATE, "The record says the same."
    trail.record("children.changed_from_list", child, by=by, at=at)
    refresh_keys(children=[child], by=by, at=at)
    return Outcome.UPDATED, f"Changed: {', '.join(changes)}."


def _is_called(child: Child, described: Described) -> bool:
    """Whether the record holds this name, as the one in use or as another."""
    if (described.forename, described.surname) == (child.forename, child.surname):
        return True
    return ChildName.objects.filter(child=child, forename=described.forename, surname=described.surname).exists()


def _plain(postcode: str) -> str:
    return postcode.replace(" ", "").upper()
