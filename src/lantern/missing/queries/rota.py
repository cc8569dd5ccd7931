"""The rota as its page shows it: whose areas, who could stand on it, who is on it when, and when nobody is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access.viewer import Viewer
from lantern.missing.models import Shift
from lantern.missing.queries.duty import ON_DUTY, path_of, plain, shifts_between
from lantern.missing.rules.duty import Gap, for_area, gaps
from lantern.organisation.models import Member, RoleHeld

LOOKS_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Rota:
    """One area's rota from now on. `gaps` are when nobody there, nor for any area above it, is on duty."""

    area: UUID | None
    shifts: tuple[Any, ...]
    gaps: tuple[Gap, ...]


def rotas(viewer: Viewer) -> list[Rota]:
    """The rotas that matter to `viewer`, the widest area first: those with somebody on them, and those of the areas chosen."""
    rows = list(shifts_between(viewer.now, viewer.now + LOOKS_AHEAD))
    known = plain(rows)
    areas = [area for area in own(viewer) if any(each.area_id == area for each in rows)]
    return [
        Rota(
            area,
            tuple(each for each in rows if each.area_id == area),
            gaps(for_area(known, path_of(area, viewer.areas)), viewer.now, viewer.now + LOOKS_AHEAD),
        )
        for area in areas
    ]


def own(viewer: Viewer) -> list[UUID | None]:
    """Whose rotas the viewer sees: of the areas they cover and of those above; without any such area, of all."""
    known = _with_rotas(viewer)
    covered = known if viewer.covers_all or not viewer.covers else known & viewer.covers
    if viewer.focus:
        covered = covered & viewer.focus_ids
    seen = {area for each in covered for area in path_of(each, viewer.areas)} | {None}
    return sorted(seen, key=lambda area: (area is not None, _depth(area, viewer), viewer.areas.name(area)))


def _with_rotas(viewer: Viewer) -> set[UUID]:
    """Areas of the main tree: those of other geographies are covered, and nobody's rota."""
    areas = viewer.areas
    tree = {*areas.tree, *areas.tree.values()}
    return {area for area in tree if areas.levels.get(area) in LEVELS or area in viewer.covers}


LEVELS = ("county", "quadrant", "district")


def _depth(area: UUID | None, viewer: Viewer) -> int:
    return len(path_of(area, viewer.areas)) if area else 0


def may_keep(viewer: Viewer) -> list[UUID | None]:
    """The rotas that the viewer may change: of the areas they cover; everybody's, for who covers everything."""
    areas: list[UUID | None] = [area for area in own(viewer) if area and (viewer.covers_all or area in viewer.covers)]
    return [None, *areas] if viewer.covers_all else areas


def can_be_asked(viewer: Viewer) -> QuerySet[Any]:
    """Members who could stand on a rota the viewer keeps: they have joined, and hold a role that acknowledges."""
    held = RoleHeld.objects.filter(
        Q(until=None) | Q(until__gt=viewer.today), member=OuterRef("pk"), since__lte=viewer.today, role__in=ON_DUTY
    )
    return Member.objects.filter(Exists(held), removed_at=None, user__isnull=False).order_by("name", "pk")


def covers(member: Member, area: UUID | None, viewer: Viewer) -> bool:
    """Whether `member` acknowledges for the children of `area`: by a role over it, or over an area that holds it."""
    held = RoleHeld.objects.filter(
        Q(until=None) | Q(until__gt=viewer.today), member=member, since__lte=viewer.today, role__in=ON_DUTY
    )
    over = set(held.values_list("area", flat=True))
    return None in over or (area is not None and area in viewer.areas.within(each for each in over if each))


def shift_by_id(shift_id: UUID, viewer: Viewer) -> Any:
    """A shift on a rota that the viewer may change, or nothing."""
    keeps = may_keep(viewer)
    wanted = Q(area__in=[each for each in keeps if each]) | (Q(area=None) if None in keeps else Q(pk__in=[]))
    return Shift.objects.filter(wanted, pk=shift_id).select_related("member").first()


def duty_now(shifts: Iterable[Any], viewer: Viewer) -> list[Any]:
    """Of `shifts`, who is on duty for the viewer's areas at this moment, in the order in which they are asked."""
    areas = set(own(viewer))
    rows = (each for each in shifts if each.area_id in areas and each.since <= viewer.now < each.until)
    return sorted(rows, key=lambda each: (each.place, each.since, each.pk))
