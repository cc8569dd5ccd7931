"""Versions of the arrangement: published, replaced, withdrawn; what is owed follows in the same transaction (PAR-7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from secrets import randbelow
from typing import Any

from lantern.organisation import consequences
from lantern.organisation.models import ArrangementVersion, Member
from lantern.organisation.queries import ARRANGEMENT, arrangement_versions, current_partnership
from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.consequences import Change, Moved
from lantern.organisation.rules.leaves import differing
from lantern.organisation.rules.planning import Planned, planned, withdrawal
from lantern.organisation.rules.refusals import NotAllowed, refuse
from lantern.organisation.rules.versions import against_day, against_withdrawing
from lantern.tenancy.current import current_id
from lantern.tenancy.models import Partnership
from lantern.tenancy.steady import while_nobody_reads
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

LARGEST = 2**31 - 1


class ChangedMeanwhile(NotAllowed):
    """Somebody else changed the arrangement since it was looked at."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed the arrangement since you looked. See what your change does now.")


@dataclass(frozen=True)
class Published:
    """A version that was made, and the obligations that it moved."""

    version: ArrangementVersion
    moved: tuple[Moved, ...]


@action
def publish_arrangement(
    *, document: dict[str, Any], effective_from: date, by: Member | None, at: datetime
) -> ArrangementVersion:
    """A further version as it stands in a preset or a file; what is owed is not worked out again.

    Earlier days keep theirs (PAR-7). Raises pydantic's `ValidationError`.
    """
    Arrangement.model_validate(document)
    number = ArrangementVersion.objects.count() + 1
    version = ArrangementVersion.objects.create(number=number, effective_from=effective_from, document=document, by=by)
    _noticed()
    trail.record("organisation.arrangement_published", version, by=by, at=at)
    return version


@action
def change_arrangement(
    *, values: Mapping[str, Any], effective_from: date, note: str = "", seen: int, by: Member, at: datetime
) -> Published:
    """The arrangement with `values` put in, from that day on; open obligations that follow it move at once (PAR-7).

    `seen` is the partnership's `arrangement_version` when the person looked. Raises `ChangedMeanwhile`, and `NotAllowed` for a
    day that is over and for a change of nothing.
    """
    _alone_since(seen)
    refuse(against_day(effective_from, london(at).date()))
    plan = planned(arrangement_versions(), values, effective_from, at)
    refuse("" if differing(plan.before, plan.after) else "Nothing would change: all of this holds on that day already.")
    if plan.replaces:
        _withdraw(plan.replaces, by, at, replaced_by=plan.number)
    version = _published(plan, note, by)
    moved = _followed(version, plan.change, by, at)
    trail.record("organisation.arrangement_published", version, by=by, at=at)
    return Published(version, moved)


@action
def withdraw_arrangement(*, number: int, seen: int, by: Member, at: datetime) -> ArrangementVersion:
    """A version that has not taken effect yet never will; it stays in the history (PAR-7).

    Raises `NotAllowed` once it is in force, and `ChangedMeanwhile`.
    """
    _alone_since(seen)
    change, version = withdrawal(arrangement_versions(), number, at)
    refuse(against_withdrawing(version, london(at).date()))
    row = _withdraw(number, by, at)
    _noticed()
    _followed(row, change, by, at)
    trail.record("organisation.arrangement_withdrawn", row, by=by, at=at)
    return row


def _alone_since(seen: int) -> None:
    """Wait until nobody works by the arrangement any more, keep others out, and see that nobody changed it before."""
    while_nobody_reads(ARRANGEMENT)
    if current_partnership().arrangement_version != seen:
        raise ChangedMeanwhile


def _published(plan: Planned, note: str, by: Member) -> ArrangementVersion:
    version = ArrangementVersion.objects.create(
        number=plan.number,
        effective_from=plan.since,
        document=plan.after.model_dump(mode="json"),
        note=note.strip(),
        by=by,
    )
    _noticed()
    return version


def _followed(version: ArrangementVersion, change: Change, by: Member, at: datetime) -> tuple[Moved, ...]:
    """Let the rooms above follow; how many open obligations moved stays with the version."""
    moved = consequences.carried_out(change, by, at)
    version.moved = sum(each.is_open for each in moved)
    version.save(update_fields=["moved"])
    return moved


def _withdraw(number: int, by: Member, at: datetime, replaced_by: int | None = None) -> ArrangementVersion:
    row: ArrangementVersion = ArrangementVersion.objects.get(number=number)
    row.withdrawn_at, row.withdrawn_by, row.replaced_by = at, by, replaced_by
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "replaced_by"])
    return row


def _noticed() -> None:
    """Tell every process to read the arrangement anew.

    A number that never comes again, where the next one would: what a process read in a transaction that was rolled back
    would pass for the following change.
    """
    Partnership.objects.filter(pk=current_id()).update(arrangement_version=randbelow(LARGEST) + 1)
