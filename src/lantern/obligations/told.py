"""What was not done in time, and what a person said is not owed, on the time line of a child."""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from lantern.access.viewer import Viewer
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.children.rules.sourced import WORKED_OUT, entered_by
from lantern.children.vocabulary import Line
from lantern.obligations import subjects
from lantern.obligations.models import Obligation, Waiver
from lantern.obligations.rows import whose
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london

SAME = ("subject_kind", "subject_id", "kind", "cause")


def told_of_owed(child: Child, viewer: Viewer) -> Iterator[Entry]:
    """Each thing that went over its time, from that time, and each that was waived; one query."""
    for owed in overdue_or_waived(child, viewer):
        url = subjects.url(owed) if subjects.may_do(owed, viewer) else ""
        yield _waived(owed, viewer, url) if owed.waived_at else _overdue(owed, viewer, url)


def overdue_or_waived(child: Child, viewer: Viewer) -> "QuerySet[Any]":
    """Rows with `by`, who waived it; what was met in time is told by what was done."""
    late = Q(waived_at=None, due_at__lt=viewer.now) & (Q(met_at=None) | Q(met_at__gt=F("due_at")))
    waiver = Waiver.objects.filter(ended_at=None, **{name: OuterRef(name) for name in SAME})
    by = ArraySubquery(waiver.values(one=JSONObject(name="by__name", agency="by__agency__name")))
    rows = Obligation.visible_to(viewer).filter(late | Q(waived_at__isnull=False), child=child)
    return rows.select_related("owner").annotate(by=by)


def _overdue(owed: Any, viewer: Viewer, url: str) -> Entry:
    late = f"Done {words.elapsed(owed.met_at - owed.due_at)} late" if owed.met_at else "Still to be done"
    return Entry(
        when=Moment(owed.due_at),
        title=f"Overdue: {_lower(subjects.verb(owed))}",
        text=f"{late}. Owed by {_middle(whose(owed, viewer))} since {words.long_when(owed.starts_at)}.",
        url=url,
        source=WORKED_OUT,
        kind=Line.OWED,
    )


def _waived(owed: Any, viewer: Viewer, url: str) -> Entry:
    by = owed.by[0] if owed.by else None
    return Entry(
        when=Moment(owed.waived_at),
        title=f"Waived: {_lower(subjects.verb(owed))}",
        text=owed.waived_reason if viewer.sees_names else "",
        url=url,
        source=entered_by(by["name"], by["agency"], london(owed.waived_at).date()) if by else WORKED_OUT,
        kind=Line.OWED,
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _middle(owner: str) -> str:
    """You, in the middle of a sentence; people and agencies keep their capital."""
    return "you" if owner == "You" else owner
