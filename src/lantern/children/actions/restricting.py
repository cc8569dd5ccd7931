"""A record restricted to people named, who they are, and whether it must stay so (SHA-4)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lantern.children import changes
from lantern.children.actions.numbers import next_number_of
from lantern.children.models import Child, NamedPerson, Restriction, RestrictionReview
from lantern.children.queries.restricted import can_be_named, can_see
from lantern.children.rules import restricting as rules
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import Ground
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def restrict(
    *, child: Child, ground: Ground, words: str, named: Collection[Member], by: Member, at: datetime
) -> Restriction:
    """Only `named` see the record from now on; whoever restricts it too sees it no more unless among them.

    Raises `NotAllowed` when fewer than two of them could see it, or it is restricted already.
    """
    members = _who_can(child.pk, named, at)
    _check(rules.against_naming_only(len(members)))
    try:
        with transaction.atomic():
            made = Restriction.objects.create(
                child=child, number=f"R{next_number_of(Restriction):07d}", ground=ground, words=words, by=by, at=at,
                reviewed_on=london(at).date(),
            )  # fmt: skip
    except IntegrityError as error:
        raise NotAllowed(rules.ALREADY) from error
    NamedPerson.objects.bulk_create(_named(made, each, by, at) for each in members)
    trail.record("children.restricted", made, by=by, at=at)
    changes.changed([child.pk], by, at)
    return made


@action
def name_person(*, restriction: Restriction, member: Member, by: Member, at: datetime) -> NamedPerson:
    """One more person sees the record. Raises `NotAllowed` when they could not see it, or are named already."""
    _hold(restriction)
    if not _who_can(restriction.child_id, [member], at):
        raise NotAllowed(rules.CANNOT)
    if NamedPerson.objects.filter(restriction=restriction, member=member, ended_at=None).exists():
        raise NotAllowed(rules.NAMED_ALREADY)
    person = _named(restriction, member, by, at)
    person.save(force_insert=True)
    trail.record("children.person_named", person, by=by, at=at)
    return person


@action
def take_off(*, person: NamedPerson, by: Member, at: datetime) -> None:
    """Somebody is named no more. Raises `NotAllowed` when fewer than two who can see the record would be left."""
    _hold(person.restriction)
    person.refresh_from_db()
    if person.ended_at:
        raise NotAllowed("This person is not named any more.")
    left = can_see(person.restriction, london(at).date()).exclude(pk=person.member_id).count()
    _check(rules.against_taking_off(left))
    person.ended_at, person.ended_by = at, by
    person.save(update_fields=["ended_at", "ended_by"])
    trail.record("children.person_taken_off", person, by=by, at=at)


@action
def keep_restricted(*, restriction: Restriction, because: str, by: Member, at: datetime) -> RestrictionReview:
    """Looked at again, and it must stay restricted; the next review is counted from today."""
    _hold(restriction)
    today = london(at).date()
    review = RestrictionReview.objects.create(
        child_id=restriction.child_id, restriction=restriction, on=today, because=because, by=by, at=at
    )
    restriction.reviewed_on = today
    restriction.save(update_fields=["reviewed_on"])
    trail.record("children.restriction_kept", review, by=by, at=at)
    changes.changed([restriction.child_id], by, at)
    return review


@action
def lift(*, restriction: Restriction, because: str, by: Member, at: datetime) -> None:
    """Role and work decide again who sees the record."""
    _hold(restriction)
    restriction.lifted_at, restriction.lifted_by, restriction.lifted_because = at, by, because
    restriction.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    trail.record("children.restriction_lifted", restriction, by=by, at=at)
    changes.changed([restriction.child_id], by, at)


@action
def name_anew(*, restriction: Restriction, named: Collection[Member], by: Member, at: datetime) -> None:
    """Information governance names people on a record that has nobody left, of which they see nothing themselves.

    Raises `NotAllowed` when somebody is left, or fewer than two of `named` could see the record.
    """
    _hold(restriction)
    if can_see(restriction, london(at).date()).exists():
        raise NotAllowed(rules.HAS_PEOPLE)
    members = _who_can(restriction.child_id, named, at)
    _check(rules.against_naming_only(len(members)))
    held = set(NamedPerson.objects.filter(restriction=restriction, ended_at=None).values_list("member_id", flat=True))
    people = [_named(restriction, each, by, at) for each in members if each.pk not in held]
    NamedPerson.objects.bulk_create(people)
    trail.record_many("children.person_named", people, by=by, at=at)


def _hold(restriction: Restriction) -> None:
    """Wait for whoever changes it, and see it as it stands then. Raises `NotAllowed` when it is lifted."""
    Restriction.objects.select_for_update().get(pk=restriction.pk)
    restriction.refresh_from_db()
    _check(rules.OVER if restriction.lifted_at else "")


def _who_can(child: UUID, members: Collection[Member], at: datetime) -> list[Member]:
    """Those of `members` who could see the child's record if they were named."""
    return list(can_be_named(child, london(at).date()).filter(pk__in=[each.pk for each in members]))


def _named(restriction: Restriction, member: Member, by: Member, at: datetime) -> NamedPerson:
    return NamedPerson(restriction=restriction, child_id=restriction.child_id, member=member, by=by, at=at)


def _check(reason: str) -> None:
    if reason:
        raise NotAllowed(reason)
