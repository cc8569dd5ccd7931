"""Children who have a mark on a day, as a condition of a query: one for each mark, for lists, filters and counts (MIS-14)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, Func, OuterRef, Q, QuerySet

from lantern.children.models import Placement, SchoolFact, ServiceStatus
from lantern.children.queries.days import holding_on, london_day
from lantern.children.vocabulary import RESIDENTIAL, SCHOOL_MARKS, SEMI_INDEPENDENT, Mark, Status

PLACED = {
    Mark.RESIDENTIAL: Q(code__in=RESIDENTIAL),
    Mark.SEMI_INDEPENDENT: Q(code__in=SEMI_INDEPENDENT),
    Mark.OUT_OF_AREA: Q(out_of_area=True),
}


def read_mark(params: Mapping[str, str]) -> Mark | None:
    """The mark that an address asks for; a word that is not known asks for none."""
    asked = params.get("mark", "")
    return Mark(asked) if asked in set(Mark) else None


def had_mark(mark: Mark, *, at: str, child: str = "child") -> Exists:
    """Whether the row's `child` had `mark` on the day in London of its time `at` (MIS-17)."""
    return _holds(mark, london_day(at), child)


def has_mark(mark: Mark, *, on: date, child: str = "child") -> Exists:
    """Whether the row's `child` has `mark` on the day `on`, the same for every row."""
    return _holds(mark, on, child)


def _holds(mark: Mark, day: "Func[Any] | date", child: str) -> Exists:
    return Exists(_rows(mark).filter(holding_on(day), child=OuterRef(child)))


def _rows(mark: Mark) -> "QuerySet[Any]":
    """What holds the mark, from `since` until the day before `until`."""
    if mark is Mark.IN_CARE:
        return ServiceStatus.objects.filter(status=Status.LOOKED_AFTER)
    if mark in PLACED:
        return Placement.objects.filter(PLACED[mark])
    return SchoolFact.objects.filter(kind=SCHOOL_MARKS[mark], withdrawn_at=None)
