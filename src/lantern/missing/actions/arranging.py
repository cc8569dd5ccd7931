"""What episodes owe, brought in line with a change of the arrangement (PAR-7)."""

from datetime import datetime

from lantern.missing.queries.arranging import moves
from lantern.missing.queries.owing import SUBJECT
from lantern.obligations import actions as obligations
from lantern.organisation.models import Member
from lantern.organisation.rules.consequences import Change, Moved
from lantern.trail.acting import action


@action
def follow_arrangement(*, change: Change, by: Member | None, at: datetime) -> tuple[Moved, ...]:
    """Settle anew what the change moves and leave the rest alone; everything that moved."""
    found: list[Moved] = []
    for moved, claims in moves(change):
        found += moved
        if moved:
            subjects = {one.subject for one in moved}
            obligations.settle(subject_kind=SUBJECT, subjects=subjects, claims=claims, by=by, at=at)
    return tuple(found)
