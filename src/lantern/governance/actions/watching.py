"""Looking through the trail for access that is unusual; done again it finds the same (SHA-6)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from lantern.governance.models import Unusual
from lantern.governance.queries.openings import Opening, by_key, known_of, looks, openings
from lantern.governance.rules.bursts import Burst, busiest_hour, is_burst, said, usual
from lantern.governance.rules.looks import in_quiet_hours, unusual
from lantern.governance.vocabulary import Reason
from lantern.organisation.models import Member
from lantern.organisation.queries import NoArrangement, arrangement_on, current_partnership
from lantern.organisation.rules.arrangement import Unusual as Thresholds
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import LONDON, london
from lantern.trail import actions as trail
from lantern.trail.acting import action

USUAL_DAYS = 28  # before a burst from which a person's own usual is taken
DAYS = 2
FACTS = ["first_at", "last_at", "looks", "said"]


class Watched(NamedTuple):
    """How many openings were judged, and how many matters they come to, of which some are new."""

    openings: int
    unusual: int
    new: int

    def __str__(self) -> str:
        return f"{self.openings:,} openings of records judged: {self.unusual:,} unusual, {self.new:,} of them new"


@action
def watch(*, days: int = DAYS, by: Member | None, at: datetime) -> Watched:
    """Judge what was opened on the last `days` days of London, today included, by each day's own arrangement.

    A matter that is known already keeps its answers; further looks of the day are added to it.
    """
    partnership = current_partnership()
    found = openings(_begins(london(at).date() - timedelta(days=days - 1)), at + timedelta(microseconds=1))
    rows = [*_looks(found, partnership, at), *_bursts(found, partnership, at)]
    before = Unusual.objects.count()
    Unusual.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["partnership", "member", "child", "reason", "day"],
        update_fields=FACTS,
    )
    watched = Watched(len(found), len(rows), Unusual.objects.count() - before)
    trail.record("governance.watched", None, by=by, at=at, detail=str(watched))
    return watched


def _looks(found: list[Opening], partnership: Partnership, at: datetime) -> Iterator[Unusual]:
    grouped = by_key(found)
    known = known_of(grouped, partnership)
    for key, times in grouped.items():
        for judgement in unusual(looks(key, times, known), _thresholds(key.day, partnership)):
            yield Unusual(
                member_id=key.member,
                child_id=key.child,
                reason=judgement.reason,
                day=key.day,
                first_at=times[0],
                last_at=times[-1],
                looks=len(times),
                said=judgement.said,
                found_at=at,
            )


def _bursts(found: list[Opening], partnership: Partnership, at: datetime) -> Iterator[Unusual]:
    for (member, day), burst in _busiest(found).items():
        thresholds = _thresholds(day, partnership)
        if burst.children < thresholds.children_an_hour:
            continue
        own = _usual(member, day)
        if is_burst(burst.children, own, thresholds):
            yield Unusual(
                member_id=member,
                reason=Reason.BURST,
                day=day,
                first_at=burst.first_at,
                last_at=burst.last_at,
                looks=burst.children,
                said=said(burst, own) + in_quiet_hours([burst.first_at, burst.last_at], thresholds),
                found_at=at,
            )


def _busiest(found: list[Opening]) -> dict[tuple[UUID, date], Burst]:
    """The busiest hour of each member's days; an hour over midnight belongs to the day on which it ends."""
    opened: dict[UUID, list[tuple[datetime, UUID]]] = defaultdict(list)
    for each in found:
        opened[each.member].append((each.at, each.child))
    busiest: dict[tuple[UUID, date], Burst] = {}
    for member, times in opened.items():
        for day in {london(at).date() for at, _ in times}:
            until = [each for each in times if london(each[0]).date() <= day]
            if hour := busiest_hour(until, ending_from=_begins(day)):
                busiest[member, day] = hour
    return busiest


def _usual(member: UUID, day: date) -> float | None:
    """What is usual for somebody on the days before, from their own openings alone."""
    until = _begins(day)
    before = openings(until - timedelta(days=USUAL_DAYS), until, of=member)
    return usual([burst.children for burst in _busiest(before).values()])


def _begins(day: date) -> datetime:
    """Midnight in London."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def _thresholds(day: date, partnership: Partnership) -> Thresholds:
    try:
        return arrangement_on(day, partnership).unusual
    except NoArrangement:
        return Thresholds()
