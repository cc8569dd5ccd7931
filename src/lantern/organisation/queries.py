"""Reading the organisation: areas on a day, roles on a day, the arrangement on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from lantern.accounts.models import User
from lantern.organisation.models import (
    Area,
    ArrangementVersion,
    Geography,
    Holding,
    Invitation,
    Member,
    Postcode,
    RoleHeld,
    SignInConnection,
)
from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.membership import Standing
from lantern.organisation.rules.versions import Version, Versions
from lantern.organisation.rules.ways_in import open_to
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import current_id, set_locally
from lantern.tenancy.models import Partnership
from lantern.tenancy.steady import while_nobody_changes
from lantern.timekeeping.moments import london


@dataclass(frozen=True)
class Areas:
    """All areas and who holds whom on one day. `tree` are the holdings of the main geography."""

    names: dict[UUID, str]
    levels: dict[UUID, str]
    holds: dict[UUID, list[UUID]]
    tree: dict[UUID, UUID]

    def within(self, ids: Iterable[UUID]) -> frozenset[UUID]:
        """The areas given and everything they hold, at any depth."""
        found: set[UUID] = set()
        waiting = list(ids)
        while waiting:
            area = waiting.pop()
            if area not in found:
                found.add(area)
                waiting.extend(self.holds.get(area, ()))
        return frozenset(found)

    def name(self, area: UUID | None) -> str:
        return self.names.get(area, "") if area else ""

    def above(self, area: UUID | None, level: str) -> UUID | None:
        """The area of `level` that holds `area` in the main tree on this day, or itself."""
        while area is not None and self.levels.get(area) != level:
            area = self.tree.get(area)
        return area


_areas: dict[tuple[UUID, int, date], Areas] = {}
KEPT = 200


def areas_on(day: date, partnership: Partnership) -> Areas:
    """The geography as it is on `day` (PAR-2), read once a process for each version of it."""
    key = (partnership.pk, partnership.areas_version, day)
    if key not in _areas:
        if len(_areas) >= KEPT:
            _areas.clear()
        _areas[key] = _read_areas(day)
    return _areas[key]


def _read_areas(day: date) -> Areas:
    rows = list(Area.objects.order_by("name").values_list("id", "name", "level"))
    holdings = Holding.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    holds: dict[UUID, list[UUID]] = defaultdict(list)
    tree: dict[UUID, UUID] = {}
    for holder, held, in_tree in holdings.values_list("holder_id", "held_id", "in_tree"):
        holds[holder].append(held)
        if in_tree:
            tree[held] = holder
    return Areas({row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}, dict(holds), tree)


def roles_on(member: Member, day: date) -> QuerySet[RoleHeld]:
    """Roles the member holds on `day`."""
    return roles_of([member], day)


def roles_of(members: Iterable[Member], day: date) -> QuerySet[RoleHeld]:
    """Roles that any of the members holds on `day`."""
    return RoleHeld.objects.filter(Q(until=None) | Q(until__gt=day), member__in=list(members), since__lte=day)


def standing_of(member: Member, at: datetime) -> Standing:
    """What the rules of membership need to know of `member` at `at`."""
    today = london(at).date()
    administrators = RoleHeld.objects.filter(
        Q(until=None) | Q(until__gt=today),
        since__lte=today,
        role=Role.ADMINISTRATOR,
        member__removed_at=None,
        member__user__isnull=False,
    )
    return Standing(
        member=member.pk,
        removed=member.removed_at is not None,
        accepted=member.user_id is not None,
        administrators=frozenset(administrators.values_list("member_id", flat=True)),
        for_good=frozenset(administrators.filter(until=None).values_list("member_id", flat=True)),
    )


def open_invitation(digest: str, at: datetime) -> Invitation | None:
    """The invitation with this digest when it can still be accepted, in the current partnership."""
    return (
        Invitation.objects.filter(digest=digest, accepted_at=None, expires_at__gt=at, member__removed_at=None)
        .select_related("member__agency", "member__partnership")
        .first()
    )


def memberships_of(user_id: UUID) -> QuerySet[Member]:
    """The current memberships of a user, in whatever partnership; readable before one is chosen (`lantern.user`).

    Each with the `connection` of its agency's own sign-in, and whether that is `connection_required`.
    """
    own = SignInConnection.objects.filter(agency=OuterRef("agency"), ended_at=None)
    return (
        Member.objects.filter(user_id=user_id, removed_at=None)
        .select_related("partnership", "agency")
        .annotate(connection=Subquery(own.values("pk")[:1]), connection_required=Subquery(own.values("required")[:1]))
        .order_by("partnership_id")
    )


def user_with_email(email: str) -> User | None:
    """Who signs in with this address, in whatever partnership: for an invitation's page alone."""
    return User.objects.filter(email=email.lower()).first()


def every_membership(user_id: UUID | None) -> list[Member]:
    """`memberships_of`, read as that user and no longer: afterwards a partnership's walls stand without this gap."""
    with transaction.atomic(savepoint=False):
        set_locally("lantern.user", str(user_id))
        found = list(memberships_of(user_id)) if user_id else []
        set_locally("lantern.user", "")
    return found


def own_memberships(user_id: UUID | None, *, via: UUID | None) -> list[Member]:
    """Those that a session opens which came `via` an agency's sign-in, or by one's own (`rules.ways_in`)."""
    return open_to(every_membership(user_id), via)


def geography_by_key(key: str) -> Geography | None:
    """A way to divide the county, by its key."""
    return Geography.objects.filter(key=key).first()


class Postcodes(NamedTuple):
    """How many postcodes are known, and how many of them lie in no area."""

    known: int
    without_area: int


def postcodes_known() -> Postcodes:
    counted = Postcode.objects.aggregate(known=Count("pk"), without=Count("pk", filter=Q(area=None)))
    return Postcodes(counted["known"], counted["without"])


class NoArrangement(Exception):
    """The partnership has no arrangement on that day."""


ARRANGEMENT = "the arrangement"
_arrangements: dict[tuple[UUID, int], Versions] = {}


def arrangement_on(day: date, partnership: Partnership) -> Arrangement:
    """The arrangement in force on `day` (PAR-7): the version that took effect last; before the first, the first.

    Raises `NoArrangement`. Versions are read once a process for each state of the partnership's arrangement.
    """
    key = (partnership.pk, partnership.arrangement_version)
    if key not in _arrangements:
        if len(_arrangements) >= KEPT:
            _arrangements.clear()
        _arrangements[key] = arrangement_versions()
    found = _arrangements[key].in_force(day)
    if found is None:
        raise NoArrangement("This partnership has no arrangement yet.")
    return found.arrangement


def keep_arrangement() -> None:
    """Until this transaction ends the arrangement stays what it is: for who writes what rests on it."""
    while_nobody_changes(ARRANGEMENT)


def arrangement_versions() -> Versions:
    """Every version of the arrangement, read now."""
    return Versions(tuple(_version(each) for each in ArrangementVersion.objects.order_by("number")))


def _version(row: ArrangementVersion) -> Version:
    return Version(
        number=row.number,
        since=row.effective_from,
        arrangement=Arrangement.model_validate(row.document),
        withdrawn_at=row.withdrawn_at,
        replaced_by=row.replaced_by,
    )


def current_partnership() -> Partnership:
    """The partnership the running transaction is in."""
    return Partnership.objects.get(pk=current_id())


class WhichPartnership(Exception):
    """A command cannot tell which partnership is meant; the text says what there is."""


def find_partnership(name: str) -> UUID:
    """The partnership of that name, or the only one. Commands run as nobody, so the list is read as its owner would.

    Raises `WhichPartnership`.
    """
    found = partnership_names()
    chosen = [key for key, known in found.items() if known.casefold() == name.casefold()] if name else list(found)
    if len(chosen) == 1:
        return chosen[0]
    if not found:
        raise WhichPartnership("There is no partnership yet: lantern create-partnership essex")
    raise WhichPartnership(f"Which partnership? Say --partnership with one of: {', '.join(sorted(found.values()))}.")


def partnership_names() -> dict[UUID, str]:
    """Every partnership here: for a command, and for the public form that asks where a child lives (MIS-10)."""
    with transaction.atomic():
        set_locally("lantern.command", "on")
        return dict(Partnership.objects.values_list("pk", "name"))
