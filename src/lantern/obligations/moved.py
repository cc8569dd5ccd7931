"""Obligations that a change of the arrangement would move, listed for those who may see their children (PAR-7)."""

from collections.abc import Sequence

from django.urls import reverse

from lantern.access.arranging.rooms import Line
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.obligations import subjects
from lantern.organisation.rules.consequences import Moved
from lantern.trail import actions as trail


def lines(moved: Sequence[Moved], viewer: Viewer, most: int) -> list[Line]:
    """The first `most` of `moved` whose child the viewer may see; showing one is a look at the child (SHA-6)."""
    if not viewer.may(Permission.SEE_OBLIGATIONS):
        return []
    seen = Child.visible_to(viewer).filter(pk__in={each.child for each in moved})
    children = {child.pk: child for child in seen}
    shown = [each for each in moved if each.child in children][:most]
    looked_at = list({each.child: children[each.child] for each in shown}.values())
    trail.viewed_many("access/foresee_change", looked_at, by=viewer.member, at=viewer.now)
    return [_line(each, children[each.child], viewer) for each in shown]


def _line(moved: Moved, child: Child, viewer: Viewer) -> Line:
    return Line(
        child=name_for(child, viewer),
        url=reverse("casefile:overview", args=[child.pk]),
        what=subjects.verb_of(moved.subject_kind, moved.kind),
        before=moved.before,
        after=moved.after,
    )
