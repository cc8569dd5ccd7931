"""Years of missing episodes for invented children, ending in what is going on now.

Children follow one another, each with their episodes in order, so that any number streams through bounded memory; a run
that stopped goes on from the child it had reached.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from lantern.children.vocabulary import Status
from lantern.demo.rules.absences import Away, absences, pace
from lantern.demo.rules.chance import stream
from lantern.demo.rules.child import Child
from lantern.demo.rules.deeds import Deed, deed, deeds, waiver
from lantern.demo.rules.people import Population
from lantern.demo.rules.scenes import Scene, cast
from lantern.demo.rules.telling import Facts, Haunts, Teller, haunts
from lantern.missing.rules.following import WHILE_MISSING
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Absence, MissingFrom
from lantern.timekeeping.moments import LONDON, utc

YEAR = timedelta(days=365.25)
QUIET = timedelta(days=95)  # before a scene with a past of its own, so that "times in 90 days" is what the scene says
RATE = 1.3  # absences a year of a child on average


class Episode(NamedTuple):
    """One episode as it was: what police told of it and what people did. `end` is `None` while the child is missing."""

    child: int
    reference: str
    start: datetime
    end: datetime | None
    messages: tuple[Message, ...]
    deeds: tuple[Deed, ...]


def history(
    population: Population,
    *,
    now: datetime,
    years: float = 2.0,
    rate: float = RATE,
    missing_now: int = 5,
    first: int = 1,
) -> Iterator[Episode]:
    """Every episode of the `years` up to `now`, child by child from number `first`.

    Exactly `missing_now` children are missing at `now`, and with them some are just back with something owed; none when
    it is 0. `rate` is a mean number a year and child. Raises `ValueError` when `now` is not on the population's day.
    """
    now = utc(now).replace(second=0, microsecond=0)
    if now.astimezone(LONDON).date() != population.today:
        raise ValueError("The children are those of another day than `now`")
    places, parts = haunts(population.county), cast(population, now, missing_now=missing_now)
    since, pull = now - years * YEAR, rate / pace(years)
    for child in population.since(first):
        rng = stream(population.county.seed, "history", child.number)
        yield from _of_child(_Past(child, population, places, rng, since, now, pull), parts.get(child.number))


@dataclass(frozen=True, slots=True)
class _Past:
    child: Child
    population: Population
    places: Haunts
    rng: Random
    since: datetime
    now: datetime
    pull: float

    def reference(self, number: int) -> str:
        return f"DEMO/{self.child.number:07d}/{number:03d}"


def _of_child(past: _Past, scene: Scene | None) -> Iterator[Episode]:
    away = _before(past, scene)
    if not away and scene is None:
        return
    teller = Teller(past.child, past.population.county, past.places, past.rng)
    days = [(one.start.date().toordinal(), (one.end or past.now).date().toordinal()) for one in away]
    last = past.now.date().toordinal()
    following = [*(start for start, _ in days[1:]), last]
    preceding = [0, *(end for _, end in days[:-1])]
    for number, one in enumerate(away):
        start, end = days[number]
        alone = preceding[number] + 1 < start and start + 1 < end and end + 1 < following[number]
        facts = teller.facts(past.reference(number + 1), one, alone=alone)
        again = away[number + 1].start if number + 1 < len(away) else None
        yield _episode(past, facts, teller, again)
    if scene is not None:
        yield _staged(past, teller, scene, past.reference(len(away) + 1))


def _before(past: _Past, scene: Scene | None) -> list[Away]:
    """The child's past absences, with those that the scene asks for."""
    until = past.now
    if scene is not None:
        until -= QUIET if scene.earlier else timedelta(hours=scene.began + 30)
    away = absences(past.child, past.rng, since=past.since, until=until, rate=past.pull) if until > past.since else []
    if scene is None:
        return away
    earlier = (
        past.now - timedelta(days=days, hours=past.rng.uniform(1, 4)) for days in sorted(scene.earlier, reverse=True)
    )
    before = past.now - timedelta(hours=scene.began + 3)
    return away + [
        Away(start, min(start + timedelta(minutes=past.rng.randint(90, 1200)), before))
        for start in map(_whole, earlier)
    ]


def _whole(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _episode(past: _Past, facts: Facts, teller: Teller, again: datetime | None) -> Episode:
    done = deeds(past.rng, facts, is_open=_is_open(past.child, facts), gone_again=again, now=past.now)
    return Episode(past.child.number, facts.reference, *facts.away, tuple(teller.tell(facts)), tuple(done))


def _is_open(child: Child, facts: Facts) -> bool:
    """Whether the child was open to children's services on the day of the return (MIS-8)."""
    day = (facts.away.end or facts.away.start).astimezone(LONDON).date()
    return child.service_on(day) is not Status.NONE


def _staged(past: _Past, teller: Teller, scene: Scene, reference: str) -> Episode:
    """The episode of a scene, with just the steps that the scene names."""
    facts = _facts_of(past, teller, scene, reference)
    messages = [teller.first(facts)]
    if facts.away.end:
        messages.append(teller.found(facts, facts.away.end, by=past.now))
    return Episode(past.child.number, reference, *facts.away, tuple(messages), tuple(_deeds_of(past, scene, facts)))


def _facts_of(past: _Past, teller: Teller, scene: Scene, reference: str) -> Facts:
    start = _whole(past.now - timedelta(hours=scene.began))
    end = None if scene.returned is None else _whole(past.now - timedelta(hours=scene.returned))
    placed = past.child.placed_on(start.date()) is not None
    missing_from = scene.missing_from
    if not placed and missing_from is MissingFrom.PLACEMENT:
        missing_from = MissingFrom.HOME
    return teller.facts(reference, Away(start, end))._replace(
        reported=_whole(start + timedelta(hours=scene.reported_after)),
        missing_from=missing_from,
        from_where=teller.place_left(missing_from, start),
        absence=Absence.MISSING,
        risk=scene.risk,
        grade=scene.grade,
        circumstances=scene.story,
    )


def _deeds_of(past: _Past, scene: Scene, facts: Facts) -> Iterator[Deed]:
    is_open = _is_open(past.child, facts)
    back = facts.away.end or past.now
    for kind, hours in scene.done:
        after = facts.reported if kind in WHILE_MISSING else back
        yield deed(facts, kind, after + timedelta(hours=hours), is_open=is_open)
    for kind, hours, why in scene.waived:
        yield waiver(kind, back + timedelta(hours=hours), why)
