"""A record opened by a person, with all that they know of the child."""

from datetime import datetime

from lantern.children.actions.child import add_reference, create_child
from lantern.children.actions.circumstances import move_to, set_status
from lantern.children.actions.lookalikes import look_for_doubles
from lantern.children.models import Child
from lantern.children.rules.opening import Opening
from lantern.children.vocabulary import Status
from lantern.organisation.models import Member
from lantern.trail.acting import action


@action
def open_record(*, opening: Opening, by: Member, at: datetime) -> Child:
    """A record with address, status and references. Raises `NotAllowed` when a reference stands on another record."""
    described = opening.described
    child = create_child(
        described=described,
        known_as=opening.known_as,
        pronouns=opening.pronouns,
        ethnicity=opening.ethnicity,
        by=by,
        at=at,
    )
    if described.address or described.postcode:
        move_to(
            child=child, text=described.address, postcode=described.postcode, since=None, by=by, at=at, source=by.name
        )
    if opening.status is not Status.NONE:
        set_status(child=child, status=opening.status, since=None, by=by, at=at)
    for system, value in opening.references.items():
        add_reference(child=child, system=system, value=value, by=by, at=at)
    look_for_doubles(children=[child.pk], by=by, at=at)
    return child
