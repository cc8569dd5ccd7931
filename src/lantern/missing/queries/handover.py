"""What one shift hands to the next, read at one moment for one sheet (MIS-13)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lantern.access.viewer import Viewer
from lantern.missing.models import HandoverNote
from lantern.missing.queries.arranged import arranged
from lantern.missing.queries.board import shown_now
from lantern.missing.queries.duty import Standings, needs_somebody, path_of, plain, shifts_for, stand, told_of
from lantern.missing.queries.owing import SUBJECT, Owing
from lantern.missing.queries.returned import ROWS, returned_and_owed
from lantern.missing.queries.rota import own
from lantern.missing.queries.triggers import Asked, triggers
from lantern.missing.rules.duty import Gap, for_area, gaps
from lantern.missing.vocabulary import Shown
from lantern.obligations.models import Obligation
from lantern.obligations.queries import OPEN, for_lines, in_view, to_do

MOST = 60  # of a kind on the sheet; more are told of by their number's list


@dataclass(frozen=True)
class Handover:
    """Everything on the sheet; `due` falls due as far as it looks ahead, `shifts` are the viewer's areas' from now on."""

    missing: list[Any]
    standing: Standings
    owing: Owing
    due: list[Any]
    returned: list[Any]
    triggers: list[Any]
    notes: list[Any]
    shifts: list[Any]
    gaps: tuple[Gap, ...]

    @property
    def shown(self) -> list[Any]:
        """The records about children that the sheet shows."""
        return [*self.missing, *self.due, *self.returned, *self.triggers]


def handover(viewer: Viewer) -> Handover:
    """In eight queries, however much there is."""
    missing = list(told_of(shown_now(viewer, Shown.ALL))[:MOST])
    returned = returned_and_owed(viewer)[:ROWS]
    owing, due = _owed({each.pk for each in (*missing, *returned)}, viewer)
    rows = shifts_for(filter(needs_somebody, missing), viewer)
    areas = set(own(viewer))
    return Handover(
        missing=missing,
        standing=stand(missing, rows, viewer),
        owing=owing,
        due=due[:MOST],
        returned=returned,
        triggers=list(triggers(viewer, Asked())[:ROWS]),
        notes=list(open_notes(viewer)[:MOST]),
        shifts=[each for each in rows if each.area_id in areas and _is_soon(each, viewer)],
        gaps=_gaps(rows, viewer),
    )


def ahead(viewer: Viewer) -> timedelta:
    """A shift, as the sheet looks ahead (PAR-7)."""
    return timedelta(hours=arranged(viewer).handover_hours)


def open_notes(viewer: Viewer) -> QuerySet[Any]:
    """Notes that nobody has closed, the latest first, each with who wrote it and in which shift."""
    found = HandoverNote.visible_to(viewer).filter(closed_at=None)
    return found.select_related("by", "area", "shift").order_by("-at", "id")


def _owed(episodes: set[UUID], viewer: Viewer) -> tuple[Owing, list[Any]]:
    """What these episodes owe, and whatever is due soon, in one query."""
    soon = Q(due_at__gte=viewer.now, due_at__lt=viewer.now + ahead(viewer)) & OPEN
    found = in_view(viewer).filter(Q(subject_kind=SUBJECT, subject_id__in=episodes) | soon)
    found = found.filter(~OPEN | to_do(viewer.now))
    of: dict[UUID, list[Obligation]] = defaultdict(list)
    due = []
    for one in for_lines(found).order_by("due_at", "id"):
        if one.subject_kind == SUBJECT and one.subject_id in episodes:
            of[one.subject_id].append(one)
        if _is_open(one) and viewer.now <= one.due_at < viewer.now + ahead(viewer):
            due.append(one)
    return of, due


def _is_open(one: Obligation) -> bool:
    return one.met_at is None and one.waived_at is None


def _is_soon(shift: Any, viewer: Viewer) -> bool:
    """On duty now, or in the shift after the next."""
    return bool(viewer.now < shift.until and shift.since < viewer.now + 2 * ahead(viewer))


def _gaps(rows: Iterable[Any], viewer: Viewer) -> tuple[Gap, ...]:
    """When nobody is on duty for the area the viewer looks at, or for any of their own."""
    until = viewer.now + 2 * ahead(viewer)
    known = plain(rows)
    if viewer.focus:
        known = list(for_area(known, path_of(viewer.focus, viewer.areas)))
    else:
        areas = set(own(viewer))
        known = [each for each in known if each.area in areas]
    return gaps(known, viewer.now, until)
