"""The figures of a year, counted by the database through the viewer's scope (GOV-3)."""

from collections import defaultdict
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, ExtractHour, Floor

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.missing.models import Episode
from lantern.missing.rules import figures as rules
from lantern.missing.rules.figures import LASTED, NOT_BACK, NOT_KNOWN, OUTSIDE, Figures, Item
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


def of_year(viewer: Viewer, year: int) -> QuerySet[Episode]:
    """The episodes that began in the year, of the children and in the area that the viewer looks at."""
    first, after = map(midnight, rules.bounds(year))
    found = Episode.visible_to(viewer).filter(in_focus(viewer, through_child))
    return found.filter(started_at__gte=first, started_at__lt=after)


def totals(viewer: Viewer, year: int) -> dict[Absence, rules.Count]:
    """Episodes and children of each kind; a child of both kinds is counted in each."""
    counted = of_year(viewer, year).order_by().values("absence")
    rows = counted.annotate(episodes=Count("pk"), children=Count("child", distinct=True))
    return {Absence(row["absence"]): rules.Count(row["episodes"], row["children"]) for row in rows}


def figures(viewer: Viewer, year: int) -> Figures:
    """Every table of the year, one query each."""
    return {item: _table(viewer, year, item) for item in Item}


def _table(viewer: Viewer, year: int, item: Item) -> dict[str, dict[Absence, rules.Count]]:
    keyed = of_year(viewer, year).order_by().annotate(key=KEYS[item]).values("key", "absence")
    found: dict[str, dict[Absence, rules.Count]] = defaultdict(dict)
    for row in keyed.annotate(episodes=Count("pk"), children=Count("child", distinct=True)):
        found[row["key"]][Absence(row["absence"])] = rules.Count(row["episodes"], row["children"])
    return dict(found)
