"""Whose children a viewer has of their own: by work, by being named on a restricted record; and what rooms above read along."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from lantern.access.viewer import Viewer
from lantern.children.models import NamedPerson
from lantern.children.queries.restricted import NAMED
from lantern.children.queries.standing import allocated_on

LISTED = 1_000  # children somebody works with: up to here PostgreSQL is given their ids, which it plans better
WORK, NAME = "work", "named"
Also = Callable[[Viewer], "QuerySet[Any, Any]"]
_also: dict[str, Also] = {}


class Own(NamedTuple):
    """The children somebody works with, `LISTED` and one at most, and those on whose restricted records they are named.

    `places` are ids by the name under which a room above registered what gives somebody a place among its records.
    """

    work: tuple[UUID, ...]
    named: frozenset[UUID]
    places: Mapping[str, frozenset[UUID]]


def register(name: str, rows: Also) -> None:
    """Read along, for each viewer, the ids of `rows`, a queryset of one column; called at start-up, the same name once."""
    _also[name] = rows


def own(viewer: Viewer) -> Own:
    """Read once a request, in one query."""
    if "own" not in viewer.remembered:
        work = _why(allocated_on(viewer.today).filter(member=viewer.member).values_list("child"), WORK)
        named = NamedPerson.objects.filter(NAMED, member=viewer.member).values_list("restriction__child")
        others = [_why(rows(viewer), name) for name, rows in sorted(_also.items())]
        found = defaultdict[str, list[UUID]](list)
        for key, why in work[: LISTED + 1].union(_why(named, NAME), *others, all=True):
            found[why].append(key)
        places = defaultdict[str, frozenset[UUID]](frozenset, {name: frozenset(found[name]) for name in _also})
        viewer.remembered["own"] = Own(tuple(found[WORK]), frozenset(found[NAME]), places)
    remembered: Own = viewer.remembered["own"]
    return remembered


def _why(rows: "QuerySet[Any, Any]", why: str) -> "QuerySet[Any, Any]":
    return rows.order_by().annotate(why=Value(why, CharField()))
