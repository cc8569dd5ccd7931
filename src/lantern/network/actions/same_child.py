"""Whether a person of concern is a child there is a record of: a person says so, and nothing else does (EXP-5)."""

from datetime import datetime

from lantern.children.models import Child
from lantern.children.rules.refusals import NotAllowed
from lantern.network.actions.persons import hold
from lantern.network.models import PersonOfConcern, SameChild
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def say_same_child(*, person: PersonOfConcern, child: Child, by: Member, at: datetime) -> None:
    """The person is this child: seen from now on by who may see the child, and by nobody else.

    Raises `NotAllowed` when the person is another child, or another record joined to this one is.
    """
    stands = hold(person)
    others = PersonOfConcern.objects.filter(root=stands, child__isnull=False).exclude(child=child)
    if stands.child_id or others.exists():
        raise NotAllowed("This person is linked to a child already. Take that back first.")
    _decide(stands, child, same=True, by=by, at=at)
    stands.child = child
    stands.save(update_fields=["child"])
    trail.record("network.person_is_child", stands, by=by, at=at)


@action
def say_other_child(*, person: PersonOfConcern, child: Child, by: Member, at: datetime) -> None:
    """The person is somebody else than this child, who is proposed no more."""
    stands = hold(person)
    if stands.child_id == child.pk:
        raise NotAllowed("This person is linked to that child. Take that back first.")
    made = _decide(stands, child, same=False, by=by, at=at)
    trail.record("network.person_is_not_child", made, by=by, at=at)


@action
def take_back_child(*, decision: SameChild, by: Member, at: datetime) -> None:
    """A decision was wrong: the link is undone, or the child is proposed again."""
    # The person before the decision, as whoever decides anew does.
    person = PersonOfConcern.objects.select_for_update(of=("self",)).get(pk=decision.person_id)
    stands = SameChild.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if stands.undone_at:
        raise NotAllowed("This was taken back already.")
    _undo(stands, by, at)
    if stands.same:
        person.child = None
        person.save(update_fields=["child"])
    trail.record("network.person_child_undone", stands, by=by, at=at)


def _decide(person: PersonOfConcern, child: Child, *, same: bool, by: Member, at: datetime) -> SameChild:
    """Remembered in place of what was said of the two before."""
    for before in SameChild.objects.filter(person=person, child=child, undone_at=None):
        _undo(before, by, at)
    return SameChild.objects.create(person=person, child=child, same=same, by=by, at=at)


def _undo(decision: SameChild, by: Member, at: datetime) -> None:
    decision.undone_at, decision.undone_by = at, by
    decision.save(update_fields=["undone_at", "undone_by"])
