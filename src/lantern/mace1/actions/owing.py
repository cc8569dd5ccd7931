"""What the room owes, brought in line with its facts; working it out again changes nothing (M1-6)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from lantern.mace1.queries.owing import ACTION, claims_of_actions
from lantern.obligations import actions as obligations
from lantern.organisation.models import Member
from lantern.trail.acting import action


@action
def settle_actions(*, actions: Collection[UUID], by: Member | None, at: datetime) -> None:
    """What these actions ask of whom, as they stand now."""
    if actions:
        claims = list(claims_of_actions(actions))
        obligations.settle(subject_kind=ACTION, subjects=actions, claims=claims, by=by, at=at)
