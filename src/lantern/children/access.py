"""Why somebody may see a child: they work with them (SHA-2)."""

from django.db.models import Q

from lantern.access.scope import Grant, Path, register
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.queries.record import record_of
from lantern.children.queries.standing import allocated_on


def _by_allocation(viewer: Viewer, path: Path) -> Q:
    return Q(**{f"{path('id')}__in": allocated_on(viewer.today).filter(member=viewer.member).values("child")})


def _why_by_allocation(viewer: Viewer, child: Child) -> str | None:
    workers = record_of(child).workers(viewer.today)
    kinds = {each.kind for each in workers if each.member_id == viewer.member.pk}
    return f"you work with this child ({', '.join(sorted(kinds))})" if kinds else None


def ready() -> None:
    """Register the reason; called at start-up."""
    register(Grant("allocated", _by_allocation, _why_by_allocation))
