"""Towns and villages, and the roads and railways between them."""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from shapely import LineString, MultiLineString, contains_xy

from lantern.demo.rules.map_districts import middle_of, nearest
from lantern.demo.rules.map_land import Land
from lantern.demo.rules.map_mesh import Mesh
from lantern.demo.rules.names_of_places import seaside_names, town_names, village_names
from lantern.demo.rules.place import Route, RouteKind, Shape, Town
from lantern.demo.rules.plane import Point, distance_km, earth

TOWNS_PER_DISTRICT = (2, 3)
VILLAGES_PER_DISTRICT = (5, 8)
SMALLEST_TOWN = 7000  # people; anything smaller is a village
SMOOTHING = 3


@dataclass(frozen=True)
class Settled:
    """A town and the cell it stands on."""

    town: Town
    cell: int


def settle(mesh: Mesh, land: Land, districts: list[set[int]], keys: list[str], rng: Random) -> list[Settled]:
    """Towns and villages of every district, its chief town first."""
    inland, seaside, villages = town_names(rng), seaside_names(rng), village_names(rng)
    settled: list[Settled] = []
    for key, cells in zip(keys, districts, strict=True):
        for size, cell in _sites(mesh, cells, land.sea, rng):
            by_sea = bool(mesh.touching[cell] & land.sea)
            names = villages if size < SMALLEST_TOWN else seaside if by_sea else inland
            point = _on_ground(mesh, cell)
            settled.append(Settled(Town(f"town-{len(settled) + 1:03d}", next(names), size, point, key, by_sea), cell))
    return settled


def _on_ground(mesh: Mesh, cell: int) -> Point:
    """The middle of a cell, or a point well inside it when its rough border leaves the middle out."""
    point = earth(mesh.middles[cell])
    if contains_xy(mesh.polygons[cell], *point):
        return point
    inside = mesh.polygons[cell].representative_point()
    return round(inside.x, 6), round(inside.y, 6)


def _sites(mesh: Mesh, cells: set[int], sea: set[int], rng: Random) -> list[tuple[int, int]]:
    """People and cell of each settlement of a district, no two on touching cells, one on the coast where it has one."""
    chief = nearest(mesh, sorted(cells), middle_of(mesh, cells))
    sites, taken = [(rng.randint(45, 130) * 1000, chief)], {chief} | mesh.touching[chief]
    shore = {cell for cell in cells if mesh.touching[cell] & sea}
    towns = [rng.randint(80, 320) * 100 for _ in range(rng.randint(*TOWNS_PER_DISTRICT))]
    villages = [rng.randint(4, 45) * 100 for _ in range(rng.randint(*VILLAGES_PER_DISTRICT))]
    for number, people in enumerate(towns + villages):
        free = sorted(shore - taken if number == 0 and shore - taken else cells - taken)
        if not free:
            break
        cell = rng.choice(free)
        taken |= {cell} | mesh.touching[cell]
        sites.append((people, cell))
    return sites


def draw_routes(mesh: Mesh, land: Land, settled: list[Settled], rng: Random) -> list[Route]:
    """Roads between all towns, railways between the chief ones, rivers to the sea."""
    towns = [place for place in settled if place.town.people >= SMALLEST_TOWN]
    chiefs = [place for place in settled if place.town.people >= 45000]
    rough = [rng.uniform(0.7, 1.3) for _ in mesh.middles]
    smooth = [rng.uniform(0.9, 1.1) for _ in mesh.middles]
    roads = [_path(mesh, land, rough, one, other) for one, other in _links(towns, extra=len(towns) // 3)]
    rails = [_path(mesh, land, smooth, one, other) for one, other in _links(chiefs, extra=1)]
    rivers = _over_ground(mesh.joined(land.county), land.rivers)
    return [
        *_routes(RouteKind.RIVER, "River Fable {}", rivers),
        *_routes(RouteKind.ROAD, "Q{}", roads),
        *_routes(RouteKind.RAILWAY, "Pretend Line {}", rails),
    ]


def _over_ground(ground: Shape, rivers: list[list[Point]]) -> list[list[Point]]:
    """The longest stretch of each river on the county's ground; below that it is the sea, above it another county."""
    drawn = []
    for river in rivers:
        stretch = LineString([earth(point) for point in river]).intersection(ground)
        pieces = list(stretch.geoms) if isinstance(stretch, MultiLineString) else [stretch]
        longest = max(pieces, key=lambda piece: piece.length)
        drawn.append([(round(east, 6), round(north, 6)) for east, north in longest.coords])
    return drawn


def _routes(kind: RouteKind, name: str, lines: list[list[Point]]) -> list[Route]:
    drawn = (tuple(line) for line in lines if len(line) > 1)
    return [Route(name.format(number), kind, line) for number, line in enumerate(drawn, 1)]


def _links(places: list[Settled], extra: int) -> list[tuple[Settled, Settled]]:
    """The shortest links that connect all places, and the `extra` shortest ones that close loops."""
    points = [place.town.point for place in places]
    pairs = sorted((distance_km(points[a], points[b]), a, b) for a in range(len(points)) for b in range(a))
    group = list(range(len(places)))
    tree, loops = [], []
    for far, a, b in pairs:
        if group[a] != group[b]:
            old, new = group[a], group[b]
            group = [new if member == old else member for member in group]
            tree.append((a, b))
        elif far > 6:
            loops.append((a, b))
    return [(places[a], places[b]) for a, b in tree + loops[:extra]]


def _path(mesh: Mesh, land: Land, effort: list[float], one: Settled, other: Settled) -> list[Point]:
    """A smooth line over the county's ground from one place to the other, in longitude and latitude."""
    cells = mesh.way(one.cell, other.cell, land.county, lambda cell: effort[cell])
    line = [mesh.middles[cell] for cell in cells]
    for _ in range(SMOOTHING):
        line = _smoother(line)
    return [earth(point) for point in line]


def _smoother(line: list[Point]) -> list[Point]:
    """Corners cut off at a quarter and three quarters of each step; both ends stay."""
    if len(line) < 3:
        return line
    cut = [line[0]]
    for (a, b), (c, d) in pairwise(line):
        cut += [(0.75 * a + 0.25 * c, 0.75 * b + 0.25 * d), (0.25 * a + 0.75 * c, 0.25 * b + 0.75 * d)]
    return [*cut, line[-1]]
