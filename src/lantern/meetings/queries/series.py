"""Series and their meetings, and who holds which seat on a day."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from lantern.meetings.models import Meeting, Seat, Series
from lantern.organisation.models import Area, Member
from lantern.organisation.queries import arrangement_on, current_partnership
from lantern.organisation.rules.mace1 import Mace1


def arranged_on(day: date) -> Mace1:
    """What the arrangement says of MACE 1 on `day`; a meeting follows the version of its own day (PAR-7)."""
    return arrangement_on(day, current_partnership()).mace1


def held(meeting: UUID) -> Meeting:
    """The meeting as it is now, locked until the transaction ends: its stage is decided on and changed by one at a time."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("series__area").get(pk=meeting)


def running_series() -> QuerySet[Series]:
    """Every series that has not ended, by its area's name."""
    return Series.objects.filter(ended_at=None).select_related("area").order_by("kind", "area__name")


def seats_on(series: Iterable[UUID], day: date) -> QuerySet[Seat]:
    """The seats there are on `day`, in their order."""
    now = Q(until=None) | Q(until__gt=day)
    found = Seat.objects.filter(now, series__in=list(series), since__lte=day)
    return found.select_related("agency", "member__agency").order_by("series", "position", "id")


def coming_meetings(series: UUID, since: datetime) -> QuerySet[Meeting]:
    """Meetings of a series that are not cancelled, not over, and begin from `since` on, the next one first."""
    found = Meeting.objects.filter(series=series, cancelled_at=None, ended_at=None, begins_at__gte=since)
    return found.order_by("begins_at", "id")


def coming_in(series: Iterable[UUID], since: datetime) -> QuerySet[Meeting]:
    """Meetings to come of these series, the next one first."""
    found = Meeting.objects.filter(series__in=list(series), cancelled_at=None, ended_at=None, begins_at__gte=since)
    return found.select_related("series__area").order_by("begins_at", "id")


def meetings_listed(series: Iterable[UUID], since: datetime, *, past: bool = False) -> QuerySet[Meeting]:
    """Meetings of these series: those to come with the next first, or those that began before `since` with the last first."""
    found = Meeting.objects.filter(series__in=list(series)).select_related("series__area")
    if past:
        return found.filter(begins_at__lt=since).order_by("-begins_at", "id")
    return found.filter(begins_at__gte=since).order_by("begins_at", "id")


def members_of(agency: UUID) -> QuerySet[Member]:
    """Everybody of an agency who was not removed, by name."""
    return Member.objects.filter(agency=agency, removed_at=None).order_by("name")


def seat_now(seat: UUID) -> Seat | None:
    """A seat that has not ended."""
    found = Seat.objects.filter(pk=seat, until=None)
    return found.select_related("series__area", "agency", "member").first()


def areas_without_series(kind: str, level: str) -> QuerySet[Area]:
    """Areas of the level that have no series of that kind yet, by name."""
    taken = Series.objects.filter(kind=kind, ended_at=None).values("area")
    return Area.objects.filter(level=level, geography__is_main=True).exclude(pk__in=taken).order_by("name")
