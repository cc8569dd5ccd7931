"""Whose children a viewer has of their own: by work, and by being named on a restricted record."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from lantern.access.viewer import Viewer
from lantern.children.models import NamedPerson
from lantern.children.queries.restricted import NAMED
from lantern.children.queries.standing import allocated_on

LISTED = 1_000  # children somebody works with: up to here PostgreSQL is given their ids, which it plans better


class Own(NamedTuple):
    """The children somebody works with, `LISTED` and one at most, and those on whose restricted records they are named."""

    work: tuple[UUID, ...]
    named: frozenset[UUID]


def own(viewer: Viewer) -> Own:
    """Read once a request, in one query."""
    if "own" not in viewer.remembered:
        work = _why(allocated_on(viewer.today).filter(member=viewer.member).values_list("child"), "work")
        named = _why(NamedPerson.objects.filter(NAMED, member=viewer.member).values_list("restriction__child"), "named")
        rows = list(work[: LISTED + 1].union(named, all=True))
        viewer.remembered["own"] = Own(
            tuple(child for child, why in rows if why == "work"),
            frozenset(child for child, why in rows if why == "named"),
        )
    found: Own = viewer.remembered["own"]
    return found


def _why(rows: "QuerySet[Any, Any]", why: str) -> "QuerySet[Any, Any]":
    return rows.order_by().annotate(why=Value(why, CharField()))
