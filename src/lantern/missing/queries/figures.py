"""The figures of a year, counted by the database through the viewer's scope (GOV-3)."""

from collections import defaultdict
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, ExtractHour, Floor

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.queries.marked import had_mark
from lantern.children.vocabulary import Mark
from lantern.missing.models import Episode
from lantern.missing.rules import figures as rules
from lantern.missing.rules.figures import LASTED, NOT_BACK, NOT_KNOWN, OUTSIDE, Figures, Item, Totals
from lantern.missing.vocabulary import Absence
from lantern.organisation.models import Area
from lantern.timekeeping.moments import LONDON, midnight

BACK = Q(ended_at__isnull=False) | Q(back_by__isnull=False)
KEYS: dict[Item, Any] = {
    Item.WHEN: Case(
        When(start_date_only=True, then=Value(NOT_KNOWN)),
        default=Cast(
            Cast(Floor(ExtractHour("started_at", tzinfo=LONDON) / rules.HOURS_IN_BAND), IntegerField()), CharField()
        ),
    ),
    Item.LENGTH: Case(
        When(~BACK, then=Value(NOT_BACK)),
        When(Q(ended_at=None) | Q(start_date_only=True) | Q(end_date_only=True), then=Value(NOT_KNOWN)),
        *(
            When(ended_at__lt=F("started_at") + below, then=Value(str(band)))
            for band, (_, below) in list(LASTED.items())[:-1]
        ),
        default=Value(str(max(LASTED))),
        output_field=CharField(),
    ),
    Item.WHENCE: Case(
        When(missing_from="", then=Value(NOT_KNOWN)), default=F("missing_from"), output_field=CharField()
    ),
    Item.PLACE: Case(
        When(~BACK, then=Value(NOT_BACK)),
        When(found_kind="", then=Value(NOT_KNOWN)),
        default=F("found_kind"),
        output_field=CharField(),
    ),
    Item.FOUND: Case(
        When(~BACK, then=Value(NOT_BACK)),
        When(found_area="", then=Value(NOT_KNOWN)),
        When(Exists(Area.objects.filter(name=OuterRef("found_area"))), then=F("found_area")),
        default=Value(OUTSIDE),  # as somebody wrote it, which may say more than a figure should
        output_field=CharField(),
    ),
    Item.FINDER: Case(
        When(~BACK, then=Value(NOT_BACK)),
        When(found_by="", then=Value(NOT_KNOWN)),
        default=F("found_by"),
        output_field=CharField(),
    ),
}


EPISODES, CHILDREN = Count("pk"), Count("child", distinct=True)


def of_year(viewer: Viewer, year: int, mark: Mark | None = None) -> QuerySet[Episode]:
    """The episodes that began in the year, of the children and in the area that the viewer looks at.

    With `mark`, those of children who had it on the day the episode began (MIS-14).
    """
    first, after = map(midnight, rules.bounds(year))
    found = Episode.visible_to(viewer).filter(in_focus(viewer, through_child))
    found = found.filter(started_at__gte=first, started_at__lt=after)
    return found.filter(had_mark(mark, at="started_at")) if mark else found


def totals(viewer: Viewer, year: int, mark: Mark | None = None) -> Totals:
    """Episodes and children of each kind, and of each mark; a child of both kinds or of several marks is in each.

    One query with a part for each mark: the database joins each with its dates, instead of asking of every episode.
    """
    every, *of_marks = (_counted(of_year(viewer, year, mark), each) for each in (None, *Mark))
    marks: dict[Mark, dict[Absence, rules.Count]] = {each: {} for each in Mark}
    kinds: dict[Absence, rules.Count] = {}
    for row in every.union(*of_marks, all=True):
        into = marks[Mark(row["mark"])] if row["mark"] else kinds
        into[Absence(row["absence"])] = rules.Count(row["episodes"], row["children"])
    return Totals(kinds, marks)


def _counted(found: QuerySet[Episode], mark: Mark | None) -> QuerySet[Any, Any]:
    """The episodes and children of each kind, under the name of the mark to which they are narrowed here."""
    named = (found.filter(had_mark(mark, at="started_at")) if mark else found).order_by()
    keyed = named.annotate(mark=Value(mark or "", output_field=CharField())).values("mark", "absence")
    return keyed.annotate(episodes=EPISODES, children=CHILDREN)


def figures(viewer: Viewer, year: int, mark: Mark | None = None) -> Figures:
    """Every table of the year, one query each."""
    return {item: _table(viewer, year, mark, item) for item in Item}


def _table(viewer: Viewer, year: int, mark: Mark | None, item: Item) -> dict[str, dict[Absence, rules.Count]]:
    keyed = of_year(viewer, year, mark).order_by().annotate(key=KEYS[item]).values("key", "absence")
    found: dict[str, dict[Absence, rules.Count]] = defaultdict(dict)
    for row in keyed.annotate(episodes=EPISODES, children=CHILDREN):
        found[row["key"]][Absence(row["absence"])] = rules.Count(row["episodes"], row["children"])
    return dict(found)
