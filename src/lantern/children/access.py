"""Why somebody may see a child: they work with them (SHA-2)."""

from django.db.models import Q

from lantern.access.scope import Grant, Path, register
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.queries.record import record_of
from lantern.children.queries.standing import allocated_on

LISTED = 1_000  # children somebody works with: up to here PostgreSQL is given their ids, which it plans better


def _by_allocation(viewer: Viewer, path: Path) -> Q | None:
    mine = allocated_on(viewer.today).filter(member=viewer.member).values_list("child")
    if "allocated" not in viewer.remembered:
        viewer.remembered["allocated"] = [child for (child,) in mine[: LISTED + 1]]
    ids = viewer.remembered["allocated"]
    if not ids:
        return None  # without it "in my area, or one of nobody" is read row by row
    return Q(**{f"{path('id')}__in": ids if len(ids) <= LISTED else mine})


def _why_by_allocation(viewer: Viewer, child: Child) -> str | None:
    workers = record_of(child).workers(viewer.today)
    kinds = {each.kind for each in workers if each.member_id == viewer.member.pk}
    return f"you work with this child ({', '.join(sorted(kinds))})" if kinds else None


def ready() -> None:
    """Register the reason; called at start-up."""
    register(Grant("allocated", _by_allocation, _why_by_allocation))
