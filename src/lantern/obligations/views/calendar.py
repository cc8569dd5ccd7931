"""Obligations due, as a calendar: a month with the number of each day, or a week with what falls due."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.cut import cut_words
from lantern.design.keyset import at_the_beginning
from lantern.design.listing import address
from lantern.obligations import queries, rows
from lantern.obligations.asked import asked_for
from lantern.obligations.vocabulary import Shown
from lantern.timekeeping.moments import DAY, london, midnight
from lantern.timekeeping.words import MONTHS, long_day
from lantern.trail import actions as trail

WEEK = 7
MOST_IN_A_WEEK = 150
FIRST, LAST = date(2000, 2, 1), date(2099, 11, 30)


@dataclass(frozen=True)
class Day:
    """One day of the calendar; `url` leads to the list that `number` counts."""

    day: date
    number: int
    url: str
    is_today: bool
    is_late: bool
    is_outside: bool = False


@page("obligations/month.html", may=Permission.SEE_OBLIGATIONS)
def month(request: Request) -> Response:
    """Whole weeks of one month, and how many obligations that are still to be done fall due on each day."""
    first = _asked_day(request).replace(day=1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    found = queries.due_by_day(request.viewer, _open(request), weeks[0][0], weeks[-1][-1])
    return request.show(
        title=f"{MONTHS[first.month]} {first.year}",
        weeks=[[_day(request, each, found.get(each, 0), first.month) for each in week] for week in weeks],
        total=sum(number for day, number in found.items() if day.month == first.month),
        before=_link(request, "obligations:calendar", first - DAY),
        after=_link(request, "obligations:calendar", first.replace(day=28) + 4 * DAY),
        **_ways(request, first),
    )


@page("obligations/week.html", may=Permission.SEE_OBLIGATIONS)
def week(request: Request) -> Response:
    """Monday to Sunday, with what falls due on each day."""
    asked_day = _asked_day(request)
    monday = asked_day - asked_day.weekday() * DAY
    due = queries.owed(request.viewer, _open(request)).filter(
        due_at__gte=midnight(monday), due_at__lt=midnight(monday + WEEK * DAY)
    )
    found = list(due.order_by("due_at", "id")[: MOST_IN_A_WEEK + 1])
    shown = found[:MOST_IN_A_WEEK]
    trail.viewed_many("obligations/week", shown, by=request.member, at=request.now)
    lines = rows.lines(shown, request.viewer)
    return request.show(
        title=f"Week from {long_day(monday)}",
        days=list(_days(request, monday, lines)),
        cut_short=len(found) > MOST_IN_A_WEEK,
        most=MOST_IN_A_WEEK,
        before=_link(request, "obligations:week", monday - WEEK * DAY),
        after=_link(request, "obligations:week", monday + WEEK * DAY),
        **_ways(request, asked_day),
    )


def _days(request: Request, monday: date, lines: list[rows.Line]) -> Iterator[tuple[Day, list[rows.Line]]]:
    for number in range(WEEK):
        each = monday + number * DAY
        own = [line for line in lines if london(line.obligation.due_at).date() == each]
        yield _day(request, each, len(own), each.month), own


def _open(request: Request) -> queries.Asked:
    """The calendar shows what is still to be done; the day is the page's own."""
    asked = asked_for(request.GET)
    return queries.Asked(
        shown=Shown.OPEN,
        whose=asked.whose,
        kind=asked.kind,
        duty=asked.duty,
        owner=asked.owner,
        agency=asked.agency,
        mark=asked.mark,
    )


def _asked_day(request: Request) -> date:
    day = asked_for(request.GET).day or request.viewer.today
    return min(max(day, FIRST), LAST)


def _day(request: Request, day: date, number: int, month: int) -> Day:
    today = request.viewer.today
    return Day(day, number, _link(request, "obligations:owed", day), day == today, day < today, day.month != month)


def _ways(request: Request, day: date) -> dict[str, Any]:
    mark = asked_for(request.GET).mark
    return {
        "cut": cut_words(mark),
        "mark": mark.label.lower() if mark else "",
        "list_url": _link(request, "obligations:owed", None),
        "month_url": _link(request, "obligations:calendar", day),
        "week_url": _link(request, "obligations:week", day),
        "today_url": request.http.path + address(_kept(request), day=None),
    }


def _link(request: Request, name: str, day: date | None) -> str:
    return reverse(name) + address(_kept(request), day=day.isoformat() if day else None)


def _kept(request: Request) -> QueryDict:
    """The filters that the calendar shares with the list."""
    kept = at_the_beginning(request.GET)
    for name in ("shown", "sort"):
        kept.pop(name, None)
    return kept
