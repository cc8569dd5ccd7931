"""A child's record: opened, named, changed."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from lantern.children.actions.keys import refresh_keys
from lantern.children.actions.lookalikes import look_for_doubles
from lantern.children.actions.numbers import next_number_of
from lantern.children.models import Child, ChildName, ChildReference
from lantern.children.rules.described import Described
from lantern.children.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.children.rules.searching import sort_name
from lantern.children.vocabulary import NameKind
from lantern.organisation.models import Area, Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def create_child(
    *,
    described: Described,
    by: Member | None,
    at: datetime,
    area: Area | None = None,
    provisional: bool = False,
    ethnicity: str = "",
    known_as: str = "",
    pronouns: str = "",
) -> Child:
    """A record for a child who has none; address, references and status are added by their own actions."""
    child = described_child(
        described,
        number=take_numbers(1),
        at=at,
        area_id=area.pk if area else None,
        provisional=provisional,
        ethnicity=ethnicity,
        known_as=known_as,
        pronouns=pronouns,
    )
    child.save(force_insert=True)
    trail.record("children.created", child, by=by, at=at)
    refresh_keys(children=[child], by=by, at=at)
    return child


@action
def change_child(*, child: Child, changes: dict[str, object], version: int, by: Member, at: datetime) -> Child:
    """Change what the record says of the child; a name that is replaced stays as a former one.

    Raises `ChangedMeanwhile` when somebody else saved since `version` was read; nothing is lost of either.
    """
    stands = Child.objects.select_for_update().get(pk=child.pk)
    if stands.version != version:
        raise ChangedMeanwhile
    if (changes.get("forename", stands.forename), changes.get("surname", stands.surname)) != (
        stands.forename,
        stands.surname,
    ):
        former = {"forename": stands.forename, "surname": stands.surname}
        ChildName.objects.create(child=stands, kind=NameKind.FORMER, until=london(at).date(), source=by.name, **former)
    for name, value in changes.items():
        setattr(stands, name, value)
    stands.sort_name = sort_name(stands.surname, stands.forename)
    stands.provisional = False
    stands.version += 1
    stands.save()
    trail.record("children.changed", stands, by=by, at=at)
    refresh_keys(children=[stands], by=by, at=at)
    look_for_doubles(children=[stands.pk], by=by, at=at)
    return stands


@action
def add_alias(
    *,
    child: Child,
    forename: str,
    surname: str,
    by: Member | None,
    at: datetime,
    since: date | None = None,
    source: str = "",
) -> ChildName:
    """Another name the child goes by."""
    alias = ChildName.objects.create(
        child=child, kind=NameKind.ALIAS, forename=forename, surname=surname, since=since, source=source
    )
    trail.record("children.alias_added", alias, by=by, at=at)
    refresh_keys(children=[child], by=by, at=at)
    return alias


@action
def add_reference(*, child: Child, system: str, value: str, by: Member | None, at: datetime) -> ChildReference:
    """Somebody else's number for the child. Raises `NotAllowed` when it stands on a record already."""
    try:
        with transaction.atomic():
            reference = ChildReference.objects.create(child=child, system=system, value=value)
    except IntegrityError as error:
        raise NotAllowed(f"“{value}” stands on a record already, as {system} reference. Check it.") from error
    trail.record("children.reference_added", reference, by=by, at=at)
    refresh_keys(children=[child], by=by, at=at)
    return reference


def described_child(described: Described, *, number: int, at: datetime, **others: Any) -> Child:
    """A child as described, not yet saved; `number` is one that `take_numbers` gave, `others` further fields."""
    return Child(
        number=f"L{number:07d}",
        forename=described.forename,
        surname=described.surname,
        sort_name=sort_name(described.surname, described.forename),
        born=described.born,
        sex=described.sex,
        pupil_number=described.pupil_number,
        created_at=at,
        **others,
    )


def take_numbers(count: int) -> int:
    """The first of `count` numbers of ours that nobody else gets; other takers wait until this transaction ends."""
    return next_number_of(Child)
