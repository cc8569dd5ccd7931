"""The tracker as its page draws it: columns one can choose and sort by, a row a child, a line of levels (M1-8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.naming import name_for
from lantern.children.vocabulary import SchoolKind
from lantern.design import marks
from lantern.design.listing import address
from lantern.design.parts import Column
from lantern.design.pictures import spark
from lantern.exploitation.parts.levels import level_names
from lantern.exploitation.parts.reading import level_kind
from lantern.mace1.models import Case
from lantern.mace1.queries.tracker import Asked, Summary
from lantern.mace1.vocabulary import TrackerOrder, Way
from lantern.organisation.rules.indicators import read_levels
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

NOTHING = "—"
CAME = {
    Way.LEVEL: "Automatic: level",
    Way.MISSING: "Automatic: missing",
    Way.WORKER: "Social work",
    Way.AGENCY: "Agency request",
    Way.TRIAGE: "Police triage",
}
"""How they came, in the width of a column."""


@dataclass(frozen=True)
class Heading:
    """A column: its key in the address, its label, what it sorts by, and whether it tells of exploitation."""

    key: str
    label: str
    order: TrackerOrder | None = None
    number: bool = False
    tells: bool = False


HEADINGS = (
    Heading("district", "District"),
    Heading("came", "How they came", TrackerOrder.WAY),
    Heading("model", "Model", tells=True),
    Heading("school", "Education"),
    Heading("line", "Level since opened", tells=True),
    Heading("now", "Now", TrackerOrder.LEVEL, tells=True),
    Heading("discussed", "Discussed", TrackerOrder.DISCUSSED, number=True),
    Heading("days", "Days open", TrackerOrder.DAYS, number=True),
    Heading("actions", "Actions open", TrackerOrder.ACTIONS),
    Heading("review", "Review", TrackerOrder.REVIEW),
    Heading("last", "Last discussed", TrackerOrder.LAST),
)


def offered(viewer: Viewer) -> tuple[Heading, ...]:
    """The columns that the viewer may read."""
    return tuple(each for each in HEADINGS if not each.tells or viewer.may(Permission.SEE_EXPLOITATION))


def chosen(params: QueryDict, viewer: Viewer) -> tuple[Heading, ...]:
    """The columns that the address asks for, all of them where it asks for none."""
    wanted = set(params.getlist("column"))
    found = tuple(each for each in offered(viewer) if each.key in wanted)
    return found or offered(viewer)


def columns(shown: Sequence[Heading], asked: Asked, params: QueryDict) -> list[Column]:
    """The heads, each that sorts a link to it; pressed again it turns round."""
    child = Heading("child", "Child", TrackerOrder.CHILD)
    return [_column(each, asked, params) for each in (child, *shown)]


def rows(found: Iterable[Case], shown: Sequence[Heading], viewer: Viewer) -> list[Sequence[object]]:
    """A row a case, as `columns` heads them."""
    return [(_child(each, viewer), *(CELLS[head.key](each, viewer) for head in shown)) for each in found]


def summary_words(found: Summary, place: str, viewer: Viewer) -> str:
    """37 children open to MACE 1 in Mid · median 118 days · 9 reviews due on 5 March."""
    children = "1 child" if found.number == 1 else f"{found.number:,} children"
    parts = [f"{children} open to MACE 1{f' in {place}' if place else ''}"]
    if found.median_days is not None:
        parts.append("median 1 day" if found.median_days == 1 else f"median {found.median_days} days")
    if found.reviews:
        on = f" on {_day(found.next_at, viewer)}" if found.next_at else ""
        parts.append(f"{'1 review' if found.reviews == 1 else f'{found.reviews:,} reviews'} due{on}")
    return " · ".join(parts)


def models_of(case: Any) -> list[str]:
    """The models that stand, each once, in the order in which they came on the record."""
    return list(dict.fromkeys(way for fact in case.ways for way in fact["ways"]))


def days_open(case: Case, now: datetime) -> int:
    """From the day it was opened until it was closed, or today."""
    return (london(case.closed_at or now).date() - london(case.opened_at).date()).days


def _column(each: Heading, asked: Asked, params: QueryDict) -> Column:
    if each.order is None:
        return Column(each.label, each.number)
    is_on = asked.order is each.order
    down = not asked.down if is_on else each.number
    url = address(params, sort=f"{'-' if down else ''}{each.order}", page=None)
    return Column(
        each.label, each.number, url=url, sorted=("descending" if asked.down else "ascending") if is_on else ""
    )


def _child(case: Case, viewer: Viewer) -> object:
    return format_html('<a href="{}">{}</a>', reverse("mace1:case", args=[case.pk]), name_for(case.child, viewer))


def _line(case: Any, viewer: Viewer) -> object:
    names = _names(case, viewer)
    told = sorted((datetime.fromisoformat(each["at"]), each["level"]) for each in (*case.decided, *case.agreed))
    steps = [(at, names.index(level)) for at, level in told if level in names]
    return spark(names, steps, case.opened_at, case.closed_at or viewer.now) if steps else NOTHING


def _now(case: Any, viewer: Viewer) -> object:
    names = _names(case, viewer)
    if not case.level_now:
        return NOTHING
    return marks.tag(case.level_now, level_kind(case.level_now, names) if case.level_now in names else "plain")


def _names(case: Any, viewer: Viewer) -> list[str]:
    """The levels, the lowest first, of the scheme by which the child was assessed last; else those of today."""
    if case.levels_of:
        return [each.name for each in read_levels(case.levels_of)]
    return level_names(viewer)[::-1]


def _actions(case: Any, viewer: Viewer) -> object:
    if not case.late:
        return str(case.owed)
    return format_html(
        '<strong class="lantern-late">{} late</strong>{}',
        case.late,
        f" of {case.owed}" if case.owed > case.late else "",
    )


def _days(case: Case, viewer: Viewer) -> object:
    return format_html('<a href="{}">{}</a>', reverse("mace1:case", args=[case.pk]), days_open(case, viewer.now))


def _review(case: Any, viewer: Viewer) -> object:
    if case.closed_at:
        return format_html(
            'Closed {}<span class="lantern-table__hint">{}</span>', _day(case.closed_at, viewer), case.closed_because
        )
    return _day(case.review_at, viewer) if case.review_at else NOTHING


def _day(at: datetime, viewer: Viewer) -> str:
    return words.short_day(london(at).date(), viewer.today)


CELLS: Mapping[str, Any] = {
    "district": lambda case, viewer: viewer.areas.name(case.child.area_id) if case.child.area_id else NOTHING,
    "came": lambda case, viewer: CAME[Way(case.came)],
    "model": lambda case, viewer: ", ".join(models_of(case)).capitalize() or NOTHING,
    "school": lambda case, viewer: ", ".join(SchoolKind(each).label for each in case.schooling) or NOTHING,
    "line": _line,
    "now": _now,
    "discussed": lambda case, viewer: case.discussed,
    "days": _days,
    "actions": _actions,
    "review": _review,
    "last": lambda case, viewer: _day(case.last_at, viewer) if case.last_at else "Not yet",
}
