"""Who is on duty in the invented county, who has which child in hand, and what the last shift left (MIS-13)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from lantern.access.viewer import Viewer, viewer_of
from lantern.missing.actions import acknowledge, add_shift, leave_note
from lantern.missing.models import Shift
from lantern.missing.queries.duty import waiting
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import DAY, london, midnight
from lantern.trail.acting import action

OFFICERS = 3
DAYS = 5
HOUR = timedelta(hours=1)
EVENING, NIGHT = 20, 8  # hours of the clock between which the coordinator is there
LATE = 18  # hours for which a district has an officer from the morning on
NOTES = (
    "Rang the night desk of the placement twice: they ring back by 9pm. The number is on the record.",
    "Fictional Station holds a phone that a friend handed in. Ask before it is given back.",
)


@action
def go_on_duty(*, by: None, at: datetime) -> None:
    """A rota with a gap at night, every child at high risk in hand but one, two notes. Once a county."""
    if Shift.objects.exists():
        return
    coordinator = _first(Role.MISSING_COORDINATOR)
    if coordinator is None:
        return
    viewer = viewer_of(coordinator, now=at)
    officers = [(held.member, area) for held in _officers() if (area := _district(held, viewer))]
    for number in range(DAYS):
        morning = midnight(london(at).date() + number * DAY) + NIGHT * HOUR
        evening = morning + (EVENING - NIGHT) * HOUR
        if at < evening:
            _on_duty(coordinator, None, morning, evening, at)
        if at < morning + LATE * HOUR:
            for officer, area in officers:
                _on_duty(officer, area, morning, morning + LATE * HOUR, at)
    for standing in waiting(viewer)[:-1]:
        acknowledge(episode=standing.episode, by=coordinator, at=at)
    for hours, text in enumerate(NOTES, start=1):
        leave_note(area=None, text=text, by=coordinator, at=at - hours * HOUR)


def _on_duty(member: Member, area: Any, since: datetime, until: datetime, at: datetime) -> None:
    add_shift(member=member, area=area, place=1, since=since, until=until, by=None, at=at)


def _first(role: Role) -> Member | None:
    held = RoleHeld.objects.filter(role=role).select_related("member__partnership").order_by("member__email").first()
    return held.member if held else None


def _officers() -> Iterator[RoleHeld]:
    rows = RoleHeld.objects.filter(role=Role.LIAISON_OFFICER).select_related("member").order_by("member__email")
    return iter(rows[:OFFICERS])


def _district(held: RoleHeld, viewer: Viewer) -> Any:
    """The first district of the main tree in an officer's police district."""
    inside = viewer.areas.within([held.area_id]) if held.area_id else frozenset()
    found = [area for area in inside if viewer.areas.levels[area] == "district" and area in viewer.areas.tree]
    return min(found, key=viewer.areas.name, default=None)
