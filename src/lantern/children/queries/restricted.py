"""Restricted records: who is named on one, who of them can see it, and which have nobody left (SHA-4)."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access.viewer import Viewer
from lantern.children.models import Child, Conflict, NamedPerson, Restriction, RestrictionReview
from lantern.children.queries.lists import who_can_work_with_children
from lantern.organisation.models import Member

NAMED = Q(ended_at=None, restriction__lifted_at=None)
"""People named on a restriction that holds."""


def closed_to(member: Member) -> "QuerySet[Restriction, Any]":
    """The children whose records are restricted to others: a few rows, read from partial indexes within any list's query."""
    return _closed(member)


def closed_to_each(member: str) -> "QuerySet[Restriction, Any]":
    """As `closed_to`, for the member in that column of the rows around it."""
    return _closed(OuterRef(OuterRef(member)))


def _closed(member: Any) -> "QuerySet[Restriction, Any]":
    named = NamedPerson.objects.filter(restriction=OuterRef("pk"), member=member, ended_at=None)
    return Restriction.objects.filter(~Exists(named), lifted_at=None).values("child")


def closed_to_systems() -> "QuerySet[Restriction, Any]":
    """The children of every restricted record: no agency's system is a person who is named."""
    return Restriction.objects.filter(lifted_at=None).values("child")


def told_of(child: Child, viewer: Viewer) -> list[Restriction]:
    """Restrictions of the record that the viewer is named on, or was when they were lifted; the latest first."""
    found = Restriction.visible_to(viewer).filter(child=child)
    return list(found.select_related("by", "lifted_by").order_by("-at", "-id"))


def ever_named(restrictions: Collection[Restriction]) -> list[NamedPerson]:
    """Everybody who was ever named on these, in the order in which they were."""
    rows = NamedPerson.objects.filter(restriction__in=[each.pk for each in restrictions])
    return list(rows.select_related("member__agency", "by", "ended_by").order_by("at", "member__name"))


def reviews_of(restrictions: Collection[Restriction]) -> list[RestrictionReview]:
    """Each time these were kept, the latest first."""
    rows = RestrictionReview.objects.filter(restriction__in=[each.pk for each in restrictions])
    return list(rows.select_related("by").order_by("-on", "-at"))


def can_be_named(child: UUID, day: date) -> "QuerySet[Member, Any]":
    """Members who could see the record if they were named: a role that opens children's records, and no conflict."""
    conflicted = Conflict.objects.filter(child=child, ended_at=None)
    return who_can_work_with_children(day).exclude(pk__in=conflicted.values("member"))


def can_see(restriction: Restriction, day: date) -> "QuerySet[Member, Any]":
    """Those named who can see the record on `day`: whoever left, has no such role any more or a conflict does not count."""
    named = NamedPerson.objects.filter(restriction=restriction, ended_at=None)
    return can_be_named(restriction.child_id, day).filter(pk__in=named.values("member"))


def with_nobody(day: date) -> list[Restriction]:
    """Restrictions of which nobody who is named can see the record any more, the oldest first.

    For information governance: neither child nor area is among what they are told.
    """
    open_ones = Restriction.objects.filter(lifted_at=None).order_by("at", "pk")
    return [each for each in open_ones if not can_see(each, day).exists()]


def restricted_among(children: Iterable[UUID]) -> "QuerySet[Restriction, Any]":
    """Every restriction of these children, lifted ones too."""
    return Restriction.objects.filter(child__in=list(children))
