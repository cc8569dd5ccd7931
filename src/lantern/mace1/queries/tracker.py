"""Everybody open to MACE 1, through the viewer's scope: a number and its list are one queryset (M1-8, MSR-9, MSR-10).

What stands of each case is read along in the same query, so that a page of them costs what one does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case as Choice
from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.lookups import GreaterThan

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.models import SchoolFact
from lantern.children.vocabulary import Status
from lantern.design.asked import read_id
from lantern.exploitation.models import Assessment, KindOfExploitation
from lantern.exploitation.rules.scheme import Scheme
from lantern.mace1.models import Action, Case, Decision, Item
from lantern.mace1.vocabulary import ItemKind, Tracked, TrackerOrder
from lantern.meetings.models import Meeting
from lantern.organisation.queries import arrangement_on
from lantern.timekeeping.moments import midnight

YEAR = timedelta(days=365)
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
OF_CASE, OF_CHILD = {"case": OuterRef("pk")}, {"child": OuterRef("child")}
STILL_OPEN = Q(issued_at__isnull=False, done_on=None, dropped_at=None)
ORDERS: dict[TrackerOrder, Any] = {
    TrackerOrder.CHILD: F("child__sort_name"),
    TrackerOrder.WAY: F("came"),
    TrackerOrder.LEVEL: F("level_rank"),
    TrackerOrder.DISCUSSED: F("discussed"),
    TrackerOrder.DAYS: F("opened_at"),
    TrackerOrder.ACTIONS: F("late"),
    TrackerOrder.REVIEW: F("review_at"),
    TrackerOrder.LAST: F("last_at"),
}
"""By what each column sorts; the longest open has the earliest day of opening."""


@dataclass(frozen=True)
class Asked:
    """What the tracker is narrowed to and how it is sorted; "" is any. `down` is the greatest first."""

    tracked: Tracked = Tracked.OPEN
    area: UUID | None = None
    way: str = ""
    model: str = ""
    level: str = ""
    order: TrackerOrder = TrackerOrder.CHILD
    down: bool = False

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Self:
        """From an address; what is not known asks for nothing."""
        show, sort = params.get("show", ""), params.get("sort", "")
        order = sort.removeprefix("-")
        return cls(
            tracked=Tracked(show) if show in set(Tracked) else Tracked.OPEN,
            area=read_id(params.get("area", "")),
            way=_plain(params, "way"),
            model=_plain(params, "model"),
            level=_plain(params, "level"),
            order=TrackerOrder(order) if order in set(TrackerOrder) else TrackerOrder.CHILD,
            down=sort.startswith("-"),
        )


class Summary(NamedTuple):
    """How many are open, for how many days at the median, and how many are reviewed at the next meeting, and when that is."""

    number: int
    median_days: int | None
    reviews: int
    next_at: datetime | None


def tracked(viewer: Viewer, asked: Asked) -> "QuerySet[Case]":
    """The cases asked for, each with what its row shows; sorted, a child's name last."""
    found = narrowed(viewer, asked).select_related("child", "series__area").annotate(**_along(viewer))
    by = ORDERS[asked.order]
    backwards = asked.down is not (asked.order is TrackerOrder.DAYS)
    first = by.desc(nulls_last=True) if backwards else by.asc(nulls_last=True)
    return found.order_by(first, "child__sort_name", "pk")


def narrowed(viewer: Viewer, asked: Asked) -> "QuerySet[Case]":
    """The same without what is read along: for counting."""
    found = Case.visible_to(viewer).filter(in_focus(viewer, through_child), _TRACKED[asked.tracked](viewer))
    if asked.area:
        found = found.filter(child__area__in=viewer.areas.within([asked.area]))
    if asked.way:
        found = found.filter(came=asked.way)
    if asked.model:
        found = found.filter(Exists(_exploited(viewer).filter(ways__contains=[asked.model])))
    if asked.level:
        found = found.annotate(level_now=_level_now()).filter(level_now=asked.level)
    return found


def summary(viewer: Viewer) -> Summary:
    """Of everybody open in the area the viewer chose."""
    opened = list(narrowed(viewer, Asked()).values_list("opened_at", flat=True))
    days = [(viewer.now - each).days for each in opened]
    reviews = narrowed(viewer, Asked(Tracked.REVIEW)).count()
    next_at = (
        Meeting.objects.filter(pk__in=next_meetings(viewer)).order_by("begins_at").values_list("begins_at", flat=True)
    )
    return Summary(len(days), round(median(days)) if days else None, reviews, next_at.first() if reviews else None)


def next_meetings(viewer: Viewer) -> "QuerySet[Any, Any]":
    """The next meeting of each series that is not over, from today on."""
    coming = Meeting.objects.filter(cancelled_at=None, ended_at=None, begins_at__gte=midnight(viewer.today))
    return coming.order_by("series", "begins_at").distinct("series").values("pk")


def _plain(params: Mapping[str, str], name: str) -> str:
    """A word of an address, without signs that PostgreSQL takes in no text."""
    return params.get(name, "").replace("\0", "")


def _review_due(viewer: Viewer) -> Q:
    places = Item.objects.filter(**OF_CASE, deferred_at=None, kind=ItemKind.REVIEW, meeting__in=next_meetings(viewer))
    return Q(Exists(places), closed_at=None)


def _actions_late(viewer: Viewer) -> Q:
    late = Action.objects.filter(STILL_OPEN, item__case=OuterRef("pk"), due_on__lt=viewer.today)
    return Q(Exists(late), closed_at=None)


_TRACKED: dict[Tracked, Callable[[Viewer], Q]] = {
    Tracked.OPEN: lambda viewer: Q(closed_at=None),
    Tracked.REVIEW: _review_due,
    Tracked.LATE: _actions_late,
    Tracked.YEAR: lambda viewer: Q(closed_at=None, opened_at__lt=viewer.now - YEAR),
    Tracked.CARE: lambda viewer: Q(closed_at=None, child__status=Status.LOOKED_AFTER),
    Tracked.CLOSED: lambda viewer: Q(closed_at__gte=viewer.now - YEAR),
}


def _along(viewer: Viewer) -> dict[str, Any]:
    """What a row shows besides the case; nothing here opens a child, since the case is reached through the scope."""
    over = Item.objects.filter(**OF_CASE, deferred_at=None, meeting__ended_at__isnull=False)
    to_come = Item.objects.filter(
        **OF_CASE, deferred_at=None, meeting__ended_at=None, meeting__cancelled_at=None,
        meeting__begins_at__gte=midnight(viewer.today),
    )  # fmt: skip
    still = Action.objects.filter(STILL_OPEN, item__case=OuterRef("pk"))
    school = SchoolFact.objects.filter(**OF_CHILD, withdrawn_at=None, since__lte=viewer.today)
    school = school.filter(Q(until=None) | Q(until__gt=viewer.today))
    return {
        "discussed": _number(over, "case"),
        "last_at": _one(over.order_by("-meeting__begins_at"), "meeting__begins_at"),
        "review_at": _one(to_come.order_by("meeting__begins_at"), "meeting__begins_at"),
        "owed": _number(still, "item__case"),
        "late": _number(still.filter(due_on__lt=viewer.today), "item__case"),
        "level_now": _level_now(),
        "level_rank": _rank(viewer),
        "levels_of": _level("scheme__levels"),
        "decided": ArraySubquery(
            _finished().order_by("finished_at").values(one=JSONObject(at="finished_at", level="level"))
        ),
        "agreed": ArraySubquery(_agreed().order_by("at").values(one=JSONObject(at="at", level="level"))),
        "ways": ArraySubquery(_exploited(viewer).order_by("since", "pk").values(one=JSONObject(ways="ways"))),
        "schooling": ArraySubquery(school.order_by("since", "pk").values("kind")),
    }


def _finished() -> "QuerySet[Assessment]":
    return Assessment.objects.filter(**OF_CHILD, finished_at__isnull=False)


def _level(what: str) -> Subquery:
    """Of the last assessment that was finished."""
    return Subquery(_finished().order_by("-finished_at").values(what)[:1])


def _agreed() -> "QuerySet[Decision]":
    """What meetings that are over agreed of the level (M1-6)."""
    return Decision.objects.filter(**OF_CHILD, item__meeting__ended_at__isnull=False).exclude(level="")


def _level_now() -> Choice:
    """The level that was decided last: in an assessment, or in a meeting."""
    agreed = _agreed().order_by("-at")
    assessed_at, agreed_at = _one(_finished().order_by("-finished_at"), "finished_at"), _one(agreed, "at")
    is_later = GreaterThan(agreed_at, Coalesce(assessed_at, Value(LONG_AGO)))
    return Choice(When(is_later, then=Subquery(agreed.values("level")[:1])), default=_level("level"))


def _rank(viewer: Viewer) -> Choice:
    """How high the level stands among those of today's arrangement; one that is none of them stands below."""
    levels = Scheme.of(arrangement_on(viewer.today, viewer.member.partnership).exploitation).levels
    ranks = [When(level_now=each.name, then=Value(rank)) for rank, each in enumerate(levels, 1)]
    return Choice(*ranks, default=Value(0), output_field=IntegerField())


def _exploited(viewer: Viewer) -> "QuerySet[KindOfExploitation]":
    """What stands today of how the child is exploited, suspected or known."""
    now = Q(until=None) | Q(until__gte=viewer.today)
    return KindOfExploitation.objects.filter(now, **OF_CHILD, withdrawn_at=None, since__lte=viewer.today)


def _number(rows: "QuerySet[Any]", by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _one(rows: "QuerySet[Any]", what: str) -> Subquery:
    return Subquery(rows.values(what)[:1], output_field=DateTimeField())
