"""Reads for the pages about the organisation, inside the viewer's partnership."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from lantern.access.viewer import Viewer
from lantern.organisation.models import (
    Agency,
    Area,
    ArrangementVersion,
    Geography,
    Holding,
    Invitation,
    Member,
    PinnedIdentity,
    RoleHeld,
    SignInConnection,
)

PEOPLE = Q(removed_at=None)


class Shown(StrEnum):
    """Which people a list shows."""

    CURRENT = ""
    WAITING = "waiting"
    REMOVED = "removed"


SHOWN = {
    Shown.CURRENT: PEOPLE,
    Shown.WAITING: PEOPLE & Q(user=None),
    Shown.REMOVED: ~PEOPLE,
}


@dataclass(frozen=True)
class PeopleAsked:
    """What a list of people was narrowed to. `area` finds who holds a role that covers it."""

    shown: Shown = Shown.CURRENT
    search: str = ""
    role: str = ""
    agency: UUID | None = None
    area: UUID | None = None


def people(viewer: Viewer, asked: PeopleAsked) -> QuerySet[Member]:
    """Members by agency and name, with the roles they hold today as `held_today` and their latest invitations."""
    found = Member.objects.filter(SHOWN[asked.shown]).filter(_narrowed(viewer, asked))
    return (
        found.select_related("agency")
        .prefetch_related(
            Prefetch("roles", _held(viewer.today), to_attr="held_today"),
            Prefetch("invitations", Invitation.objects.order_by("-sent_at"), to_attr="latest"),
        )
        .order_by("agency__name", "name", "pk")
    )


def people_counts(viewer: Viewer, asked: PeopleAsked) -> dict[str, int]:
    """How many people each of `Shown` has, narrowed alike, from the same conditions as the lists."""
    found = Member.objects.filter(_narrowed(viewer, asked))
    counts: dict[str, int] = found.aggregate(
        **{each.name: Count("pk", filter=SHOWN[each], distinct=True) for each in Shown}
    )
    return {each.value: counts[each.name] for each in Shown}


def member_by_id(key: UUID) -> Member | None:
    """One member of this partnership."""
    return Member.objects.select_related("agency", "user", "partnership").filter(pk=key).first()


def roles_ever(member: Member) -> QuerySet[RoleHeld]:
    """Every role the member holds, will hold or has held, latest first."""
    return RoleHeld.objects.filter(member=member).select_related("area", "member").order_by("-since", "role")


def holders(day: date) -> dict[str, int]:
    """How many current members hold each role on `day`; the same people as in the list of people with that role."""
    held = _held(day).filter(member__removed_at=None).order_by().values("role")
    return dict(held.annotate(people=Count("member", distinct=True)).values_list("role", "people"))


def agency_by_id(key: UUID) -> Agency | None:
    """One agency of this partnership."""
    return Agency.objects.filter(pk=key).first()


def agencies_with_people() -> QuerySet[Any]:
    """Agencies with `people_count`, the number of their current members."""
    return Agency.objects.annotate(people_count=Count("members", filter=Q(members__removed_at=None))).order_by("name")


class Held(NamedTuple):
    """An area in another and the days of that; `since` is `date.min` for as long as is known."""

    area: Area
    since: date
    until: date | None


@dataclass(frozen=True)
class Divided:
    """A geography as it is: its areas by name, what each holds today, and what changed or will."""

    geography: Geography
    areas: tuple[Area, ...]
    holds: dict[UUID, list[Held]]
    others: tuple[Holding, ...]
    drawn: bool


def geographies(day: date) -> list[Divided]:
    """Every geography on `day` (PAR-2), the main one first, in four queries however many areas there are."""
    areas = Area.objects.defer("boundary").order_by("name")
    drawn = set(Area.objects.exclude(boundary=None).values_list("geography_id", flat=True))
    holdings = list(Holding.objects.select_related("holder", "held").defer("holder__boundary", "held__boundary"))
    by_geography: dict[UUID, list[Area]] = defaultdict(list)
    for area in areas:
        by_geography[area.geography_id].append(area)
    return [
        _divided(each, by_geography[each.pk], holdings, day, drawn=each.pk in drawn)
        for each in Geography.objects.order_by("-is_main", "name")
    ]


def shapes(geography_id: UUID) -> QuerySet[Area]:
    """Areas of a geography that have a boundary."""
    return Area.objects.filter(geography_id=geography_id).exclude(boundary=None).order_by("name")


def arrangement_versions() -> list[ArrangementVersion]:
    """Every version of the arrangement, latest first."""
    return list(ArrangementVersion.objects.order_by("-effective_from", "-number"))


def _narrowed(viewer: Viewer, asked: PeopleAsked) -> Q:
    wanted = Q()
    for word in asked.search.split():
        wanted &= Q(name__icontains=word) | Q(designation__icontains=word) | Q(email__icontains=word)
    if asked.agency:
        wanted &= Q(agency_id=asked.agency)
    if asked.role or asked.area:
        held = _held(viewer.today).filter(role=asked.role) if asked.role else _held(viewer.today)
        if asked.area:
            over = [area for area in viewer.areas.names if asked.area in viewer.areas.within([area])]
            held = held.filter(Q(area=None) | Q(area_id__in=over))
        wanted &= Q(pk__in=held.values("member_id"))
    return wanted


def _held(day: date) -> QuerySet[RoleHeld]:
    now = Q(until=None) | Q(until__gt=day)
    return RoleHeld.objects.filter(now, since__lte=day).select_related("area").order_by("role", "area__name")


def _divided(geography: Geography, areas: list[Area], holdings: list[Holding], day: date, *, drawn: bool) -> Divided:
    own = {area.pk for area in areas}
    holds: dict[UUID, list[Held]] = defaultdict(list)
    others = []
    for each in sorted(holdings, key=lambda holding: (holding.held.name, holding.since)):
        if each.holder_id not in own:
            continue
        if each.since <= day and (each.until is None or each.until > day):
            holds[each.holder_id].append(Held(each.held, each.since, each.until))
        else:
            others.append(each)
    return Divided(geography, tuple(areas), dict(holds), tuple(others), drawn)


def connection_of(agency_id: UUID) -> SignInConnection | None:
    """The agency's own sign-in, when it has one."""
    return SignInConnection.objects.filter(agency_id=agency_id, ended_at=None).first()


def known_through(connection: SignInConnection) -> int:
    """How many members have come in through it."""
    return PinnedIdentity.objects.filter(connection=connection, member__removed_at=None).count()
