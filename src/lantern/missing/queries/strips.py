"""Past episodes of many children, for the strip that shows them without words."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from lantern.design.parts import Episode as Bar
from lantern.missing.models import Episode
from lantern.missing.queries.board import OPEN
from lantern.missing.vocabulary import Absence
from lantern.organisation.queries import arrangement_on, current_partnership
from lantern.timekeeping.moments import london


def strips(child_ids: Iterable[UUID], now: datetime, *, days: int | None = None) -> dict[UUID, list[Bar]]:
    """Each child's episodes that touch the last `days`, by default those within which repeats are counted (MIS-12a).

    The caller has reached the children through the scope. Absences without authorisation are not among them (MIS-5).
    """
    if days is None:
        days = arrangement_on(london(now).date(), current_partnership()).missing.repeat_days
    opens = now - timedelta(days=days)
    lasting = Q(started_at__gte=opens) | Q(ended_at__gte=opens) | Q(back_by__gte=opens) | OPEN
    rows = Episode.objects.filter(lasting, child__in=list(child_ids), absence=Absence.MISSING)
    found: dict[UUID, list[Bar]] = defaultdict(list)
    for child, start, end, back_by in rows.values_list("child_id", "started_at", "ended_at", "back_by"):
        found[child].append(Bar(start, end or back_by))
    return dict(found)
