"""Invented children as records, many at a time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from lantern.children.actions.child import described_child, take_numbers
from lantern.children.actions.keys import refresh_keys
from lantern.children.models import (
    Address,
    Allocation,
    Child,
    ChildName,
    ChildReference,
    Placement,
    SchoolAbsence,
    SchoolFact,
    ServiceStatus,
)
from lantern.children.queries.standing import areas_of_postcodes
from lantern.children.rules.described import Described
from lantern.children.vocabulary import ReferenceSystem, Status, WorkKind
from lantern.demo.rules.child import Child as Drawn
from lantern.demo.rules.schooling import absences, held
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

SOURCE = "council list"
PLACED_BY_OTHERS = 7  # one in so many of the children placed in the county


@action
def register(
    *, drawn: list[Drawn], workers: Mapping[str, Member], neighbours: Mapping[str, str], by: None, at: datetime
) -> dict[int, Child]:
    """Records for `drawn`, by their number there; `neighbours` are the authorities round about, by their keys."""
    areas = areas_of_postcodes(home.postcode for each in drawn for home in each.residences)
    first = take_numbers(len(drawn))
    children = {each.number: _child(each, first + place, areas, at) for place, each in enumerate(drawn)}
    Child.objects.bulk_create(children.values(), batch_size=1_000)
    ChildReference.objects.bulk_create(_references(drawn, children), batch_size=1_000)
    ChildName.objects.bulk_create(
        ChildName(child=children[each.number], kind=name.kind, forename=name.forename, surname=name.surname)
        for each in drawn
        for name in each.other_names
    )
    Address.objects.bulk_create(_addresses(drawn, children, areas), batch_size=1_000)
    ServiceStatus.objects.bulk_create(
        ServiceStatus(
            child=children[each.number],
            status=one.status,
            legal_status=one.legal_status,
            since=one.since,
            until=one.until,
            home_authority=_home_authority(each, neighbours) if one.until is None else "",
        )
        for each in drawn
        for one in each.services
    )
    Placement.objects.bulk_create(_placements(drawn, children, neighbours), batch_size=1_000)
    Allocation.objects.bulk_create(
        Allocation(
            child=children[each.number],
            member=workers[each.worker],
            kind=WorkKind.SOCIAL_WORKER,
            since=each.worker_since,
        )
        for each in drawn
        if each.worker and each.worker_since
    )
    _schooling(drawn, children, at)
    refresh_keys(children=children.values(), by=by, at=at)
    trail.record_many("children.created_from_list", list(children.values()), by=by, at=at)
    return children


def _schooling(drawn: list[Drawn], children: Mapping[int, Child], at: datetime) -> None:
    """What holds of their schooling, and absences from school beside missing episodes (MIS-14)."""
    today = london(at).date()
    facts = [(children[each.number], one) for each in drawn for one in held(each, today)]
    SchoolFact.objects.bulk_create(
        SchoolFact(child=child, kind=one.kind, since=one.since, until=one.until, at=at) for child, one in facts
    )
    missed = [(children[each.number], one) for each in drawn for one in absences(each, today)]
    SchoolAbsence.objects.bulk_create(
        SchoolAbsence(child=child, first=one.first, last=one.last, reason=one.reason, at=at) for child, one in missed
    )


def _child(drawn: Drawn, number: int, areas: Mapping[str, UUID], at: datetime) -> Child:
    home = drawn.residences[-1] if drawn.residences else None
    now = next((one for one in drawn.services if one.until is None), None)
    described = Described(
        forename=drawn.forename,
        surname=drawn.surname,
        born=drawn.born,
        sex=drawn.sex,
        pupil_number=drawn.pupil_number,
    )
    return described_child(
        described,
        number=number,
        at=at,
        known_as=drawn.known_as,
        pronouns=drawn.pronouns,
        ethnicity=drawn.ethnicity,
        area_id=areas.get(home.postcode.replace(" ", "")) if home else None,
        status=now.status if now else Status.NONE,
    )


def _references(drawn: Iterable[Drawn], children: Mapping[int, Child]) -> Iterable[ChildReference]:
    for each in drawn:
        for system, value in (
            (ReferenceSystem.COUNCIL, each.reference),
            (ReferenceSystem.POLICE, each.police_reference),
        ):
            if value:
                yield ChildReference(child=children[each.number], system=system, value=value)


def _addresses(drawn: Iterable[Drawn], children: Mapping[int, Child], areas: Mapping[str, UUID]) -> Iterable[Address]:
    for each in drawn:
        for home in each.residences:
            code = home.postcode.replace(" ", "")
            yield Address(
                child=children[each.number],
                text=home.text,
                postcode=code,
                area_id=areas.get(code),
                since=home.since,
                until=home.until,
                source=SOURCE,
            )


def _home_authority(drawn: Drawn, neighbours: Mapping[str, str]) -> str:
    """A neighbour is responsible for some of the children who are placed in the county (PAR-9)."""
    placed_here = drawn.placement is not None and not drawn.placement.out_of_area
    names = sorted(neighbours.values())
    return names[drawn.number % len(names)] if names and placed_here and drawn.number % PLACED_BY_OTHERS == 0 else ""


def _placements(
    drawn: Iterable[Drawn], children: Mapping[int, Child], neighbours: Mapping[str, str]
) -> Iterable[Placement]:
    for each in drawn:
        for one in each.placements:
            yield Placement(
                child=children[each.number],
                code=one.code,
                provider=one.provider,
                place=one.place,
                postcode=one.postcode.replace(" ", ""),
                out_of_area=one.out_of_area,
                host_authority=neighbours.get(one.area, "") if one.out_of_area else "",
                since=one.since,
                until=one.until,
                reason_ended=one.reason_ended,
            )
