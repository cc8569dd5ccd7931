"""The list of persons of concern, and one person's page (EXP-5)."""

from django.http import QueryDict
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.children.naming import name_for
from lantern.design.frame import Link
from lantern.design.keyset import at_the_beginning, paged
from lantern.design.listing import Pill, counted, pills
from lantern.network.models import PersonOfConcern
from lantern.network.parts import persons as parts
from lantern.network.queries import person as one
from lantern.network.queries.orders import expiry_days
from lantern.network.queries.persons import ORDER, Asked, for_rows, persons
from lantern.network.searches import leave_trail
from lantern.network.vocabulary.persons import Shown, Sort
from lantern.trail import actions as trail

SEE = Permission.SEE_PERSONS
COUNTED_TO = 250
LOOK = "network/persons"
SHOWN = [
    (Shown.CURRENT, "All"),
    (Shown.ORDERS, "With an order in force"),
    (Shown.CHILDREN, "Children themselves"),
    (Shown.CLOSED, "Closed"),
]
SORTS = [(Sort.NAME, "Name"), (Sort.LATEST, "Newest record")]


@page("network/persons.html", may=SEE)
def listing(request: Request) -> Response:
    """What the address asks for, a page at a time."""
    asked, viewer = Asked.read(request.GET), request.viewer
    found = persons(viewer, asked)
    part = paged(for_rows(found, viewer), request.GET, order=ORDER[asked.sort], count=counted(found, COUNTED_TO))
    if asked.text:
        leave_trail(LOOK, asked.text, part.rows, by=request.member, at=request.now)
    else:
        trail.viewed_many(LOOK, list(part.rows), by=request.member, at=request.now)
    start = at_the_beginning(request.GET)
    return request.show(
        listing=part,
        asked=asked,
        place=viewer.areas.name(viewer.focus),
        filters=_filters(start),
        sorts=pills(start, "sort", [(each.value, label) for each, label in SORTS]),
        kept=[(name, value) for name, value in start.items() if name != "q"],
        columns=parts.COLUMNS,
        rows=parts.rows(part.rows, viewer),
        tabs=parts.tabs("persons"),
        take_out_url=take_out_url(viewer, "persons-of-concern", request.GET),
        may_record=viewer.may(Permission.RECORD_PERSONS),
    )


def _filters(params: QueryDict) -> list[tuple[str, tuple[Pill, ...]]]:
    return [("Which persons", pills(params, "show", [(each.value, label) for each, label in SHOWN]))]


@page("network/person.html", may=SEE, along=one.with_history)
def person(request: Request, person: PersonOfConcern) -> Response:
    """All that is known of one person, with who says so; a child who is one is a victim first."""
    viewer = request.viewer
    ties, said = one.ties_to_children(person, viewer), one.said_of(person)
    others = one.ties_to_persons(person, viewer)
    child = one.child_of(person)
    seen = {each.child_id: each.child for each in ties} | ({child.pk: child} if child else {})
    trail.viewed_many("network/person", list(seen.values()), by=request.member, at=request.now)
    return request.show(
        person=person,
        breadcrumbs=[Link("Persons of concern", reverse("network:persons"))],
        child=child,
        child_name=name_for(child, viewer) if child else "",
        statements=parts.statements(said, viewer),
        taken_back=parts.taken_back(said, viewer),
        child_ties=parts.child_ties(ties, viewer),
        person_ties=parts.person_ties(others, person, viewer),
        grades=parts.grades(said, ties, others),
        orders=parts.orders(one.orders_of(person), viewer, expiry_days(viewer)),
        turns=parts.turns(person),
        joinings=parts.joinings(person),
        may_record=viewer.may(Permission.RECORD_PERSONS) and not person.closed_at,
        may_turn=viewer.may(Permission.RECORD_PERSONS),
    )
