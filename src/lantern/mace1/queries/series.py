"""Which series of meetings is a child's, and at which meeting they can still be put on the agenda (M1-1, M1-2)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from lantern.meetings.models import Meeting, Series
from lantern.meetings.queries.series import coming_meetings, running_series
from lantern.meetings.vocabulary import SeriesKind
from lantern.organisation.queries import areas_on, current_partnership


def series_by_area(today: date) -> dict[UUID, Series]:
    """The MACE 1 series of each area, an area within another's with that one unless it has its own."""
    found = list(running_series().filter(kind=SeriesKind.MACE1))
    areas = areas_on(today, current_partnership())
    widest_first = sorted(found, key=lambda each: -len(areas.within([each.area_id])))
    return {area: each for each in widest_first for area in areas.within([each.area_id])}


def open_meetings(series: Iterable[UUID], at: datetime) -> dict[UUID, Meeting]:
    """For each series the next meeting whose agenda is not sent yet."""
    found: dict[UUID, Meeting] = {}
    for key in series:
        meeting = coming_meetings(key, at).filter(agenda_sent_at=None).first()
        if meeting is not None:
            found[key] = meeting
    return found
