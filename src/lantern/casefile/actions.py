"""A transfer summary leaves: for whom and what for, on the trail of the child (PAR-9, SHA-6)."""

from datetime import datetime

from lantern.children.models import Child
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def take_out_summary(*, child: Child, receiving: str, purpose: str, by: Member, at: datetime) -> None:
    """Before the page is shown: one entry of its own, besides the look and the print."""
    trail.record("casefile.transfer_taken_out", child, by=by, at=at, purpose=purpose, detail=f"For {receiving}")
