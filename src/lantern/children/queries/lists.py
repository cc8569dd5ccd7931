"""Children in lists: mine, those I opened lately, those that wait for a person."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lantern.access.scope import in_focus
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import PERMISSIONS, Permission
from lantern.children.models import Child
from lantern.children.queries.standing import allocated_on
from lantern.organisation.models import Member, RoleHeld
from lantern.trail.models import Entry
from lantern.trail.vocabulary import Kind

Children = QuerySet[Child]
LATELY = 10
LOOKS_READ = 300  # the same few children are opened again and again
OPENED = "casefile/"  # how the trail calls a look at a child's own pages


def allocated_to(viewer: Viewer) -> Children:
    """Children whom the viewer works with today, by name."""
    mine = allocated_on(viewer.today).filter(member=viewer.member)
    return Child.visible_to(viewer).filter(pk__in=mine.values("child")).order_by("sort_name", "pk")


def opened_lately(viewer: Viewer) -> list[Child]:
    """The children whose pages the viewer opened last, the latest first, that they may see still (SHA-6)."""
    looks = Entry.objects.filter(member_id=viewer.member.pk, kind=Kind.VIEW, what__startswith=OPENED)
    ids = list(dict.fromkeys(looks.order_by("-at").values_list("child_id", flat=True)[:LOOKS_READ]))[:LATELY]
    found = Child.visible_to(viewer).in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids if pk in found]


def provisional(viewer: Viewer) -> Children:
    """Records opened from notifications that wait for a person to confirm them, the latest first (MIS-4)."""
    return Child.visible_to(viewer).filter(in_focus(viewer), provisional=True).order_by("-created_at", "pk")


def unplaced(viewer: Viewer) -> Children:
    """Children whose area is not known: a queue for those whose role covers the whole partnership, empty for others (SHA-2)."""
    found = Child.visible_to(viewer).filter(area=None).order_by("sort_name", "pk")
    return found if viewer.covers_all else found.none()


def who_can_work_with_children(day: date) -> "QuerySet[Member, Any]":
    """Members who can be given work with a child: signed up, with a role that opens children's records."""
    return who_may(Permission.SEE_CHILDREN, day)


def who_may(permission: Permission, day: date) -> "QuerySet[Member, Any]":
    """Members who are signed up and hold a role on `day` that has the permission, by agency and name."""
    held = roles_that_may(permission, day)
    return (
        Member.objects.filter(pk__in=held.values("member"), removed_at=None, user__isnull=False)
        .select_related("agency")
        .order_by("agency__name", "name")
    )


def roles_that_may(permission: Permission, day: date) -> "QuerySet[RoleHeld, Any]":
    """Roles held on `day` that have the permission."""
    roles = [role for role, permissions in PERMISSIONS.items() if permission in permissions]
    return RoleHeld.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day, role__in=roles)
