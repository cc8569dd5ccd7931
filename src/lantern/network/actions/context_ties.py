"""Children and persons of concern tied to a peer group or a place (EXP-6)."""

from datetime import datetime

from lantern.children.models import Child
from lantern.network.actions.contexts import hold
from lantern.network.actions.ties import columns, settle
from lantern.network.models import Context, ContextChild, ContextPerson, PersonOfConcern
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary.contexts import ContextRole, ContextTieKind
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def tie_child_to(
    *, context: Context, child: Child, kind: ContextTieKind, tied: Tied, by: Member, at: datetime
) -> ContextChild:
    """A child belongs to it, goes there, was found there; a surer tie ends the one before, as between persons."""
    stands = hold(context)
    settle(ContextChild.objects.filter(context=stands, child=child, kind=kind), tied, by, at)
    made = ContextChild.objects.create(context=stands, child=child, kind=kind, by=by, at=at, **columns(tied))
    trail.record("network.context_child_tied", made, by=by, at=at)
    return made


@action
def tie_person_to(
    *, context: Context, person: PersonOfConcern, kind: ContextRole, tied: Tied, by: Member, at: datetime
) -> ContextPerson:
    """A person of concern has to do with it."""
    stands = hold(context)
    settle(ContextPerson.objects.filter(context=stands, person__root=person.root_id, kind=kind), tied, by, at)
    made = ContextPerson.objects.create(context=stands, person=person, kind=kind, by=by, at=at, **columns(tied))
    trail.record("network.context_person_tied", made, by=by, at=at)
    return made
