"""Everything the chair weighs for one meeting, through the viewer's scope: the numbers are those of the lists (M1-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.exploitation.queries.levels import Standing, standing_levels
from lantern.mace1.models import Action, Case, Item, Request
from lantern.mace1.queries.agenda import items_of
from lantern.mace1.queries.requests import requests_for
from lantern.mace1.queries.series import open_meetings, series_by_area
from lantern.mace1.queries.threshold import known_of
from lantern.mace1.rules.threshold import proposed
from lantern.mace1.vocabulary import Asked
from lantern.meetings.models import Meeting
from lantern.organisation.queries import arrangement_on


@dataclass(frozen=True)
class Proposals:
    """Requests, places on the agenda, places that were put off, and children who wait for a meeting, each with why.

    `levels`, `discussed` (when last) and `owed` (actions still open) are by child.
    """

    requests: tuple[Request, ...]
    items: tuple[Item, ...]
    deferred: tuple[Item, ...]
    without: tuple[tuple[Child, str], ...]
    levels: Mapping[UUID, Standing]
    discussed: Mapping[UUID, datetime]
    owed: Mapping[UUID, int]

    @property
    def waiting(self) -> tuple[Request, ...]:
        """Requests that the chair still decides."""
        return tuple(each for each in self.requests if each.state == Asked.WAITING)

    @property
    def declined(self) -> tuple[Request, ...]:
        """Requests that the chair answered with no."""
        return tuple(each for each in self.requests if each.state == Asked.DECLINED)

    @property
    def number(self) -> int:
        """Every proposal: who stands there, was put off or declined, or waits."""
        return self.decided + len(self.waiting)

    @property
    def decided(self) -> int:
        """Proposals that nobody has to decide any more; by themselves is decided."""
        return len(self.items) + len(self.deferred) + len(self.declined)

    @property
    def children(self) -> list[Child]:
        """Everybody on the page, once each."""
        rows: list[Request | Item] = [*self.requests, *self.items, *self.deferred]
        return list({each.pk: each for each in [*(row.child for row in rows), *(c for c, _ in self.without)]}.values())


def proposals_for(meeting: Meeting, viewer: Viewer) -> Proposals:
    """Of one meeting, as far as the viewer may see the children; a fixed number of queries."""
    requests = tuple(requests_for(meeting, viewer))
    items = tuple(items_of(meeting, viewer))
    put_off = Item.visible_to(viewer).filter(meeting=meeting, deferred_at__isnull=False)
    put_off = put_off.select_related("child", "case", "deferred_to", "deferred_by").order_by("deferred_at", "pk")
    deferred, without = tuple(put_off), _without_meeting(meeting, viewer)
    rows: list[Request | Item] = [*requests, *items, *deferred]
    ids = {*(each.child_id for each in rows), *(each.pk for each, _ in without)}
    return Proposals(
        requests, items, deferred, without, standing_levels(Child.objects.filter(pk__in=ids).values("pk")),
        last_discussed(ids), actions_owed(ids),
    )  # fmt: skip


def last_discussed(children: set[UUID]) -> dict[UUID, datetime]:
    """When each was last discussed in a meeting that is over."""
    found = Item.objects.filter(child__in=children, deferred_at=None, meeting__ended_at__isnull=False)
    return dict(found.order_by().values_list("child").annotate(Max("meeting__begins_at")))


def actions_owed(children: set[UUID]) -> dict[UUID, int]:
    """How many actions of each are issued and still to be done."""
    found: dict[UUID, int] = {}
    rows = Action.objects.filter(child__in=children, issued_at__isnull=False, done_on=None, dropped_at=None)
    for child in rows.values_list("child_id", flat=True):
        found[child] = found.get(child, 0) + 1
    return found


def _without_meeting(meeting: Meeting, viewer: Viewer) -> tuple[tuple[Child, str], ...]:
    """Children of the series' areas who meet the threshold, while no meeting to come has an open agenda."""
    if open_meetings([meeting.series_id], viewer.now):
        return ()
    arranged = arrangement_on(viewer.today, viewer.member.partnership)
    areas = [area for area, each in series_by_area(viewer.today).items() if each.pk == meeting.series_id]
    waiting = Child.visible_to(viewer).filter(merged_into=None, area__in=areas)
    waiting = waiting.exclude(pk__in=Case.objects.filter(closed_at=None).values("child"))
    judged = {key: proposed(known, arranged.mace1) for key, known in known_of(waiting, arranged, viewer.now).items()}
    why = {key: found[1] for key, found in judged.items() if found}
    rows = Child.visible_to(viewer).filter(pk__in=list(why)).order_by("sort_name", "pk")
    return tuple((each, why[each.pk]) for each in rows)
