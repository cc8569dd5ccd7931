"""Why somebody may see a child: they work with them, or are named on the restricted record (SHA-2); and why not (SHA-4)."""

from django.db.models import Q

from lantern.access.scope import Denial, Grant, Path, register
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.queries.conflicts import closed_by_conflict, closed_by_conflict_of_each
from lantern.children.queries.own import LISTED, own
from lantern.children.queries.record import record_of
from lantern.children.queries.restricted import closed_to, closed_to_each, closed_to_systems
from lantern.children.queries.standing import allocated_on


def _by_allocation(viewer: Viewer, path: Path) -> Q | None:
    ids = own(viewer).work
    if not ids:
        return None  # without it "in my area, or one of nobody" is read row by row
    mine = allocated_on(viewer.today).filter(member=viewer.member).values_list("child")
    return Q(**{f"{path('id')}__in": ids if len(ids) <= LISTED else mine})


def _why_by_allocation(viewer: Viewer, child: Child) -> str | None:
    workers = record_of(child).workers(viewer.today)
    kinds = {each.kind for each in workers if each.member_id == viewer.member.pk}
    return f"you work with this child ({', '.join(sorted(kinds))})" if kinds else None


def _by_name(viewer: Viewer, path: Path) -> Q | None:
    """Whoever is named sees the record wherever the child lives, or the last of them could lose it by a move."""
    ids = own(viewer).named
    return Q(**{f"{path('id')}__in": ids}) if ids else None


def _why_by_name(viewer: Viewer, child: Child) -> str | None:
    """Who sees a restricted record is named on it."""
    return "you are named on this restricted record" if record_of(child).is_restricted else None


def _closed(viewer: Viewer, path: Path) -> Q:
    return Q(**{f"{path('id')}__in": closed_to(viewer.member)})


def _closed_to_systems(path: Path) -> Q:
    return Q(**{f"{path('id')}__in": closed_to_systems()})


def _conflicted(viewer: Viewer, path: Path) -> Q:
    return Q(**{f"{path('id')}__in": closed_by_conflict(viewer.member)})


def ready() -> None:
    """Register the reasons; called at start-up."""
    register(Grant("allocated", _by_allocation, _why_by_allocation))
    register(Grant("named", _by_name, _why_by_name))
    register(Denial("restricted", _closed, _closed_to_systems, closed_to_each))
    register(Denial("conflict", _conflicted, of_rows=closed_by_conflict_of_each))
