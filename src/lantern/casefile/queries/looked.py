"""Who has looked at a child's record and who has changed it, from the trail (SHA-6)."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, Q, QuerySet, Value

from lantern.children.models import Child
from lantern.organisation.models import Member
from lantern.trail.models import Entry
from lantern.trail.queries import looks_at
from lantern.trail.vocabulary import Kind


class Shown(StrEnum):
    """Which entries of the trail are shown; the values stand in the address."""

    ALL = ""
    LOOKED = "looked"
    CHANGED = "changed"


WANTED = {Shown.ALL: Q(), Shown.LOOKED: ~Q(kind=Kind.CHANGE), Shown.CHANGED: Q(kind=Kind.CHANGE)}


def entries_about(child: Child, shown: Shown) -> "QuerySet[Entry]":
    """What touched the record, latest first; the caller has reached the child through the scope."""
    return looks_at(child.pk).filter(WANTED[shown])


def people_of(entries: Iterable[Entry]) -> dict[UUID, Any]:
    """The members behind `entries`, with `agency_name` and `role_names` as they are now; one query."""
    ids = {each.member_id for each in entries if each.member_id}
    people = Member.objects.filter(pk__in=ids).annotate(
        agency_name=F("agency__name"),
        role_names=StringAgg("roles__role", delimiter=Value(", "), distinct=True, filter=Q(roles__until=None)),
    )
    return {each.pk: each for each in people}
