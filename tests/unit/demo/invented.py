"""A small invented county with its people, for the tests of this folder."""

from datetime import UTC, date, datetime
from functools import cache

from lantern.demo.rules.county import draw_county
from lantern.demo.rules.history import Episode, history
from lantern.demo.rules.people import Population
from lantern.demo.rules.place import County
from lantern.demo.rules.staff import caseloads, draw_staff

NOW = datetime(2026, 3, 30, 17, 5, tzinfo=UTC)  # the day after the clocks went forward
TODAY = date(2026, 3, 30)


@cache
def a_county(seed: int = 7) -> County:
    return draw_county(seed, postcodes=600)


@cache
def people(count: int = 400, seed: int = 7) -> Population:
    county = a_county(seed)
    return Population(county, count, TODAY, caseloads(county, draw_staff(county)))


@cache
def episodes(count: int = 400, years: float = 3.0, missing_now: int = 5, seed: int = 7) -> tuple[Episode, ...]:
    return tuple(history(people(count, seed), now=NOW, years=years, missing_now=missing_now))
