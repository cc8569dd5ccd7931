"""Actions as claims upon the table of obligations: each is somebody's to do by a day (M1-6, MSR-11)."""

from collections.abc import Collection, Iterator
from uuid import UUID

from lantern.mace1.models import Action
from lantern.obligations.rules import Claim
from lantern.timekeeping.clocks import last_minute

ACTION, DO = "mace1 action", "mace1 action"
COORDINATOR = "missing coordinator"
"""Who sees to an action of an agency that nobody sits for."""


def claims_of_actions(actions: Collection[UUID]) -> Iterator[Claim]:
    """Those that are issued and not dropped, until the last minute of their day."""
    for each in Action.objects.filter(pk__in=actions, issued_at__isnull=False, dropped_at=None):
        assert each.issued_at is not None
        yield Claim(
            child=each.child_id, subject_kind=ACTION, subject=each.pk, kind=DO, cause="meeting",
            starts_at=each.issued_at, due_at=max(each.issued_at, last_minute(each.due_on)),
            met_at=last_minute(each.done_on) if each.done_on else None, owner_role=COORDINATOR, owner=each.owner_id,
        )  # fmt: skip


def actions_of(children: Collection[UUID]) -> list[UUID]:
    """Every action of these children."""
    return list(Action.objects.filter(child__in=children).values_list("pk", flat=True))
