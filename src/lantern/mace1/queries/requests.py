"""To which meeting a request for a child goes, and the requests there are (M1-2)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.mace1.models import Case, Item, Request
from lantern.mace1.queries.series import series_by_area
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.rules.ways import Coming, InTime, in_time
from lantern.mace1.vocabulary import Asked, ItemKind
from lantern.meetings.models import Meeting, Series
from lantern.meetings.queries.places import places
from lantern.meetings.queries.series import arranged_on, coming_meetings
from lantern.meetings.rules.planning import cycle
from lantern.timekeeping.moments import london

FORTNIGHT = timedelta(days=14)


def open_case_of(child: Child) -> Case | None:
    """The case of a child who is open to MACE 1."""
    return Case.objects.filter(child=child, closed_at=None).select_related("series__area").first()


def kind_for(case: Case | None) -> ItemKind:
    """What can be asked for: a review of who is open, a first discussion of who is not."""
    return ItemKind.REVIEW if case else ItemKind.INITIAL


def series_for(child: Child, case: Case | None, at: datetime) -> Series:
    """Which meetings discuss the child: those that they are open to, else those of their area.

    Raises `NotAllowed` where the area is not known, or has no series.
    """
    if case is not None:
        return case.series
    if child.area_id is None:
        raise NotAllowed(refusals.NO_AREA)
    found = series_by_area(london(at).date()).get(child.area_id)
    if found is None:
        raise NotAllowed(refusals.NO_SERIES)
    return found


def meeting_for(series: UUID, at: datetime) -> InTime:
    """The first meeting of the series that is still asked for discussions, each by the arrangement of its own day (PAR-7)."""
    return in_time(_coming(coming_meetings(series, at)), at)


def open_later(series: UUID, since: datetime) -> "QuerySet[Meeting]":
    """Meetings of a series from `since` on whose agenda can still change, the next one first."""
    return coming_meetings(series, since).filter(agenda_sent_at=None, begun_at=None).select_related("series__area")


def waits(child: Child) -> bool:
    """Whether a request for the child waits for the chair."""
    return Request.objects.filter(child=child, state=Asked.WAITING).exists()


def stands_by(case: Case | None, begins_at: datetime) -> bool:
    """Whether the case stands on an agenda of a meeting to come that begins by then."""
    found = Item.objects.filter(case=case, deferred_at=None, meeting__begins_at__lte=begins_at)
    return case is not None and found.filter(meeting__cancelled_at=None, meeting__ended_at=None).exists()


def to_decide(viewer: Viewer) -> "QuerySet[Request]":
    """Requests that wait for the viewer as a chair; the longest waiting first."""
    of = places(viewer)
    chairs = of.chairs if not of.against else frozenset()
    found = Request.visible_to(viewer).filter(state=Asked.WAITING, series__in=chairs)
    return found.select_related("child", "series__area", "meeting", "by__agency").order_by("at", "id")


def answered_lately(viewer: Viewer) -> "QuerySet[Request]":
    """What the viewer asked for and the chair answered within the last fortnight, the latest first."""
    found = Request.visible_to(viewer).filter(by=viewer.member, decided_at__gte=viewer.now - FORTNIGHT)
    found = found.filter(state__in=(Asked.ACCEPTED, Asked.DECLINED))
    return found.select_related("child", "series__area", "meeting").order_by("-decided_at", "id")


def requests_for(meeting: Meeting, viewer: Viewer) -> "QuerySet[Request]":
    """Those made for a meeting that the viewer may see and nobody took back, in the order in which they were made."""
    found = Request.visible_to(viewer).filter(meeting=meeting).exclude(state=Asked.TAKEN_BACK)
    return found.select_related("child", "by__agency", "decided_by", "series__area", "meeting").order_by("at", "id")


def _coming(meetings: Iterable[Meeting]) -> Iterable[Coming]:
    for each in meetings:
        clocks = arranged_on(london(each.begins_at).date()).clocks
        closes = cycle(each.begins_at, each.length, clocks).request_closes
        yield Coming(each.pk, each.begins_at, closes, each.agenda_sent_at is not None)
