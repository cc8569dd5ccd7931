"""Invented children and their episodes, made through the actions that make real ones; call inside a partnership.

with within(here.pk):
    child = a_child("Rowan", "Example", area=an_area(here, "Chelmsford"))
    episode = an_episode(child, by=officer, hours_ago=5)
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from lantern.children import actions
from lantern.children.models import Child
from lantern.children.rules.described import Described
from lantern.children.vocabulary import Status, WorkKind
from lantern.missing import actions as missing
from lantern.missing.models import Episode
from lantern.missing.vocabulary import Absence, FoundBy, Grade, Harm, Risk
from lantern.organisation.models import Area, Member
from lantern.timekeeping.moments import Moment

LONG_AGO = date(2020, 1, 1)
_numbers = count(1)


def a_child(
    forename: str = "",
    surname: str = "Example",
    *,
    born: date = date(2012, 3, 3),
    area: Area | None = None,
    status: Status = Status.NONE,
    worker: Member | None = None,
    at: datetime | None = None,
) -> Child:
    """A child with a name, an area and a status since 2020."""
    now = at or datetime.now(UTC)
    described = Described(forename=forename or f"Rowan{next(_numbers)}", surname=surname, born=born, sex="F")
    child = actions.create_child(described=described, area=area, by=None, at=now)
    if status is not Status.NONE:
        actions.set_status(child=child, status=status, since=LONG_AGO, by=None, at=now)
    if worker:
        actions.allocate(child=child, member=worker, kind=WorkKind.SOCIAL_WORKER, since=LONG_AGO, by=None, at=now)
    return child


def an_episode(
    child: Child,
    *,
    by: Member,
    hours_ago: float = 5,
    back_hours_ago: float | None = None,
    risk: Risk = Risk.MEDIUM,
    grade: Grade | None = Grade.PRIORITY,
    absence: Absence = Absence.MISSING,
    at: datetime | None = None,
) -> Episode:
    """An episode that began `hours_ago`, and ended `back_hours_ago` if that is given; reported within ten minutes."""
    now = at or datetime.now(UTC)
    began = now - timedelta(hours=hours_ago)
    reported = began + timedelta(minutes=10)
    episode = missing.report_missing(
        child=child,
        last_seen=Moment(began),
        reported=Moment(reported),
        circumstances="Left after an argument, phone off.",
        risk=risk,
        risk_reason="Invented for a test.",
        grade=grade,
        absence=absence,
        by=by,
        at=reported,
    )
    if back_hours_ago is None:
        return episode
    back = now - timedelta(hours=back_hours_ago)
    return missing.record_return(
        episode=episode,
        found=Moment(back),
        where="Fictional Station",
        found_by=FoundBy.POLICE,
        harm=Harm.NONE,
        by=by,
        at=now,
    )
