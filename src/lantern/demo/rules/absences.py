"""When children are away: few go missing often, mostly from the evening on, more in summer, in runs, in care more often."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import cos, exp, pi
from random import Random
from typing import NamedTuple

from lantern.children.vocabulary import Status
from lantern.demo.rules.chance import Deck, lognormal, pick
from lantern.demo.rules.child import Child
from lantern.demo.rules.people import AGES
from lantern.timekeeping.moments import LONDON

DAY = 86400.0
YEAR = 365.2425  # so that a day's ordinal, modulo a year, is its place in the year
EPOCH = date(1970, 1, 1).toordinal()
PRONENESS = (-0.845, 1.3)  # of the log: a mean of 1 and a long tail
MOST_PRONE = 25.0
BY_STATUS = {
    Status.LOOKED_AFTER: 3.0,
    Status.PROTECTION_PLAN: 1.3,
    Status.IN_NEED: 1.1,
    Status.ASSESSMENT: 1.0,
    Status.FAMILY_SOLUTIONS: 0.7,
    Status.NONE: 0.35,
}
BY_AGE = {8: 0.1, 9: 0.15, 10: 0.25, 11: 0.5, 12: 0.8, 13: 1.1, 14: 1.3, 15: 1.4, 16: 1.1, 17: 0.8}
SEASON = [1 - 0.28 * cos(2 * pi * (day - 15) / YEAR) for day in range(367)]  # by day of the year, most in July
MOST_OF_AGE_AND_SEASON = 1.4 * 1.28
RUN = 0.28  # how often an absence is followed by the next within three days
HOURS: Deck[int] = Deck(
    enumerate([5, 3, 2, 1, 1, 1, 2, 3, 5, 4, 4, 4, 5, 5, 7, 10, 14, 20, 27, 33, 36, 34, 26, 14])
)  # London time
LASTS = tuple(hours * 3600 for hours in lognormal(7, 1.2, steps=20000))  # seconds; the longest some weeks
SHORTEST = 0.4 * 3600
PAUSE = 3600.0


class Away(NamedTuple):
    """From the moment a child was last seen to the return, in UTC and to the minute; `end` is `None` while missing."""

    start: datetime
    end: datetime | None


class _Stretch(NamedTuple):
    """A stretch of days over which the child's circumstances stay the same."""

    first: int
    last: int
    factor: float


def pace(years: float) -> float:
    """How often a year children go on average when `absences` is asked for a rate of 1, over the last `years`.

    They were younger then, and younger children go less often; fewer were open to services; runs make it more. What
    statuses come to was measured over 3,000 children and is fitted by the exponential.
    """
    steps = range(int(years * 4) + 1)
    weighted = zip(AGES.items, AGES.weights, strict=True)
    by_age = sum(
        weight * sum(BY_AGE.get(int(age + 0.5 - step / 4), 0.0) for step in steps) / len(steps)
        for age, weight in weighted
    )
    return by_age / AGES.total * (0.55 + 0.42 * exp(-years / 2.4)) / (1 - RUN)


def absences(child: Child, rng: Random, *, since: datetime, until: datetime, rate: float) -> list[Away]:
    """The child's absences that end before `until`, in order and never overlapping.

    `rate` is how often a child of `PRONENESS` 1, of the likeliest age and at home, goes in a year, runs apart (see `pace`).
    """
    proneness = min(MOST_PRONE, rng.lognormvariate(*PRONENESS)) * rate
    stretches = list(_stretches(child, until.date()))
    most = proneness * max(stretch.factor for stretch in stretches) * MOST_OF_AGE_AND_SEASON / YEAR / DAY
    start, stop = since.timestamp(), until.timestamp()
    away: list[Away] = []
    last = moment = start
    while (moment := _next(rng, moment, most, stop, proneness, stretches, child.born)) < stop:
        while True:
            begins = _evening(rng, max(moment, last + PAUSE), last + PAUSE)
            last = begins + max(SHORTEST, pick(rng, LASTS))
            if last >= stop:
                return away
            away.append(Away(_minute(begins), _minute(last)))
            moment = last
            if rng.random() > RUN:
                break
            moment = last + rng.uniform(0.2, 3) * DAY
    return away


def _next(
    rng: Random, moment: float, most: float, stop: float, proneness: float, stretches: list[_Stretch], born: date
) -> float:
    """When the child next goes, by thinning: candidates at the highest rate, kept as the day's own rate says."""
    birth, highest = born.toordinal(), most * YEAR * DAY / proneness
    while moment < stop:
        moment += rng.expovariate(most)
        day = int(moment // DAY) + EPOCH
        factor = BY_AGE.get(int((day - birth) / YEAR), 0.0) * SEASON[int(day % YEAR)]
        chance = rng.random() * highest
        if chance < factor * _factor_on(day, stretches):
            break
    return moment


def _factor_on(day: int, stretches: list[_Stretch]) -> float:
    for first, last, factor in stretches:
        if first <= day <= last:
            return factor
    return 0.0


def _stretches(child: Child, today: date) -> Iterator[_Stretch]:
    """The child's time in stretches of one status, with a factor each; time before the first is not open."""
    ends = today.toordinal() + 1
    day = 0
    for period in child.services:
        first = period.since.toordinal()
        last = period.until.toordinal() - 1 if period.until else ends
        if first > day:
            yield _Stretch(day, first - 1, BY_STATUS[Status.NONE])
        yield _Stretch(first, last, BY_STATUS[period.status])
        day = last + 1
    if day <= ends:
        yield _Stretch(day, ends, BY_STATUS[Status.NONE])


def _evening(rng: Random, moment: float, earliest: float) -> float:
    """A likely time of day, London time, on the day of `moment`, or on a following one that is late enough."""
    day = datetime.fromtimestamp(moment, UTC).date()
    while True:
        minutes = HOURS.draw(rng) * 60 + int(rng.random() * 60)
        wall = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=LONDON)
        begins = wall.astimezone(UTC).timestamp()
        if begins >= earliest:
            return begins
        day += timedelta(days=1)


def _minute(moment: float) -> datetime:
    return datetime.fromtimestamp(moment // 60 * 60, UTC)
