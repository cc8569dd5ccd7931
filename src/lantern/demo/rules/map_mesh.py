"""The small cells the county is put together from: a crooked mesh in which neighbours share every point of a border.

Every border between two cells is roughened once and used by both, and every point is rounded once to what GeoJSON
carries. So any areas made of whole cells meet exactly: no gap, no overlap, at any size.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from heapq import heappop, heappush
from itertools import pairwise
from random import Random

from shapely import MultiPoint, Polygon, box, coverage_is_valid, coverage_union_all, voronoi_polygons
from shapely.geometry.base import BaseGeometry

from lantern.demo.rules.place import Shape
from lantern.demo.rules.plane import Point, earth

ROUGHNESS = (0.16, 0.09, 0.0)  # sideways step per length of border; the next is tried when borders would cross
FRAME = 1.5  # the mesh reaches this many times the county's half width from its middle

Border = tuple[Point, Point]


@dataclass(frozen=True)
class Mesh:
    """Cells: their middles in km on the sheet, their polygons in longitude and latitude, and who touches whom."""

    middles: list[Point]
    polygons: list[Polygon]
    touching: list[frozenset[int]]

    def joined(self, cells: Iterable[int]) -> Shape:
        """The area that `cells` make up, its outer border made of their own points."""
        union: BaseGeometry = coverage_union_all([self.polygons[cell] for cell in cells])
        if not isinstance(union, Shape):
            raise TypeError(f"Cells make {union.geom_type}, not an area")
        return union

    def pieces(self, cells: Iterable[int]) -> list[set[int]]:
        """`cells` in connected pieces, the largest first."""
        left, pieces = set(cells), []
        while left:
            piece, edge = set(), [min(left)]
            while edge:
                cell = edge.pop()
                if cell in left:
                    left.discard(cell)
                    piece.add(cell)
                    edge += self.touching[cell]
            pieces.append(piece)
        return sorted(pieces, key=len, reverse=True)

    def spread(self, starts: dict[int, int], cells: set[int], effort: Callable[[int, int], float]) -> dict[int, int]:
        """Which start reaches each of `cells` first: {cell: owner}; `starts` is {cell: owner}.

        Each owner's cells hang together, since they are reached through one another.
        """
        owners: dict[int, int] = {}
        queue = [(0.0, cell, owner) for cell, owner in starts.items()]
        while queue:
            far, cell, owner = heappop(queue)
            if cell in owners:
                continue
            owners[cell] = owner
            for other in sorted(self.touching[cell] & cells - owners.keys()):
                heappush(queue, (far + effort(other, owner), other, owner))
        return owners

    def way(self, start: int, end: int, cells: set[int], effort: Callable[[int], float]) -> list[int]:
        """The easiest way from `start` to `end` through `cells`, both included; empty when there is none."""
        came: dict[int, int] = {}
        queue = [(0.0, start, start)]
        while queue:
            far, cell, before = heappop(queue)
            if cell in came:
                continue
            came[cell] = before
            if cell == end:
                return _back(came, start, end)
            for other in sorted(self.touching[cell] & cells - came.keys()):
                heappush(queue, (far + effort(other), other, cell))
        return []


def _back(came: dict[int, int], start: int, end: int) -> list[int]:
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


def draw_mesh(rng: Random, *, half_km: float, cell_km: float) -> Mesh:
    """A mesh over the square `FRAME` times `half_km` around the middle of the sheet, cells about `cell_km` across."""
    middles, outlines = _cells(rng, FRAME * half_km, cell_km)
    seed = rng.random()
    for roughness in ROUGHNESS:
        rings = _rings(outlines, Random(seed), roughness)  # noqa: S311 - the same roughening tried at smaller steps
        polygons = [Polygon(ring) for ring in rings]
        if coverage_is_valid(polygons):
            break
    return Mesh(middles, polygons, _touching(outlines))


def _cells(rng: Random, reach: float, cell_km: float) -> tuple[list[Point], list[list[Point]]]:
    """Middles and straight-sided outlines (rounded to a metre) of the cells that lie wholly in the frame."""
    steps = int(2 * reach / cell_km)
    slots = [(column + 0.5, row + 0.5) for row in range(steps) for column in range(steps)]
    points = [
        (_jittered(rng, east) * cell_km - reach, _jittered(rng, north) * cell_km - reach) for east, north in slots
    ]
    frame = box(-reach, -reach, reach, reach)
    drawn = voronoi_polygons(MultiPoint(points), extend_to=frame, ordered=True).geoms
    kept = [(point, _outline(cell)) for point, cell in zip(points, drawn, strict=True) if frame.contains(cell)]
    return [point for point, _ in kept], [outline for _, outline in kept]


def _jittered(rng: Random, at: float) -> float:
    return at + rng.uniform(-0.42, 0.42)


def _outline(cell: Polygon) -> list[Point]:
    ring = [(round(x, 3), round(y, 3)) for x, y in cell.exterior.coords[:-1]]
    return [point for index, point in enumerate(ring) if point != ring[index - 1]]


def _borders(outline: list[Point]) -> Iterable[Border]:
    return pairwise([*outline, outline[0]])


def _rings(outlines: list[list[Point]], rng: Random, roughness: float) -> list[list[Point]]:
    """Each cell's ring in longitude and latitude, every border roughened once whichever cell asks first."""
    drawn: dict[Border, list[Point]] = {}
    roughen = partial(_rough, rng=rng, roughness=roughness)
    rings = []
    for outline in outlines:
        ring: list[Point] = []
        for start, end in _borders(outline):
            one, other = min(start, end), max(start, end)
            if (one, other) not in drawn:
                drawn[one, other] = [earth(point) for point in roughen(one, other)]
            line = drawn[one, other]
            ring += (line if start == one else line[::-1])[:-1]
        rings.append(ring)
    return rings


def _rough(start: Point, end: Point, *, rng: Random, roughness: float, halvings: int = 2) -> list[Point]:
    """A crooked line from `start` to `end`, both included, by moving midpoints sideways."""
    if halvings == 0:
        return [start, end]
    (a, b), (c, d) = start, end
    step = rng.uniform(-roughness, roughness)
    middle = ((a + c) / 2 - (d - b) * step, (b + d) / 2 + (c - a) * step)
    again = partial(_rough, rng=rng, roughness=roughness, halvings=halvings - 1)
    return again(start, middle)[:-1] + again(middle, end)


def _touching(outlines: list[list[Point]]) -> list[frozenset[int]]:
    sides: dict[Border, list[int]] = defaultdict(list)
    for cell, outline in enumerate(outlines):
        for start, end in _borders(outline):
            sides[min(start, end), max(start, end)].append(cell)
    touching: list[set[int]] = [set() for _ in outlines]
    for cells in sides.values():
        if len(cells) == 2:
            touching[cells[0]].add(cells[1])
            touching[cells[1]].add(cells[0])
    return [frozenset(others) for others in touching]
