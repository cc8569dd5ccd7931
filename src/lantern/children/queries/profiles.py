"""Children as profiles, for matching (MIS-4)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, F, QuerySet, Value

from lantern.children.models import Address, Child, ChildName, ChildReference, MatchProfile
from lantern.children.rules.described import Described
from lantern.children.rules.profiles import Profile

Descriptions = Callable[[list[UUID]], dict[UUID, list[Described]]]
_further: list[Descriptions] = []
BLANKS = {
    "forename": Value("", CharField()),
    "surname": Value("", CharField()),
    "born": Value(None, DateField()),
    "sex": Value("", CharField()),
    "address": Value("", CharField()),
    "postcode": Value("", CharField()),
    "pupil_number": Value("", CharField()),
    "reference": Value("", CharField()),
}


def describe_further(source: Descriptions) -> None:
    """A higher room knows more descriptions of children (what notifications said of them); called at start-up."""
    if source not in _further:
        _further.append(source)


def profiles_of(ids: Iterable[UUID]) -> dict[UUID, Profile]:
    """What is known of each child, as it was gathered when it last changed; one query for any number."""
    wanted = list(ids)
    rows = MatchProfile.objects.filter(child__in=wanted).values_list("child_id", "said")
    found = {child: Profile.from_json(said) for child, said in rows}
    left = [child for child in wanted if child not in found]  # of an earlier version, not met since
    return found | gathered_profiles(left) if left else found


def gathered_profiles(ids: Iterable[UUID]) -> dict[UUID, Profile]:
    """What is known of each child, from the record and whatever else describes them, and of records merged into it."""
    wanted = list(ids)
    into = dict(Child.objects.filter(merged_into__in=wanted).values_list("pk", "merged_into_id"))
    described: dict[UUID, list[Described]] = defaultdict(list)
    for source in (_recorded, *_further):
        for child, found in source([*wanted, *into]).items():
            described[into.get(child, child)].extend(found)
    return {child: Profile.of(*described[child]) for child in wanted}


def recorded_profiles(ids: Iterable[UUID]) -> dict[UUID, Profile]:
    """What the record alone says of each child; one query."""
    wanted = list(ids)
    described = _recorded(wanted) if wanted else {}
    return {child: Profile.of(*described.get(child, ())) for child in wanted}


def _recorded(ids: list[UUID]) -> dict[UUID, list[Described]]:
    """What the record itself says, read in one query: a row for each name, address and number."""
    children = Child.objects.filter(pk__in=ids)
    rows = _said(
        children, "pk", forename="forename", surname="surname", born="born", sex="sex", pupil_number="pupil_number"
    ).union(
        _said(children.exclude(known_as=""), "pk", forename="known_as", surname="surname"),
        _said(ChildName.objects.filter(child__in=ids), "child_id", forename="forename", surname="surname"),
        _said(Address.objects.filter(child__in=ids), "child_id", address="text", postcode="postcode"),
        _said(ChildReference.objects.filter(child__in=ids), "child_id", reference="value"),
        all=True,
    )
    found: dict[UUID, list[Described]] = defaultdict(list)
    for child, forename, surname, born, sex, address, postcode, pupil, reference in rows:
        references = frozenset({reference} - {""})
        found[child].append(Described(forename, surname, born, sex, address, postcode, pupil, references))
    return found


def _said(rows: "QuerySet[Any, Any]", child: str, **fields: str) -> "QuerySet[Any, Any]":
    """`rows` as columns of a description, blank where they say nothing."""
    columns = {f"said_{name}": F(fields[name]) if name in fields else blank for name, blank in BLANKS.items()}
    return rows.annotate(said_child=F(child), **columns).values_list("said_child", *columns)
