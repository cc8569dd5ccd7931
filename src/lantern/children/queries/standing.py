"""How things stood for a child on a day."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lantern.children.models import Allocation, ServiceStatus
from lantern.children.vocabulary import WorkKind
from lantern.organisation.models import Postcode


def area_of_postcode(code: str) -> UUID | None:
    """The smallest area a postcode lies in, when it is known (PAR-2)."""
    plain = code.replace(" ", "").upper()
    return Postcode.objects.filter(code=plain).values_list("area_id", flat=True).first() if plain else None


def areas_of_postcodes(codes: Iterable[str]) -> dict[str, UUID]:
    """The areas of many postcodes, those without one left out."""
    plain = {code.replace(" ", "").upper() for code in codes} - {""}
    found = Postcode.objects.filter(code__in=plain, area__isnull=False).values_list("code", "area_id")
    return {code: area for code, area in found if area is not None}


def open_on(ids: Collection[UUID], statuses_on: Callable[[date], Collection[str]]) -> Callable[[UUID, date], bool]:
    """Answers whether a child was open to children's services on a day; which statuses count is that day's too (MIS-8)."""
    spans: dict[UUID, list[tuple[date, date, str]]] = {}
    rows = ServiceStatus.objects.filter(child__in=ids)
    for child, since, until, status in rows.values_list("child_id", "since", "until", "status"):
        spans.setdefault(child, []).append((since or date.min, until or date.max, status))

    def is_open(child: UUID, day: date) -> bool:
        counting = statuses_on(day)
        return any(since <= day < until and status in counting for since, until, status in spans.get(child, ()))

    return is_open


def workers_of(ids: Collection[UUID], day: date) -> dict[UUID, UUID]:
    """The social worker of each child on `day`: child id to member id."""
    rows = allocated_on(day).filter(child__in=ids, kind=WorkKind.SOCIAL_WORKER)
    return dict(rows.values_list("child_id", "member_id"))


def allocated_on(day: date) -> QuerySet[Allocation]:
    """Who works with whom on `day`."""
    return Allocation.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
