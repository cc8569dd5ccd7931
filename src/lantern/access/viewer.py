"""Who is looking: a member with roles, the areas those cover, and the moment of the request."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lantern.access.vocabulary import COVERS_ITS_AREA, PERMISSIONS, Permission
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.queries import Areas, areas_on, roles_of, roles_on
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import LONDON

FOCUS_LEVELS = ("quadrant", "district")


@dataclass(frozen=True)
class Viewer:
    """What `access` needs to know of somebody to answer what they may see.

    `covers` holds the areas of roles that see every child there, with all areas within; `covers_all` stands for the whole
    partnership, children without an area included. `focus` narrows lists to an area the viewer chose; it opens nothing.
    `last_here` is when they last did anything in an earlier session. `remembered` holds what a reason to see looked up once
    for all lists of the request.
    """

    member: Member
    roles: frozenset[Role]
    permissions: frozenset[Permission]
    covers_all: bool
    covers: frozenset[UUID]
    areas: Areas
    now: datetime
    focus: UUID | None = None
    focus_ids: frozenset[UUID] = field(default=frozenset())
    last_here: datetime | None = None
    remembered: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def afresh(self) -> "Viewer":
        """The same viewer with nothing remembered: after an action that may have changed what they see."""
        return replace(self, remembered={})

    @property
    def own_areas(self) -> list[UUID]:
        """The quadrants and districts they may narrow lists to, quadrants first: only their own."""
        own = [
            area
            for area, level in self.areas.levels.items()
            if level in FOCUS_LEVELS and (self.covers_all or area in self.covers)
        ]
        return sorted(own, key=lambda area: (FOCUS_LEVELS.index(self.areas.levels[area]), self.areas.name(area)))

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def today(self) -> date:
        """The day in London."""
        return self.now.astimezone(LONDON).date()

    @property
    def sees_names(self) -> bool:
        return Permission.SEE_NAMES in self.permissions


def viewer_of(member: Member, *, now: datetime, focus: UUID | None = None, last_here: datetime | None = None) -> Viewer:
    """The viewer that a member is at `now`; roles not yet or no longer held do not count."""
    today = now.astimezone(LONDON).date()
    areas = areas_on(today, member.partnership)
    return _viewer(member, list(roles_on(member, today)), areas, now, focus, last_here)


def viewers_of(members: Collection[Member], viewer: Viewer) -> list[Viewer]:
    """The viewers that other members of the partnership are at the same moment; one query for all of them."""
    held: dict[UUID, list[RoleHeld]] = {each.pk: [] for each in members}
    for each in roles_of(members, viewer.today):
        held[each.member_id].append(each)
    return [_viewer(each, held[each.pk], viewer.areas, viewer.now) for each in members]


def _viewer(
    member: Member,
    held: Collection[RoleHeld],
    areas: Areas,
    now: datetime,
    focus: UUID | None = None,
    last_here: datetime | None = None,
) -> Viewer:
    permissions = permissions_of(each.role for each in held)
    covering = [each for each in held if _covers(Role(each.role), permissions)]
    covers = areas.within(each.area_id for each in covering if each.area_id)
    covers_all = any(each.area_id is None for each in covering)
    focus_ids = areas.within([focus]) if focus else frozenset()
    if not covers_all:
        focus_ids &= covers
    return Viewer(
        member=member,
        roles=frozenset(Role(each.role) for each in held),
        permissions=permissions,
        covers_all=covers_all,
        covers=covers,
        areas=areas,
        now=now,
        focus=focus if focus_ids else None,
        focus_ids=focus_ids,
        last_here=last_here,
    )


def _covers(role: Role, permissions: frozenset[Permission]) -> bool:
    """Whether `role` shows every child of its area to somebody with `permissions` from all their roles together.

    A role that shows children without names opens none to who sees names by another role: the names would come along.
    """
    nameless = Permission.SEE_NAMES not in PERMISSIONS[role]
    return role in COVERS_ITS_AREA and not (nameless and Permission.SEE_NAMES in permissions)


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Everything any of the roles permits."""
    return frozenset(permission for role in roles for permission in PERMISSIONS[Role(role)])
