"""Children as profiles, for matching (MIS-4)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from uuid import UUID

from lantern.children.models import Address, Child, ChildName, ChildReference
from lantern.children.rules.described import Described
from lantern.children.rules.profiles import Profile

Descriptions = Callable[[list[UUID]], dict[UUID, list[Described]]]
_further: list[Descriptions] = []


def describe_further(source: Descriptions) -> None:
    """A higher room knows more descriptions of children (what notifications said of them); called at start-up."""
    if source not in _further:
        _further.append(source)


def profiles_of(ids: Iterable[UUID]) -> dict[UUID, Profile]:
    """What is known of each child, from the record and whatever else describes them; five queries for any number."""
    wanted = list(ids)
    described: dict[UUID, list[Described]] = defaultdict(list)
    for source in (_own, _names, _addresses, _references, *_further):
        for child, found in source(wanted).items():
            described[child].extend(found)
    return {child: Profile.of(*described[child]) for child in wanted}


def _own(ids: list[UUID]) -> dict[UUID, list[Described]]:
    rows = Child.objects.filter(pk__in=ids).values_list("pk", "forename", "surname", "born", "sex", "pupil_number")
    return {
        pk: [Described(forename=forename, surname=surname, born=born, sex=sex, pupil_number=pupil)]
        for pk, forename, surname, born, sex, pupil in rows
    }


def _names(ids: list[UUID]) -> dict[UUID, list[Described]]:
    found: dict[UUID, list[Described]] = defaultdict(list)
    for child, forename, surname in ChildName.objects.filter(child__in=ids).values_list(
        "child_id", "forename", "surname"
    ):
        found[child].append(Described(forename=forename, surname=surname))
    return found


def _addresses(ids: list[UUID]) -> dict[UUID, list[Described]]:
    found: dict[UUID, list[Described]] = defaultdict(list)
    for child, text, postcode in Address.objects.filter(child__in=ids).values_list("child_id", "text", "postcode"):
        found[child].append(Described(address=text, postcode=postcode))
    return found


def _references(ids: list[UUID]) -> dict[UUID, list[Described]]:
    found: dict[UUID, list[Described]] = defaultdict(list)
    for child, value in ChildReference.objects.filter(child__in=ids).values_list("child_id", "value"):
        found[child].append(Described(references=frozenset({value})))
    return found
