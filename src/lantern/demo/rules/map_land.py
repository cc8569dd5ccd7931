"""Where there is land: an east coast with estuaries, a great river in the south, neighbours to the west and north."""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sin
from random import Random

from lantern.demo.rules.map_mesh import Mesh
from lantern.demo.rules.plane import Point

ESTUARIES = 3


@dataclass(frozen=True)
class Land:
    """Cells of the county, of the land around it, and of the sea; rivers as lines of km on the sheet."""

    county: set[int]
    around: set[int]
    sea: set[int]
    rivers: list[list[Point]]


@dataclass(frozen=True)
class Estuary:
    """A river from its mouth to its source: points in half widths of the county; `tidal` is how many the sea fills."""

    line: list[Point]
    tidal: int
    mouth: float

    def floods(self, u: float, v: float) -> bool:
        """Whether the tidal part covers the point; it narrows steadily upstream."""
        for step, (x, y) in enumerate(self.line[: self.tidal]):
            width = self.mouth * (1 - step / self.tidal) + 0.02
            if (u - x) ** 2 + (v - y) ** 2 < width**2:
                return True
        return False


def draw_land(mesh: Mesh, rng: Random, *, half_km: float) -> Land:
    """Divide the cells of `mesh` into county, land around it and sea; the county is one connected piece."""
    coast, shore, edge = _coast(rng), _great_river(rng), _edge(rng)
    estuaries = [_estuary(rng, coast, place) for place in range(ESTUARIES)]
    county, around, sea = set(), set(), set()
    for cell, (x, y) in enumerate(mesh.middles):
        u, v = x / half_km, y / half_km
        north_bank, south_bank = shore(u)
        if u > coast(v) or south_bank < v < north_bank or any(estuary.floods(u, v) for estuary in estuaries):
            sea.add(cell)
        elif v >= north_bank and edge(u, v):
            county.add(cell)
        else:
            around.add(cell)
    rivers = [[(u * half_km, v * half_km) for u, v in estuary.line] for estuary in estuaries]
    return _tidied(mesh, county, around, sea, rivers)


def _tidied(mesh: Mesh, county: set[int], around: set[int], sea: set[int], rivers: list[list[Point]]) -> Land:
    """No lakes and no loose bits: ponds become land, islets are washed away or go to the neighbours they touch."""
    for pond in mesh.pieces(sea)[1:]:
        sea -= pond
        (county if _touch(mesh, pond, county) else around).update(pond)
    for islet in mesh.pieces(county)[1:]:
        county -= islet
        (around if _touch(mesh, islet, around) else sea).update(islet)
    for islet in mesh.pieces(around):
        if len(islet) < 12:
            around -= islet
            sea |= islet
    return Land(county, around, sea, rivers)


def _touch(mesh: Mesh, some: set[int], others: set[int]) -> bool:
    return any(mesh.touching[cell] & others for cell in some)


def _wave(rng: Random, *sizes: tuple[float, float]) -> Callable[[float], float]:
    """A sum of waves, each of a height and a number of turns per half width."""
    waves = [(height, turns, rng.uniform(0, 2 * pi)) for height, turns in sizes]
    return lambda t: sum(height * sin(2 * pi * turns * t + phase) for height, turns, phase in waves)


def _coast(rng: Random) -> Callable[[float], float]:
    """How far east the land reaches, by how far north one stands."""
    wave = _wave(rng, (0.07, 0.35), (0.05, 0.9), (0.025, 2.3))
    return lambda v: 0.74 + wave(v) - 0.12 * v


def _great_river(rng: Random) -> Callable[[float], tuple[float, float]]:
    """The north and the south bank of a river that widens to the sea, by how far east; equal where it is a stream."""
    wave = _wave(rng, (0.04, 0.5), (0.02, 1.4))

    def banks(u: float) -> tuple[float, float]:
        middle = -0.86 + wave(u) - 0.10 * max(u, 0)
        width = 0.02 + 0.10 * max(0.0, u + 0.35) ** 1.6
        return middle + width, middle - width

    return banks


def _edge(rng: Random) -> Callable[[float, float], bool]:
    """Whether a point lies inside the county's inland border: a rounded square with bays and bulges."""
    east, north = _wave(rng, (0.07, 0.4), (0.05, 1.1)), _wave(rng, (0.07, 0.4), (0.05, 1.1))
    return lambda u, v: abs((u + east(v)) / 0.98) ** 3.2 + abs((v + north(u)) / 0.94) ** 3.2 < 1


def _estuary(rng: Random, coast: Callable[[float], float], place: int) -> Estuary:
    v = -0.42 + place * 1.0 / (ESTUARIES - 0.5) + rng.uniform(-0.09, 0.09)
    u, north, line = coast(v) + 0.05, rng.uniform(-0.25, 0.25), []
    length = rng.randint(70, 110)
    for _ in range(length):
        line.append((u, v))
        north = max(-1.1, min(1.1, north + rng.uniform(-0.28, 0.28)))
        u, v = u - 0.011, v + 0.011 * north
    return Estuary(line, rng.randint(28, 44), rng.uniform(0.05, 0.10))
