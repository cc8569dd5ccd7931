"""Incidents whose sender names the child by a number that the record holds: nobody has to be weighed (MIS-4)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from lantern.children.actions.keys import refresh_keys
from lantern.children.models import Child
from lantern.missing.actions.linking import LINKING, steps_follow
from lantern.missing.models import Decision, Incident
from lantern.missing.vocabulary import DecisionKind, Link
from lantern.organisation.models import Member
from lantern.tenancy.current import one_at_a_time
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def link_known(*, children: Mapping[UUID, UUID], why: str, by: Member | None, at: datetime) -> frozenset[UUID]:
    """Link waiting incidents to their children (incident to child); the children touched.

    What is linked already stays, and so does what a person said an incident is not. Folding is left to the caller.
    """
    one_at_a_time(LINKING)
    refused = Decision.objects.filter(incident__in=children, kind=DecisionKind.IS_NOT_CHILD, undone_at=None)
    denied = set(refused.values_list("incident_id", "child_id"))
    waiting = Incident.objects.filter(pk__in=children, child=None).order_by("pk").select_for_update()
    linked = [row for row in waiting if (row.pk, children[row.pk]) not in denied]
    for row in linked:
        row.child_id, row.link, row.why = children[row.pk], Link.MACHINE, why[:500]
    Incident.objects.set_many(linked, ["child", "link", "why"])
    steps_follow(linked)
    trail.record_many("missing.linked", linked, by=by, at=at)
    touched = frozenset(row.child_id for row in linked if row.child_id)
    refresh_keys(children=Child.objects.filter(pk__in=touched), by=by, at=at)
    return touched
