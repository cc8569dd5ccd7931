"""Address, status, placement and workers: each new one ends the one before it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lantern.children import changes
from lantern.children.actions.keys import refresh_keys
from lantern.children.models import Address, Allocation, Child, Placement, ServiceStatus
from lantern.children.queries.standing import area_of_postcode
from lantern.children.rules.authorities import AGREED_WITH_WHOM
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import Status, WorkKind
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def move_to(
    *, child: Child, text: str, postcode: str, since: date | None, by: Member | None, at: datetime, source: str = "",
    district: UUID | None = None,
) -> Address:  # fmt: skip
    """The child lives somewhere else from `since`; the area follows from the postcode, else it is `district` (PAR-2)."""
    _end(Address.objects.filter(child=child), since)
    area = area_of_postcode(postcode) or district
    address = Address.objects.create(
        child=child, text=text, postcode=postcode.replace(" ", "").upper(), area_id=area, since=since, source=source
    )
    child.area_id = area
    child.save(update_fields=["area"])
    trail.record("children.moved", address, by=by, at=at)
    refresh_keys(children=[child], by=by, at=at)
    return address


@action
def set_status(
    *, child: Child, status: Status, since: date | None, by: Member | None, at: datetime, legal_status: str = "",
    home_authority: str | None = None, agreed_ours: bool = False,
) -> ServiceStatus:  # fmt: skip
    """How the child stands with children's services from `since` on (MIS-8), and which authority is responsible (PAR-9).

    Who does not say which, as a list that has no word for it, leaves that as it is.
    """
    before = ServiceStatus.objects.filter(child=child)
    if home_authority is None:
        stood = before.filter(until=None).first()
        home_authority, agreed_ours = (stood.home_authority, stood.agreed_ours) if stood else ("", False)
    _check_named(home_authority, agreed=agreed_ours)
    _end(before, since)
    standing = ServiceStatus.objects.create(
        child=child, status=status, legal_status=legal_status, since=since, home_authority=home_authority.strip(),
        agreed_ours=agreed_ours,
    )  # fmt: skip
    child.status = status
    child.save(update_fields=["status"])
    trail.record("children.status_set", standing, by=by, at=at)
    changes.changed([child.pk], by, at)
    return standing


@action
def place(
    *, child: Child, code: str, since: date, by: Member | None, at: datetime, where: str = "", postcode: str = "",
    provider: str = "", out_of_area: bool = False, host_authority: str = "", agreed_theirs: bool = False,
) -> Placement:  # fmt: skip
    """Where a looked-after child is placed from `since` on; in the area of another authority when one is named (PAR-9)."""
    _check_named(host_authority, agreed=agreed_theirs)
    _end(Placement.objects.filter(child=child), since)
    placement = Placement.objects.create(
        child=child,
        code=code,
        provider=provider,
        place=where,
        postcode=postcode.replace(" ", "").upper(),
        area_id=area_of_postcode(postcode),
        out_of_area=out_of_area or bool(host_authority.strip()),
        host_authority=host_authority.strip(),
        agreed_theirs=agreed_theirs,
        since=since,
    )
    trail.record("children.placed", placement, by=by, at=at)
    return placement


@action
def allocate(
    *, child: Child, member: Member, kind: WorkKind, since: date, by: Member | None, at: datetime
) -> Allocation:
    """Somebody works with the child from `since` on, and may see the record (SHA-2); one social worker at a time.

    Raises `NotAllowed` when the one before began or ended later.
    """
    same = {"kind": kind} if kind is WorkKind.SOCIAL_WORKER else {"kind": kind, "member": member}
    _end(Allocation.objects.filter(child=child, **same), since)
    allocation = Allocation.objects.create(child=child, member=member, kind=kind, since=since)
    trail.record("children.allocated", allocation, by=by, at=at)
    changes.changed([child.pk], by, at)
    return allocation


@action
def end_allocation(*, allocation: Allocation, on: date, by: Member, at: datetime) -> None:
    """They no longer work with the child, and see the record no more from `on` on."""
    if on < allocation.since:
        raise NotAllowed("They began later than that. Give a later date.")
    allocation.until = on
    allocation.save(update_fields=["until"])
    trail.record("children.allocation_ended", allocation, by=by, at=at)
    changes.changed([allocation.child_id], by, at)


def _check_named(authority: str, *, agreed: bool) -> None:
    """Nothing is agreed with nobody."""
    if agreed and not authority.strip():
        raise NotAllowed(AGREED_WITH_WHOM)


def _end(rows: "QuerySet[Any]", since: date | None) -> None:
    """End the row that is open when its successor starts; nothing starts before what stands there, or stood, began or ended."""
    for row in rows:
        if not _is_before(row, since):
            raise NotAllowed("There is a later entry already. Give a date after it, or correct that one.")
        if row.until is not None:
            continue
        if row.since == since:
            row.delete()
            continue
        row.until = since
        row.save(update_fields=["until"])


def _is_before(row: Any, since: date | None) -> bool:
    """Whether `row` leaves room from `since` on, once it is ended; one that ended on its first day holds on none."""
    if row.until is not None and row.since == row.until:
        return True
    return since is not None and (row.until or row.since or date.min) <= since
