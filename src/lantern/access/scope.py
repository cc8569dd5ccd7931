"""Which children a viewer may see, and why (SHA-2): grants added up, then denials, which beat every grant (SHA-4).

Rooms that know a reason register it at start-up. A grant answers in SQL for lists and in words for one child's page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from lantern.access.viewer import Viewer

Path = Callable[[str], str]
Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")
EVERYTHING = Q()
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Grant:
    """A reason to see children. `q` is `None` when it gives this viewer none, `EVERYTHING` when it gives all."""

    name: str
    q: Callable[[Viewer, Path], Q | None]
    why: Callable[[Viewer, Any], str | None]


@dataclass(frozen=True)
class Denial:
    """A reason not to see children, whatever else speaks for it; `q` selects those denied, or `None`.

    `to_systems` selects those of whom no agency's system is told, which is no viewer. `of_rows` gives the children denied to
    the member in a column of other rows, by its name, as a subquery of those rows: for many members in one query.
    """

    name: str
    q: Callable[[Viewer, Path], Q | None]
    to_systems: Callable[[Path], Q] | None = None
    of_rows: Callable[[str], "QuerySet[Any, Any]"] | None = None


_grants: list[Grant] = []
_denials: list[Denial] = []


def register(reason: Grant | Denial) -> None:
    """Add a reason; called from an app's `ready`, once each."""
    known: list[Any] = _grants if isinstance(reason, Grant) else _denials
    if all(each.name != reason.name for each in known):
        known.append(reason)


def of_child(name: str) -> str:
    """The path of a child's field on the child itself."""
    return name


def through_child(name: str) -> str:
    """The path of a child's field on a record with a `child`."""
    return "child_id" if name == "id" else f"child__{name}"


def scope(viewer: Viewer, path: Path = of_child) -> Q:
    """The condition for rows that `viewer` may see; deny by default."""
    granted = NOTHING
    for grant in _grants:
        q = grant.q(viewer, path)
        if q is None:
            continue
        if q == EVERYTHING:
            granted = EVERYTHING
            break
        granted = q if granted == NOTHING else granted | q
    against = denied(viewer, path)
    return granted if against is None else granted & ~against


def scope_or_waiting(viewer: Viewer) -> Q:
    """The condition for records that may have no `child` yet: about children `viewer` may see, and those that wait.

    What waits for a person is seen by those whose roles cover its own `area`; of the whole partnership, without one too.
    """
    linked = scope(viewer, through_child)
    if linked == EVERYTHING:  # which means everything to `filter`, and nothing to `|`
        return EVERYTHING
    waiting = Q(child=None) if viewer.covers_all else Q(child=None, area_id__in=viewer.covers)
    return linked | waiting


def denied(viewer: Viewer, path: Path = of_child, among: Iterable[Denial] | None = None) -> Q | None:
    """The condition for rows that `viewer` may not see whatever speaks for it (SHA-4); `None` when nothing is denied.

    For those few lists that are not of records in the viewer's scope, such as the trail. `among` is every denial there is.
    """
    found = [q for denial in (_denials if among is None else among) if (q := denial.q(viewer, path)) is not None]
    return reduce(or_, found) if found else None


def without_denied(rows: Rows, viewer: Viewer, path: Path = of_child) -> Rows:
    """`rows` but for those denied to the viewer; one that is about no child stays."""
    against = denied(viewer, path)
    return rows if against is None else rows.exclude(against)


def without_denied_to_systems(rows: Rows, path: Path = of_child) -> Rows:
    """`rows` but for those of which no agency's system is told (SHA-4)."""
    found = [denial.to_systems(path) for denial in _denials if denial.to_systems]
    return rows.exclude(reduce(or_, found)) if found else rows


def denials() -> tuple[Denial, ...]:
    """Every reason to deny that a room knows."""
    return tuple(_denials)


def in_focus(viewer: Viewer, path: Path = of_child) -> Q:
    """Narrows a list to the area the viewer chose; everything when none is chosen."""
    return Q(**{f"{path('area_id')}__in": viewer.focus_ids}) if viewer.focus else EVERYTHING


def why(viewer: Viewer, child: Any) -> list[str]:
    """Every reason, in words, for which `viewer` may see `child`."""
    return [words for grant in _grants if (words := grant.why(viewer, child))]


def _by_area(viewer: Viewer, path: Path) -> Q | None:
    if viewer.covers_all:
        return EVERYTHING
    return Q(**{f"{path('area_id')}__in": viewer.covers}) if viewer.covers else None


def _why_by_area(viewer: Viewer, child: Any) -> str | None:
    if not viewer.covers_all and child.area_id not in viewer.covers:
        return None
    roles = ", ".join(sorted(role.value for role in viewer.roles))
    place = viewer.areas.name(child.area_id) if child.area_id else "a child whose area is not known"
    return f"{roles} for {place}"


register(Grant("area", _by_area, _why_by_area))
