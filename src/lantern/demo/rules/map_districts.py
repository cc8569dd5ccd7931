"""Districts grown around their middles, quadrants as unions of them, overlays that hold or split them (PAR-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from lantern.demo.rules.map_mesh import Mesh
from lantern.demo.rules.plane import Point

ROUNDS = 12
QUADRANTS: tuple[tuple[str, Point], ...] = (
    ("Mid", (0.0, 0.0)), ("North", (0.1, 1.0)), ("South", (0.1, -1.0)), ("West", (-1.0, 0.0)), ("East", (1.0, 0.0)),
    ("North West", (-0.8, 0.8)), ("South East", (0.8, -0.8)), ("North East", (0.8, 0.8)), ("South West", (-0.8, -0.8)),
)  # fmt: skip
FEW_QUADRANTS = {1: ("Mid",), 2: ("North", "South"), 3: ("North", "Mid", "South")}


@dataclass(frozen=True)
class Part:
    """An overlay area before it has a name and a shape: the cells it covers, the districts it holds or shares."""

    cells: frozenset[int]
    districts: tuple[int, ...]


def grow_districts(mesh: Mesh, cells: set[int], rng: Random, count: int) -> list[set[int]]:
    """`cells` in `count` connected districts of like but not equal size, ordered from north to south."""
    chiefs = _spaced(mesh, sorted(cells), rng, count)
    pace = [rng.uniform(0.8, 1.25) for _ in chiefs]
    rough = {cell: rng.uniform(0.55, 1.45) for cell in sorted(cells)}
    starts = {cell: owner for owner, cell in enumerate(chiefs)}
    owners = mesh.spread(starts, cells, lambda cell, owner: rough[cell] * pace[owner])
    grown: list[set[int]] = [set() for _ in chiefs]
    for cell, owner in owners.items():
        grown[owner].add(cell)
    return sorted(grown, key=lambda district: -middle_of(mesh, district)[1])


def middle_of(mesh: Mesh, cells: set[int] | frozenset[int]) -> Point:
    """The mean of the cells' middles, in km on the sheet."""
    return (
        sum(mesh.middles[cell][0] for cell in cells) / len(cells),
        sum(mesh.middles[cell][1] for cell in cells) / len(cells),
    )


def nearest(mesh: Mesh, cells: Sequence[int], point: Point) -> int:
    """The cell of `cells` whose middle lies nearest to `point`."""
    return min(cells, key=lambda cell: _squared(mesh.middles[cell], point))


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _spaced(mesh: Mesh, cells: list[int], rng: Random, count: int) -> list[int]:
    """`count` cells spread evenly: each moves to the middle of the ground nearest to it, several times over."""
    chiefs = rng.sample(cells, count)
    for _ in range(ROUNDS):
        ground: dict[int, set[int]] = {chief: {chief} for chief in chiefs}
        for cell in cells:
            ground[nearest(mesh, chiefs, mesh.middles[cell])].add(cell)
        chiefs = [nearest(mesh, sorted(near), middle_of(mesh, near)) for near in ground.values()]
    return chiefs


def bordering(mesh: Mesh, districts: list[set[int]]) -> list[set[int]]:
    """For each district the numbers of those it touches."""
    owner = {cell: number for number, cells in enumerate(districts) for cell in cells}
    return [
        {owner[other] for cell in cells for other in mesh.touching[cell] if other in owner} - {number}
        for number, cells in enumerate(districts)
    ]


def quadrant_names(count: int) -> tuple[str, ...]:
    """Names of `count` quadrants, 1 to 9."""
    return FEW_QUADRANTS.get(count) or tuple(name for name, _ in QUADRANTS[:count])


def group_quadrants(
    mesh: Mesh, districts: list[set[int]], count: int, *, half_km: float
) -> list[tuple[str, list[int]]]:
    """Connected groups of districts named for where they lie; the smallest group takes the next district it touches."""
    names, towards = quadrant_names(count), dict(QUADRANTS)
    aims = [(towards[name][0] * half_km, towards[name][1] * half_km) for name in names]
    middles = [middle_of(mesh, cells) for cells in districts]
    touching = bordering(mesh, districts)
    free = set(range(len(districts)))
    groups: list[list[int]] = []
    for aim in aims:
        first = min(sorted(free), key=lambda number: _squared(middles[number], aim))
        free.discard(first)
        groups.append([first])
    while free:
        group, number = _next_joining(groups, free, touching, middles, aims)
        groups[group].append(number)
        free.discard(number)
    return [(name, sorted(group)) for name, group in zip(names, groups, strict=True)]


def _next_joining(
    groups: list[list[int]], free: set[int], touching: list[set[int]], middles: list[Point], aims: list[Point]
) -> tuple[int, int]:
    """The smallest group that still touches a free district, and the one of those nearest to where the group aims."""
    for group in sorted(range(len(groups)), key=lambda group: len(groups[group])):
        within_reach = {number for member in groups[group] for number in touching[member]} & free
        if within_reach:
            return group, min(sorted(within_reach), key=lambda number: _squared(middles[number], aims[group]))
    raise ValueError("A district touches no other; the county is not in one piece")


def overlay(mesh: Mesh, districts: list[set[int]], rng: Random, *, merges: Sequence[int], split: bool) -> list[Part]:
    """Another division of the same ground: some districts merged, one split in two when there is one to spare."""
    touching, free, parts = bordering(mesh, districts), set(range(len(districts))), []
    for size in merges:
        joined = _joined(touching, free, rng, size) if len(free) > size else []
        free -= set(joined)
        if joined:
            parts.append(_part(districts, joined))
    if split and free:
        largest = max(sorted(free), key=lambda number: len(districts[number]))
        free.discard(largest)
        parts += [Part(frozenset(half), (largest,)) for half in _halves(mesh, districts[largest])]
    return parts + [_part(districts, [number]) for number in sorted(free)]


def _part(districts: list[set[int]], numbers: list[int]) -> Part:
    return Part(frozenset().union(*(districts[number] for number in numbers)), tuple(sorted(numbers)))


def _joined(touching: list[set[int]], free: set[int], rng: Random, size: int) -> list[int]:
    """`size` connected districts out of `free`; empty when no such group is found from a random start."""
    joined = [rng.choice(sorted(free))]
    while len(joined) < size:
        within_reach = {number for member in joined for number in touching[member]} & free - set(joined)
        if not within_reach:
            return []
        joined.append(min(within_reach))
    return joined


def _halves(mesh: Mesh, cells: set[int]) -> tuple[set[int], set[int]]:
    """One district in two connected halves, grown from its most westerly and most easterly cell."""
    west = min(cells, key=lambda cell: mesh.middles[cell])
    east = max(cells, key=lambda cell: mesh.middles[cell])
    owners = mesh.spread({west: 0, east: 1}, cells, lambda cell, owner: 1.0)
    return {cell for cell in cells if owners[cell] == 0}, {cell for cell in cells if owners[cell] == 1}
