"""A person of concern recorded, changed, closed and opened again (EXP-5)."""

from datetime import datetime
from uuid import uuid4

from lantern.children.actions.numbers import next_number_of
from lantern.children.rules.names import parts
from lantern.children.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.network.models import PersonOfConcern, PersonTurn
from lantern.network.vocabulary.persons import Turn
from lantern.organisation.models import Area, Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

CLOSED = "This record is closed. Open it again first."
JOINED = "This record is joined to another. Open that one."


@action
def record_person(*, name: str, description: str, area: Area | None, by: Member, at: datetime) -> PersonOfConcern:
    """A new record; without a name the description stands for it."""
    number = f"P{next_number_of(PersonOfConcern):07d}"
    person = PersonOfConcern(
        id=uuid4(), number=number, name=name, sort_name=sorted_by(name), description=description, area=area, by=by, at=at
    )  # fmt: skip
    person.root = person
    person.save(force_insert=True)
    trail.record("network.person_recorded", person, by=by, at=at)
    return person


@action
def change_person(
    *, person: PersonOfConcern, name: str, description: str, area: Area | None, version: int, by: Member, at: datetime
) -> None:
    """Another name, description or area; what stood before stays in the history.

    Raises `ChangedMeanwhile` when somebody else saved since `version` was read.
    """
    stands = hold(person)
    if stands.version != version:
        raise ChangedMeanwhile
    if (name, description, area) == (stands.name, stands.description, stands.area):
        return
    before = f"Name: {stands.name or 'not known'}. Description: {stands.description or 'none'}."
    where = f" Area: {stands.area.name if stands.area else 'not known'}."
    stands.name, stands.description, stands.area = name, description, area
    stands.sort_name, stands.version = sorted_by(name), stands.version + 1
    stands.save(update_fields=["name", "description", "area", "sort_name", "version"])
    _turned(stands, Turn.CHANGED, before + where, by, at)


@action
def close_person(*, person: PersonOfConcern, because: str, by: Member, at: datetime) -> None:
    """No person of concern after all: the record stays, and leaves the lists of those who are."""
    stands = hold(person)
    stands.closed_at = at
    stands.save(update_fields=["closed_at"])
    _turned(stands, Turn.CLOSED, because, by, at)


@action
def reopen_person(*, person: PersonOfConcern, because: str, by: Member, at: datetime) -> None:
    """A person of concern again. Raises `NotAllowed` when the record is open."""
    stands = hold(person, closed_too=True)
    if stands.closed_at is None:
        raise NotAllowed("This record is open.")
    stands.closed_at = None
    stands.save(update_fields=["closed_at"])
    _turned(stands, Turn.REOPENED, because, by, at)


def hold(person: PersonOfConcern, *, closed_too: bool = False) -> PersonOfConcern:
    """The record as it stands, while nobody else changes it. Raises `NotAllowed` when it is joined to another, or closed."""
    stands = PersonOfConcern.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if stands.root_id != stands.pk:
        raise NotAllowed(JOINED)
    if stands.closed_at and not closed_too:
        raise NotAllowed(CLOSED)
    return stands


def sorted_by(name: str) -> str:
    """What lists are sorted by: plain letters, the last word of the name first; "" where the name is not known."""
    words = parts(name)
    return " ".join((*words[-1:], *words[:-1]))[:200]


def _turned(person: PersonOfConcern, what: Turn, because: str, by: Member, at: datetime) -> None:
    PersonTurn.objects.create(person=person, what=what, because=because, by=by, at=at)
    trail.record(f"network.person_{what}", person, by=by, at=at)
