"""Two records of one person of concern joined, and parted again (EXP-5)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lantern.children.rules.refusals import NotAllowed
from lantern.network.actions.persons import CLOSED
from lantern.network.models import Joining, PersonOfConcern
from lantern.network.rules import joining as rules
from lantern.organisation.models import Member
from lantern.tenancy.current import one_at_a_time
from lantern.trail import actions as trail
from lantern.trail.acting import action

JOINING = "joining persons of concern"


@action
def join(*, person: PersonOfConcern, other: PersonOfConcern, because: str, by: Member, at: datetime) -> Joining:
    """`other` is the same person: `person` stands for both from now on, and shows what both hold.

    Raises `NotAllowed` when either stands for another already, when `person` is closed, or when one of them alone is linked
    to a child.
    """
    one_at_a_time(JOINING)
    _check(rules.against_joining(person.pk, other.pk, _joined()))
    _check(CLOSED if PersonOfConcern.objects.filter(pk=person.pk, closed_at__isnull=False).exists() else "")
    family = PersonOfConcern.objects.filter(root__in=[person.pk, other.pk])
    children = {root: set() for root in (person.pk, other.pk)}  # type: dict[UUID, set[UUID]]
    for root, child in family.filter(child__isnull=False).values_list("root_id", "child_id"):
        children[root].add(child)
    _check(rules.CHILD_FIRST if children[person.pk] != children[other.pk] else "")
    made = Joining.objects.create(person=person, other=other, because=because, by=by, at=at)
    refresh_roots(family.values_list("pk", flat=True))
    trail.record("network.persons_joined", made, by=by, at=at)
    return made


@action
def part(*, joining: Joining, by: Member, at: datetime) -> None:
    """They are two after all: each has again what was recorded on it."""
    one_at_a_time(JOINING)
    stands = Joining.objects.get(pk=joining.pk)
    _check("These two were parted already." if stands.undone_at else "")
    root = PersonOfConcern.objects.get(pk=stands.other_id).root_id
    family = list(PersonOfConcern.objects.filter(root=root).values_list("pk", flat=True))
    stands.undone_at, stands.undone_by = at, by
    stands.save(update_fields=["undone_at", "undone_by"])
    refresh_roots(family)
    trail.record("network.persons_parted", stands, by=by, at=at)


def refresh_roots(persons: Iterable[UUID]) -> None:
    """Which record stands for each of `persons`, worked out anew from the joinings that hold."""
    joined = _joined()
    for each in PersonOfConcern.objects.filter(pk__in=persons):
        root = rules.root_of(each.pk, joined)
        if each.root_id != root:
            each.root_id = root
            each.save(update_fields=["root"])


def _joined() -> dict[UUID, UUID]:
    return dict(Joining.objects.filter(undone_at=None).values_list("other_id", "person_id"))


def _check(reason: str) -> None:
    if reason:
        raise NotAllowed(reason)
