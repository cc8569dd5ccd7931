"""Persons of concern round a child, for the child's own pages (EXP-5)."""

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.network.models import ChildTie


def persons_around(child: Child, viewer: Viewer) -> list[ChildTie]:
    """Ties of a child in sight with persons in sight, those that stand first; none for who may see no persons of concern.

    One query.
    """
    if not viewer.may(Permission.SEE_PERSONS) or not viewer.sees_names:
        return []
    along = ("person__root", "by__agency", "ended_by", "withdrawn_by")
    rows = ChildTie.visible_to(viewer).filter(child=child).select_related(*along)
    return sorted(rows.order_by("-at"), key=lambda each: not each.is_standing)
