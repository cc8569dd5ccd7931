"""What episodes owe, brought in line with a change of the arrangement (PAR-7)."""

from datetime import datetime

from lantern.missing.actions.firing import fire
from lantern.missing.queries.arranging import moves
from lantern.missing.queries.owing import SUBJECTS
from lantern.obligations import actions as obligations
from lantern.organisation.models import Member
from lantern.organisation.rules.consequences import Change, Moved
from lantern.trail.acting import action


@action
def follow_arrangement(*, change: Change, by: Member | None, at: datetime) -> tuple[Moved, ...]:
    """Settle anew what the change moves and leave the rest alone; everything that moved."""
    found: list[Moved] = []
    for moved, claims, derived in moves(change):
        found += moved
        if derived:
            fire(children=[each.facts.child for each in derived], found=derived, by=by, at=at)
        for kind in SUBJECTS:
            owed = [claim for claim in claims if claim.subject_kind == kind]
            subjects = {one.subject for one in moved if one.subject_kind == kind} | {one.subject for one in owed}
            if subjects:
                obligations.settle(subject_kind=kind, subjects=subjects, claims=owed, by=by, at=at)
    return tuple(found)
