"""Who is missing now, through the viewer's scope: the cards, their numbers and what each number counts are one condition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.queries.marked import has_mark
from lantern.children.queries.record import with_record
from lantern.children.vocabulary import Mark
from lantern.missing.models import Episode
from lantern.missing.queries.arranged import arranged
from lantern.missing.vocabulary import Absence, Risk, Shown

OPEN = Q(ended_at=None, back_by=None)
CARDS = 24  # a page of the board


def open_now(viewer: Viewer) -> QuerySet[Any]:
    """Episodes open now that `viewer` may see, the most worrying first: high risk, then longest missing (MIS-13).

    Each has `times`, how often the child went missing within the days of a repeat (MIS-12a).
    """
    found = Episode.visible_to(viewer).filter(OPEN).filter(in_focus(viewer, through_child))
    return found.annotate(times=_times(viewer)).order_by("risk", "started_at", "id")


def missing_now(viewer: Viewer) -> QuerySet[Any]:
    """`open_now` without those whose whereabouts are known: the two kinds are never added together (MIS-5)."""
    return open_now(viewer).filter(absence_now=Absence.MISSING)


def shown_now(viewer: Viewer, shown: Shown, mark: Mark | None = None) -> QuerySet[Any]:
    """The episodes that the board shows, each with its child, the child's record and the areas of both.

    With `mark`, those of children who have it today (MIS-14).
    """
    found = open_now(viewer).filter(conditions(viewer)[shown] & marked_now(viewer, mark))
    return with_record(found.select_related("child", "incident"))


def marked_now(viewer: Viewer, mark: Mark | None) -> Q:
    """What the cut by a mark asks for; without one, nothing."""
    return Q(has_mark(mark, on=viewer.today)) if mark else Q()


def conditions(viewer: Viewer) -> Mapping[Shown, Q]:
    """What each filter of the board asks for."""
    missing = Q(absence_now=Absence.MISSING)
    return {
        Shown.ALL: missing,
        Shown.HIGH: missing & Q(risk=Risk.HIGH),
        Shown.REPEAT: missing & Q(times__gte=arranged(viewer).repeat_count),
        Shown.AWAY: Q(absence_now=Absence.AWAY),
    }


@dataclass(frozen=True)
class Numbers:
    """How many children the board has, by filter, for each area of a child (`None`: not known yet).

    `marked` and `narrowed` are what each mark leads to from the filter that is on, and each filter from the mark (MIS-14).
    """

    by_area: Mapping[UUID | None, Mapping[Shown, int]]
    marked: Mapping[Mark, int] = field(default_factory=dict)
    narrowed: Mapping[Shown, int] = field(default_factory=dict)

    def of(self, shown: Shown) -> int:
        """How many `shown` has in all areas."""
        return sum(numbers[shown] for numbers in self.by_area.values())


def numbers(viewer: Viewer, shown: Shown = Shown.ALL, mark: Mark | None = None) -> Numbers:
    """Every number of the board that shows `shown` cut by `mark`, in one query."""
    every = conditions(viewer)
    asked: dict[str, Q] = {f"every_{each.name}": every[each] for each in Shown}
    asked |= {f"mark_{each.name}": every[shown] & marked_now(viewer, each) for each in Mark}
    asked |= {f"shown_{each.name}": every[each] & marked_now(viewer, mark) for each in Shown}
    counted = {name: Count("pk", filter=condition) for name, condition in asked.items()}
    rows = list(open_now(viewer).order_by().values("child__area_id").annotate(**counted))
    return Numbers(
        {row["child__area_id"]: {each: row[f"every_{each.name}"] for each in Shown} for row in rows},
        {each: sum(row[f"mark_{each.name}"] for row in rows) for each in Mark},
        {each: sum(row[f"shown_{each.name}"] for row in rows) for each in Shown},
    )


@dataclass(frozen=True)
class Briefing:
    """Two numbers for the top of My work; both count what `missing_now` lists."""

    missing: int
    high: int


def briefing(viewer: Viewer) -> Briefing:
    """How many children are missing now, and how many of them at high risk, in one query."""
    found = missing_now(viewer).order_by().aggregate(missing=Count("pk"), high=Count("pk", filter=Q(risk=Risk.HIGH)))
    return Briefing(**found)


def _times(viewer: Viewer) -> Coalesce:
    since = viewer.now - timedelta(days=arranged(viewer).repeat_days)
    recent = Episode.objects.filter(
        child=OuterRef("child"), absence=Absence.MISSING, started_at__gte=since, started_at__lte=viewer.now
    )
    counted = recent.order_by().values("child").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
