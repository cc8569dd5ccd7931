"""What the lists of persons of concern and of orders take out: the pages' own rows, without what is said of anybody (EXP-5)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lantern.access.viewer import Viewer
from lantern.documents.rules import Cell, Column, Holds
from lantern.exchange.queries.cells import time
from lantern.network.models import Order
from lantern.network.queries import contexts as of_contexts
from lantern.network.queries import orders as of_orders
from lantern.network.queries import persons as of_persons
from lantern.network.vocabulary.powers import Power

PERSON = (
    Column("Number", width=12),
    Column("Name", width=28),
    Column("Area"),
    Column("Children tied whom you see", Holds.NUMBER, width=14),
    Column("Orders in force", Holds.NUMBER, width=14),
    Column("Recorded", Holds.TIME),
    Column("Closed", Holds.TIME),
)
ORDER = (
    Column("Number", width=12),
    Column("Name", width=28),
    Column("Order or notice", width=34),
    Column("Issued", Holds.DAY),
    Column("Last day", Holds.DAY),
    Column("Ended", Holds.DAY),
)

CONTEXT = (
    Column("Number", width=12),
    Column("Name", width=34),
    Column("Kind", width=18),
    Column("Exploitation", width=14),
    Column("Area"),
    Column("Children tied whom you see", Holds.NUMBER, width=14),
    Column("Looked at again by", Holds.DAY),
    Column("Late steps", Holds.NUMBER, width=12),
)


def persons(viewer: Viewer, params: Mapping[str, str]) -> QuerySet[Any]:
    """As the page is narrowed."""
    return of_persons.for_rows(of_persons.persons(viewer, of_persons.Asked.read(params)), viewer)


def person(each: Any, viewer: Viewer) -> Sequence[Cell]:
    """Who it is; not what they are told by where no name is known, which is free text."""
    return (
        each.number,
        each.name or "not known",
        each.area.name if each.area else "",
        each.children or 0,
        each.in_force or 0,
        time(each.at),
        time(each.closed_at),
    )


def person_about(each: Any) -> tuple[UUID, ...]:
    """The child that the person is, where somebody said so."""
    return (each.child_id,) if each.child_id else ()


def orders(viewer: Viewer, params: Mapping[str, str]) -> QuerySet[Any]:
    """As the page is narrowed."""
    return of_orders.orders(viewer, of_orders.OrdersAsked.read(params))


def order(each: Order, viewer: Viewer) -> Sequence[Cell]:
    """The power and its days, without conditions."""
    of = each.context or each.person.root
    label = Power(each.power).label
    return (of.number, of.name or "not known", label, each.issued_on, each.expires_on, each.ended_on)


def order_about(each: Order) -> tuple[UUID, ...]:
    """The child against whom it is, where the person is one."""
    return person_about(each.person.root) if each.person else ()


def contexts(viewer: Viewer, params: Mapping[str, str]) -> QuerySet[Any]:
    """As the page is narrowed."""
    return of_contexts.for_rows(of_contexts.contexts(viewer, of_contexts.Asked.read(params)), viewer)


def context(each: Any, viewer: Viewer) -> Sequence[Cell]:
    """What it is and how its review stands, without its assessment."""
    area, numbers = each.area.name if each.area else "", (each.children or 0, each.late or 0)
    return (each.number, each.name, each.kind, each.certainty, area, numbers[0], each.review_on, numbers[1])
