"""Postcodes that cannot be real.

No British postcode begins with Q, V or X: those letters are not used in the first position, so no area "QX" (the
county) or "XQ" (its neighbours) exists or can. The shape is that of a real code, with only the letters real inward
codes use, so that everything which reads postcodes reads these. `QX7 4AB`: district 7, part 4, unit AB.
"""

from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from math import cos, pi, sin
from random import Random

from shapely import contains_xy, prepare

from lantern.demo.rules.names_of_places import street_name
from lantern.demo.rules.place import Area, Postcode, Town
from lantern.demo.rules.plane import Point, earth, sheet

COUNTY_LETTERS = "QX"
NEIGHBOUR_LETTERS = "XQ"
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # inward codes never use C I K M O V
UNITS_PER_PART = len(UNIT_LETTERS) ** 2
MOST_PER_DISTRICT = 10 * UNITS_PER_PART
OUTSIDE_PER_NEIGHBOUR = 12


def draw_postcodes(rng: Random, districts: tuple[Area, ...], towns: list[Town], total: int) -> Iterator[Postcode]:
    """About `total` postcodes, shared out by where people live, at least 20 to a district; each lies in its own."""
    people = {area.key: sum(town.people for town in towns if town.district == area.key) for area in districts}
    for number, area in enumerate(districts, 1):
        count = max(20, min(MOST_PER_DISTRICT, round(total * people[area.key] / sum(people.values()))))
        here = [town for town in towns if town.district == area.key]
        yield from _of_district(rng, area, here, f"{COUNTY_LETTERS}{number}", count)


def _of_district(rng: Random, area: Area, towns: list[Town], outward: str, count: int) -> Iterator[Postcode]:
    """Postcodes of one district; units go out town by town, so that a part of a code is a part of the ground."""
    marks = list(accumulate(town.people + 3000 for town in towns))
    shares = sorted(bisect(marks, rng.random() * marks[-1]) for _ in range(count))
    units = sorted(rng.sample(range(MOST_PER_DISTRICT), count))
    prepare(area.shape)
    for unit, share in zip(units, shares, strict=True):
        point = _near(rng, area, towns[share])
        yield Postcode(_code(outward, unit), point, area.key, towns[share].key, street_name(rng))


def _code(outward: str, unit: int) -> str:
    part, letters = divmod(unit, UNITS_PER_PART)
    first, second = divmod(letters, len(UNIT_LETTERS))
    return f"{outward} {part}{UNIT_LETTERS[first]}{UNIT_LETTERS[second]}"


def _near(rng: Random, area: Area, town: Town) -> Point:
    """A point in the built-up ground of `town`, thicker towards its middle, always inside `area`."""
    east, north = sheet(town.point)
    reach = 0.25 + (town.people / 60000) ** 0.5
    while True:
        far, turn = abs(rng.gauss(0, reach)), rng.random() * 2 * pi
        point = earth((east + far * cos(turn), north + far * sin(turn)))
        if contains_xy(area.shape, *point):
            return point


def draw_postcodes_outside(rng: Random, neighbours: tuple[Area, ...]) -> Iterator[Postcode]:
    """A few postcodes in each neighbouring authority."""
    for number, area in enumerate(neighbours, 1):
        for unit in sorted(rng.sample(range(MOST_PER_DISTRICT), OUTSIDE_PER_NEIGHBOUR)):
            code = _code(f"{NEIGHBOUR_LETTERS}{number}", unit)
            yield Postcode(code, _inside(rng, area), area.key, "", f"{street_name(rng)}, {area.name}")


def _inside(rng: Random, area: Area) -> Point:
    """A point well inside `area`."""
    west, south, east, north = area.shape.bounds
    while True:
        point = (round(rng.uniform(west, east), 6), round(rng.uniform(south, north), 6))
        if contains_xy(area.shape, *point):
            return point
