"""Everything that can be done to a person of concern, and watching that what was refused wrote nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from lantern.children.rules.refusals import NotAllowed
from lantern.network.actions.joining import join
from lantern.network.actions.orders import end_order, record_breach, record_order
from lantern.network.actions.persons import change_person, close_person, reopen_person
from lantern.network.actions.same_child import say_other_child, say_same_child
from lantern.network.actions.statements import withdraw
from lantern.network.actions.ties import end_tie, tie_person
from lantern.network.models import Order, PersonOfConcern
from lantern.network.rules.tied import Issued
from lantern.network.vocabulary.persons import About, PersonTieKind
from lantern.network.vocabulary.powers import Power
from tests.factories.people import now
from tests.factories.today import today
from tests.integration.access.whole import whole_of
from tests.integration.network.concern import KNOWN, Concern

Act = Callable[[Concern, PersonOfConcern], object]


def an_order(concern: Concern, person: PersonOfConcern) -> Order:
    """A warning notice of today without an end."""
    issued = Issued(Power.ABDUCTION, today(), "Fictional Police")
    return record_order(person=person, issued=issued, by=concern.county, at=now())


def changed(concern: Concern, person: PersonOfConcern, name: str = "Vincent Madeup") -> None:
    """Another name, by who read the record as it stands."""
    stands = PersonOfConcern.objects.get(pk=person.pk)
    said = {"name": name, "description": stands.description, "area": stands.area, "version": stands.version}
    change_person(person=person, by=concern.county, at=now(), **said)


def closed(concern: Concern, person: PersonOfConcern, because: str = "A namesake.") -> None:
    """No person of concern after all."""
    close_person(person=person, because=because, by=concern.county, at=now())


def reopened(concern: Concern, person: PersonOfConcern) -> None:
    """One after all."""
    reopen_person(person=person, because="He is.", by=concern.county, at=now())


def tied_to(concern: Concern, person: PersonOfConcern, other: PersonOfConcern) -> object:
    """Known to direct the other."""
    return tie_person(person=person, other=other, kind=PersonTieKind.DIRECTS, tied=KNOWN, by=concern.county, at=now())


def joined(concern: Concern, person: PersonOfConcern, other: PersonOfConcern) -> object:
    """The other is the same person."""
    return join(person=person, other=other, because="One phone.", by=concern.county, at=now())


def ended(concern: Concern, tie: object) -> None:
    """Over since today."""
    end_tie(tie=tie, on=today(), because="Moved away.", by=concern.county, at=now())


def lifted(concern: Concern, order: Order) -> None:
    """An order that ended today."""
    end_order(order=order, on=today(), because="Quashed.", by=concern.county, at=now())


def breached(concern: Concern, order: Order) -> object:
    """Not kept, today."""
    return record_breach(order=order, on=today(), words="Seen nearby.", reported_to="", by=concern.county, at=now())


def taken_back(concern: Concern, said: object) -> None:
    """Recorded by mistake."""
    withdraw(said=said, because="A mistake.", by=concern.county, at=now())


ADDS: dict[str, Act] = {
    "said": lambda concern, person: concern.says(person, About.ALIAS, "Vee"),
    "a vehicle": lambda concern, person: concern.says(person, About.VEHICLE, "AB12 CDE"),
    "a child tied": lambda concern, person: concern.tie(person, concern.children()[0]),
    "another tied": lambda concern, person: tied_to(concern, person, concern.person("Mick Nowhere")),
    "ordered": an_order,
    "changed": changed,
    "closed": closed,
    "the child": lambda concern, person: say_same_child(
        person=person, child=concern.children()[0], by=concern.county, at=now()
    ),
    "not the child": lambda concern, person: say_other_child(
        person=person, child=concern.children()[0], by=concern.county, at=now()
    ),
}
"""What adds to a record or decides about it: each needs a record that is open and stands for itself."""


@contextmanager
def refused(concern: Concern, words: str) -> Iterator[None]:
    """What is done inside is refused in these words, and no row of any table is other than before."""
    before = whole_of(concern.here.pk)
    with pytest.raises(NotAllowed, match=words) as told:
        yield
    assert told.value.reason.endswith("."), "a sentence to show"
    assert whole_of(concern.here.pk) == before
