"""What is owed, through the viewer's scope; a number and its list are one queryset."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count as Number
from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import PERMISSIONS, Permission
from lantern.children.models import Child
from lantern.children.queries.authorities import with_authorities
from lantern.children.queries.marked import has_mark
from lantern.children.vocabulary import Mark
from lantern.design.keyset import counted_together
from lantern.design.listing import Count
from lantern.obligations.models import Obligation
from lantern.obligations.rules import due_between, duties_of
from lantern.obligations.vocabulary import Shown, Whose
from lantern.organisation.models import Agency, Member, RoleHeld
from lantern.timekeeping.moments import DAY, LONDON, midnight

OPEN = Q(met_at=None, waived_at=None)
"""Neither done nor waived, what is only foreseen among it."""
COUNTED = (Shown.OPEN, Shown.OVERDUE, Shown.TODAY, Shown.WEEK)
COUNTED_TO = 200  # further than anybody works through; counting on costs more than it tells


def open_obligations(viewer: Viewer) -> QuerySet[Obligation]:
    """Everything that is still to be done for children `viewer` may see, the most pressing first."""
    return in_view(viewer).filter(to_do(viewer.now)).order_by("due_at", "id")


def to_do(now: datetime) -> Q:
    """Open, and begun: what falls due in years is nobody's to do until it is near (MIS-15)."""
    return OPEN & (Q(begins_at=None) | Q(begins_at__lte=now))


def mine(viewer: Viewer) -> QuerySet[Obligation]:
    """What the viewer owes: by name, or by a duty of their roles that nobody owns yet."""
    return open_obligations(viewer).filter(owed_by(viewer))


def due_now(viewer: Viewer) -> QuerySet[Obligation]:
    """What the viewer owes and should do today: overdue, then due today."""
    return for_lines(mine(viewer).filter(due(Shown.NOW, viewer)))


def due_this_week(viewer: Viewer) -> QuerySet[Obligation]:
    """What the viewer owes on the seven days from tomorrow."""
    return for_lines(mine(viewer).filter(due(Shown.WEEK, viewer)))


def owed_by(viewer: Viewer) -> Q:
    """The condition of `mine`."""
    return Q(owner=viewer.member) | Q(owner=None, owner_role__in=duties_of(viewer.roles))


def owed_for_child(viewer: Viewer, child: Child) -> QuerySet[Obligation]:
    """Everything ever owed for one child, the latest due first; nothing when the viewer may not see the child."""
    return Obligation.visible_to(viewer).filter(child=child).select_related("owner").order_by("-due_at", "id")


def of_subjects(subject_kind: str, ids: Iterable[UUID]) -> QuerySet[Obligation]:
    """What the given records started, in the order it falls due. The caller has reached them through the scope."""
    return (
        Obligation.objects.filter(subject_kind=subject_kind, subject_id__in=list(ids))
        .select_related("owner")
        .order_by("due_at", "id")
    )


def in_view(viewer: Viewer) -> QuerySet[Obligation]:
    """Obligations of every state for children the viewer may see, within the area they chose to look at."""
    return Obligation.visible_to(viewer).filter(in_focus(viewer, through_child))


def due(shown: Shown, viewer: Viewer) -> Q:
    """The condition for what `shown` asks for, at the viewer's time."""
    if shown is Shown.MET:
        return ~Q(met_at=None)
    if shown is Shown.WAIVED:
        return Q(met_at=None) & ~Q(waived_at=None)
    since, before = due_between(shown, viewer.now)
    bounds = Q(due_at__gte=since) if since else Q()
    return to_do(viewer.now) & (bounds & Q(due_at__lt=before) if before else bounds)


@dataclass(frozen=True)
class Asked:
    """What a list of obligations was narrowed to; `day` is a day in London, `mark` what the child has today (MIS-14)."""

    shown: Shown = Shown.OPEN
    whose: Whose = Whose.ANYONE
    kind: str = ""
    duty: str = ""
    owner: UUID | None = None
    agency: UUID | None = None
    day: date | None = None
    mark: Mark | None = None


def owed(viewer: Viewer, asked: Asked) -> QuerySet[Obligation]:
    """What was asked for, in the order of its state; rows come as `for_lines`."""
    found = in_view(viewer).filter(due(asked.shown, viewer), _narrowed(viewer, asked))
    return for_lines(found).order_by(*order_of(asked.shown))


def for_lines(found: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """`found` with their children, their owners, and the authorities of the day on which each began (PAR-9)."""
    return with_authorities(found.select_related("child", "owner__agency"), at="starts_at")


def order_of(shown: Shown, *, latest_first: bool = False) -> tuple[str, str]:
    """Each state has an index in its order: what is done and what is waived with the latest first."""
    if shown is Shown.MET:
        return "-met_at", "-id"
    if shown is Shown.WAIVED:
        return "-waived_at", "-id"
    return ("-due_at", "-id") if latest_first else ("due_at", "id")


def owed_counts(viewer: Viewer, asked: Asked) -> dict[Shown, Count]:
    """How many what was asked for and each of `COUNTED` has, narrowed alike; one query."""
    shown = (asked.shown, *COUNTED)
    return counted_together({each: owed(viewer, replace(asked, shown=each)) for each in shown}, cap=COUNTED_TO)


def due_by_day(viewer: Viewer, asked: Asked, first: date, last: date) -> dict[date, int]:
    """How many that are still to be done fall due on each day in London from `first` to `last`."""
    rows = owed(viewer, asked).filter(due_at__gte=midnight(first), due_at__lt=midnight(last + DAY))
    days = rows.order_by().annotate(day=TruncDate("due_at", tzinfo=LONDON)).values("day").annotate(number=Number("pk"))
    return {row["day"]: row["number"] for row in days}


def who_can_owe(day: date) -> QuerySet[Member]:
    """Members who could take something over: signed up, with a role that shows what is owed."""
    roles = [role for role, permissions in PERMISSIONS.items() if Permission.SEE_OBLIGATIONS in permissions]
    held = RoleHeld.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day, role__in=roles)
    return (
        Member.objects.filter(pk__in=held.values("member"), removed_at=None, user__isnull=False)
        .select_related("agency")
        .order_by("agency__name", "name")
    )


def _narrowed(viewer: Viewer, asked: Asked) -> Q:
    wanted = WHOSE[asked.whose](viewer)
    if asked.kind:
        wanted &= Q(kind=asked.kind)
    if asked.duty:
        wanted &= Q(owner_role=asked.duty)
    if asked.owner:
        wanted &= Q(owner_id=asked.owner)
    if asked.agency:
        wanted &= Q(agency_id=asked.agency) | Q(owner__agency_id=asked.agency)
    if asked.day:
        wanted &= Q(due_at__gte=midnight(asked.day), due_at__lt=midnight(asked.day + DAY))
    if asked.mark:
        wanted &= Q(has_mark(asked.mark, on=viewer.today))
    return wanted


WHOSE: dict[Whose, Callable[[Viewer], Q]] = {
    Whose.ANYONE: lambda viewer: Q(),
    Whose.MINE: owed_by,
    Whose.NOBODY: lambda viewer: Q(owner=None),
}


def agencies() -> "QuerySet[Agency]":
    """Every agency, for a filter."""
    return Agency.objects.all()
