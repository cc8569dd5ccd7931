"""Who is missing now, through the viewer's scope: the cards, their numbers and what each number counts are one condition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.models import Placement
from lantern.children.queries.record import with_record
from lantern.children.vocabulary import Status
from lantern.missing.models import Episode
from lantern.missing.queries.arranged import arranged
from lantern.missing.vocabulary import Absence, Risk, Shown

OPEN = Q(ended_at=None, back_by=None)
CARDS = 24  # a page of the board


def open_now(viewer: Viewer) -> QuerySet[Any]:
    """Episodes open now that `viewer` may see, the most worrying first: high risk, then longest missing (MIS-13).

    Each has `out_of_area` and `times`, how often the child went missing within the days of a repeat (MIS-12a).
    """
    found = Episode.visible_to(viewer).filter(OPEN).filter(in_focus(viewer, through_child))
    return found.annotate(out_of_area=_placed_away(viewer), times=_times(viewer)).order_by("risk", "started_at", "id")


def missing_now(viewer: Viewer) -> QuerySet[Any]:
    """`open_now` without those whose whereabouts are known: the two kinds are never added together (MIS-5)."""
    return open_now(viewer).filter(absence_now=Absence.MISSING)


def shown_now(viewer: Viewer, shown: Shown) -> QuerySet[Any]:
    """The episodes that the board shows, each with its child, the child's record and the areas of both."""
    found = open_now(viewer).filter(conditions(viewer)[shown]).select_related("child", "incident")
    return with_record(found)


def conditions(viewer: Viewer) -> Mapping[Shown, Q]:
    """What each filter of the board asks for."""
    missing = Q(absence_now=Absence.MISSING)
    return {
        Shown.ALL: missing,
        Shown.HIGH: missing & Q(risk=Risk.HIGH),
        Shown.IN_CARE: missing & Q(child__status=Status.LOOKED_AFTER),
        Shown.OUT_OF_AREA: missing & Q(out_of_area=True),
        Shown.REPEAT: missing & Q(times__gte=arranged(viewer).repeat_count),
        Shown.AWAY: Q(absence_now=Absence.AWAY),
    }


@dataclass(frozen=True)
class Numbers:
    """How many children the board has, by filter, for each area of a child (`None`: not known yet)."""

    by_area: Mapping[UUID | None, Mapping[Shown, int]]

    def of(self, shown: Shown) -> int:
        """How many `shown` has in all areas."""
        return sum(numbers[shown] for numbers in self.by_area.values())


def numbers(viewer: Viewer) -> Numbers:
    """Every number of the board, in one query."""
    asked = {shown.name: Count("pk", filter=condition) for shown, condition in conditions(viewer).items()}
    rows = open_now(viewer).order_by().values("child__area_id").annotate(**asked)
    return Numbers({row["child__area_id"]: {shown: row[shown.name] for shown in Shown} for row in rows})


@dataclass(frozen=True)
class Briefing:
    """Two numbers for the top of My work; both count what `missing_now` lists."""

    missing: int
    high: int


def briefing(viewer: Viewer) -> Briefing:
    """How many children are missing now, and how many of them at high risk, in one query."""
    found = missing_now(viewer).order_by().aggregate(missing=Count("pk"), high=Count("pk", filter=Q(risk=Risk.HIGH)))
    return Briefing(**found)


def _placed_away(viewer: Viewer) -> Exists:
    today = Q(until=None) | Q(until__gt=viewer.today)
    return Exists(Placement.objects.filter(today, child=OuterRef("child"), since__lte=viewer.today, out_of_area=True))


def _times(viewer: Viewer) -> Coalesce:
    since = viewer.now - timedelta(days=arranged(viewer).repeat_days)
    recent = Episode.objects.filter(
        child=OuterRef("child"), absence=Absence.MISSING, started_at__gte=since, started_at__lte=viewer.now
    )
    counted = recent.order_by().values("child").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
