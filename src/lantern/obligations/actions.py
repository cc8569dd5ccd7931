"""Starting, meeting, waiving and handing over what is owed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from lantern.access.viewer import viewer_of
from lantern.children.rules.refusals import NotAllowed
from lantern.obligations import subjects
from lantern.obligations.models import Obligation, Reassignment, Waiver
from lantern.obligations.rules import Claim, Key, against_handing_over, against_waiving
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

DERIVED = (
    "child_id",
    "starts_at",
    "begins_at",
    "due_at",
    "met_at",
    "waived_at",
    "waived_reason",
    "owner_role",
    "owner_id",
)
AT_ONCE = 2_000


@action
def settle(
    *, subject_kind: str, subjects: Iterable[UUID], claims: Iterable[Claim], by: Member | None, at: datetime
) -> None:
    """Make the rows of `subjects` be exactly `claims`, with people's waivers and handings-over kept.

    Working out the same claims again changes nothing.
    """
    ids = list(subjects)
    held = {_key(row): row for row in Obligation.objects.filter(subject_kind=subject_kind, subject_id__in=ids)}
    waived = {
        _key(row): row for row in Waiver.objects.filter(subject_kind=subject_kind, subject_id__in=ids, ended_at=None)
    }
    handed = _handed_over(subject_kind, ids)
    wanted = {claim.key: _values(claim, waived.get(claim.key), handed.get(claim.key)) for claim in claims}
    gone = [row.pk for key, row in held.items() if key not in wanted]
    if gone:
        Obligation.objects.filter(pk__in=gone).delete()
    moved = [_set(held[key], values) for key, values in wanted.items() if key in held and _differs(held[key], values)]
    if moved:
        Obligation.objects.set_many(moved, [name.removesuffix("_id") for name in DERIVED])
    fresh = [Obligation(**values) for key, values in wanted.items() if key not in held]
    Obligation.objects.bulk_create(fresh, batch_size=AT_ONCE)


@action
def waive(*, obligation: Obligation, reason: str, by: Member, at: datetime) -> Waiver:
    """It is not owed after all, for a reason that stays on the record. Raises `NotAllowed` when it is over already."""
    if against := against_waiving(
        met=obligation.met_at is not None,
        waived=obligation.waived_at is not None,
        never=subjects.never_waived(obligation),
    ):
        raise NotAllowed(against)
    waiver = Waiver.objects.create(**_subject(obligation), reason=reason, by=by, at=at)
    obligation.waived_at, obligation.waived_reason = at, reason
    obligation.save(update_fields=["waived_at", "waived_reason"])
    trail.record("obligations.waived", obligation, by=by, at=at)
    return waiver


@action
def end_waiver(*, obligation: Obligation, by: Member, at: datetime) -> None:
    """It is owed again."""
    subject = _subject(obligation)
    subject.pop("child_id")
    Waiver.objects.filter(**subject, ended_at=None).update(ended_at=at)
    obligation.waived_at, obligation.waived_reason = None, ""
    obligation.save(update_fields=["waived_at", "waived_reason"])
    trail.record("obligations.owed_again", obligation, by=by, at=at)


@action
def hand_over(*, obligation: Obligation, to: Member, by: Member, at: datetime) -> None:
    """Somebody else owes it from now on."""
    Reassignment.objects.create(**_subject(obligation), owner=to, by=by, at=at)
    obligation.owner = to
    obligation.save(update_fields=["owner"])
    trail.record("obligations.handed_over", obligation, by=by, at=at)


@action
def hand_over_all(*, obligations: list[Obligation], to: Member, by: Member, at: datetime) -> None:
    """Somebody else owes all of these from now on.

    Raises `NotAllowed` when one of them is over, and when `to` may not see every child: nothing is handed over then.
    """
    for each in obligations:
        if reason := against_handing_over(met=each.met_at is not None, waived=each.waived_at is not None):
            raise NotAllowed(f"{subjects.verb(each)}: {reason[:1].lower()}{reason[1:]}")
    ids = [each.pk for each in obligations]
    seen = Obligation.visible_to(viewer_of(to, now=at)).filter(pk__in=ids).count()
    if seen < len(ids):
        which = "this child" if len(ids) == 1 else f"{len(ids) - seen} of these {len(ids)} children"
        raise NotAllowed(f"{to.name} may not see {which}. Choose somebody who works with them or covers their area.")
    Reassignment.objects.bulk_create(Reassignment(**_subject(each), owner=to, by=by, at=at) for each in obligations)
    Obligation.objects.filter(pk__in=ids).update(owner=to)
    trail.record_many("obligations.handed_over", obligations, by=by, at=at)


def _key(row: Any) -> Key:
    return row.subject_kind, row.subject_id, row.kind, row.cause


def _subject(obligation: Obligation) -> dict[str, Any]:
    return {name: getattr(obligation, name) for name in ("child_id", "subject_kind", "subject_id", "kind", "cause")}


def _handed_over(subject_kind: str, ids: list[UUID]) -> dict[Key, UUID]:
    rows = Reassignment.objects.filter(subject_kind=subject_kind, subject_id__in=ids).order_by("at", "id")
    return {_key(row): row.owner_id for row in rows}


def _values(claim: Claim, waiver: Waiver | None, owner: UUID | None) -> dict[str, Any]:
    return {
        "child_id": claim.child,
        "subject_kind": claim.subject_kind,
        "subject_id": claim.subject,
        "kind": claim.kind,
        "cause": claim.cause,
        "starts_at": claim.starts_at,
        "begins_at": claim.begins_at,
        "due_at": claim.due_at,
        "met_at": claim.met_at,
        "waived_at": waiver.at if waiver else None,
        "waived_reason": waiver.reason if waiver else "",
        "owner_role": claim.owner_role,
        "owner_id": owner or claim.owner,
    }


def _differs(row: Obligation, values: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in values.items())


def _set(row: Obligation, values: dict[str, Any]) -> Obligation:
    for name, value in values.items():
        setattr(row, name, value)
    return row
