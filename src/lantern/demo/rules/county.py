"""`draw_county`: the whole invented county from a seed."""

from dataclasses import replace

from shapely import Polygon

from lantern.demo.rules.chance import stream
from lantern.demo.rules.map_districts import Part, group_quadrants, grow_districts, overlay
from lantern.demo.rules.map_land import Land, draw_land
from lantern.demo.rules.map_mesh import Mesh, draw_mesh
from lantern.demo.rules.map_sites import draw_sites
from lantern.demo.rules.map_towns import Settled, draw_routes, settle
from lantern.demo.rules.names_of_places import COUNTY, NEIGHBOURS, district_name
from lantern.demo.rules.place import Area, AreaKind, County, Town
from lantern.demo.rules.plane import WIDEST_KM
from lantern.demo.rules.postcodes import draw_postcodes, draw_postcodes_outside

MOST_DISTRICTS = 99
MOST_QUADRANTS = 9
DISTRICT_KM2 = 300.0
CELLS_ACROSS_DISTRICT = 11.5
LAND_SHARE = 0.62  # of the square around the county; the rest is sea and neighbours
POLICE_MERGES = (3, 2)  # how many districts share one police district
SAFETY_MERGES = (2,)
EMPTY = Polygon()


def draw_county(seed: int, districts: int = 12, quadrants: int = 4, postcodes: int = 1800) -> County:
    """An invented county, the same for the same arguments (PAR-2).

    Districts tessellate: neighbours share every point of their border. `postcodes` is a total, shared out by where
    people live (at most 4,000 to a district). Raises `ValueError` when the numbers make no county.
    """
    if not 1 <= districts <= MOST_DISTRICTS or not 1 <= quadrants <= min(MOST_QUADRANTS, districts):
        raise ValueError("A county has 1 to 99 districts, in 1 to 9 quadrants, and no more quadrants than districts")
    half_km = min(WIDEST_KM / 2, (districts * DISTRICT_KM2 / LAND_SHARE) ** 0.5 / 2)
    cell_km = 2 * half_km * (LAND_SHARE / districts) ** 0.5 / CELLS_ACROSS_DISTRICT
    mesh = draw_mesh(stream(seed, "mesh"), half_km=half_km, cell_km=cell_km)
    land = draw_land(mesh, stream(seed, "land"), half_km=half_km)
    grown = grow_districts(mesh, land.county, stream(seed, "districts"), districts)
    groups = group_quadrants(mesh, grown, quadrants, half_km=half_km)
    keys = [f"district-{number:02d}" for number in range(1, districts + 1)]
    settled = settle(mesh, land, grown, keys, stream(seed, "towns"))
    return _peopled(seed, mesh, land, grown, groups, keys, settled, postcodes)


def _peopled(
    seed: int,
    mesh: Mesh,
    land: Land,
    grown: list[set[int]],
    groups: list[tuple[str, list[int]]],
    keys: list[str],
    settled: list[Settled],
    postcodes: int,
) -> County:
    """Areas named, and filled with addresses and places."""
    towns = [place.town for place in settled]
    quadrants = tuple(_quadrant(mesh, grown, keys, name, numbers) for name, numbers in groups)
    districts = _districts(seed, mesh, grown, keys, quadrants, towns)
    neighbours = _neighbours(mesh, land)
    codes = list(draw_postcodes(stream(seed, "postcodes"), districts, towns, postcodes))
    return County(
        seed=seed,
        area=Area("county", COUNTY, AreaKind.COUNTY, mesh.joined(land.county), districts=tuple(keys)),
        quadrants=quadrants,
        districts=districts,
        police_districts=_police_districts(seed, mesh, grown, districts),
        safety_partnerships=_safety_partnerships(seed, mesh, grown, districts),
        neighbours=neighbours,
        towns=tuple(towns),
        postcodes=tuple(codes),
        postcodes_outside=tuple(draw_postcodes_outside(stream(seed, "outside"), neighbours)),
        sites=tuple(draw_sites(stream(seed, "sites"), quadrants, towns, codes)),
        routes=tuple(draw_routes(mesh, land, settled, stream(seed, "routes"))),
    )


def _quadrant(mesh: Mesh, grown: list[set[int]], keys: list[str], name: str, numbers: list[int]) -> Area:
    cells = set().union(*(grown[number] for number in numbers))
    key = f"quadrant-{name.lower().replace(' ', '-')}"
    shape = mesh.joined(cells)
    return Area(key, name, AreaKind.QUADRANT, shape, "county", tuple(keys[number] for number in numbers))


def _districts(
    seed: int, mesh: Mesh, grown: list[set[int]], keys: list[str], quadrants: tuple[Area, ...], towns: list[Town]
) -> tuple[Area, ...]:
    rng = stream(seed, "names of districts")
    above = {district: quadrant.key for quadrant in quadrants for district in quadrant.districts}
    areas: list[Area] = []
    for key, cells in zip(keys, grown, strict=True):
        chief = next(town.name for town in towns if town.district == key)
        name = district_name(rng, chief, {area.name for area in areas})
        areas.append(Area(key, name, AreaKind.DISTRICT, mesh.joined(cells), above[key], (key,)))
    return tuple(areas)


def _police_districts(seed: int, mesh: Mesh, grown: list[set[int]], districts: tuple[Area, ...]) -> tuple[Area, ...]:
    parts = overlay(mesh, grown, stream(seed, "police"), merges=POLICE_MERGES, split=True)
    return _overlay_areas(mesh, districts, parts, "police", AreaKind.POLICE_DISTRICT)


def _safety_partnerships(seed: int, mesh: Mesh, grown: list[set[int]], districts: tuple[Area, ...]) -> tuple[Area, ...]:
    """Partnerships over the districts, and one that has been founded but holds no ground yet."""
    parts = overlay(mesh, grown, stream(seed, "safety"), merges=SAFETY_MERGES, split=True)
    areas = _overlay_areas(mesh, districts, parts, "safety", AreaKind.SAFETY_PARTNERSHIP)
    founded = Area(f"safety-{len(areas) + 1:02d}", "Harbour Waters", AreaKind.SAFETY_PARTNERSHIP, EMPTY)
    return (*areas, founded)


def _overlay_areas(
    mesh: Mesh, districts: tuple[Area, ...], parts: list[Part], key: str, kind: AreaKind
) -> tuple[Area, ...]:
    areas: list[Area] = []
    for number, part in enumerate(parts, 1):
        held = [districts[district] for district in part.districts]
        keys = tuple(district.key for district in held)
        areas.append(Area(f"{key}-{number:02d}", _overlay_name(held), kind, mesh.joined(part.cells), "", keys))
    shared = {area.name for area in areas if sum(area.name == other.name for other in areas) > 1}
    halves = [area for area in areas if area.name in shared]
    named = {half.key: f"{half.name} {side}" for half, side in zip(halves, ("West", "East"), strict=False)}
    return tuple(replace(area, name=named.get(area.key, area.name)) for area in areas)


def _overlay_name(held: list[Area]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *first, last = [district.name for district in held]
    return f"{', '.join(first)} and {last}" if first else last


def _neighbours(mesh: Mesh, land: Land) -> tuple[Area, ...]:
    """The largest pieces of land around the county; a piece that runs round a corner is parted north from south."""
    pieces = [piece for whole in mesh.pieces(land.around) for piece in _parted(mesh, whole)]
    pieces.sort(key=len, reverse=True)
    return tuple(
        Area(f"neighbour-{number}", name, AreaKind.NEIGHBOUR, mesh.joined(cells))
        for number, (name, cells) in enumerate(zip(NEIGHBOURS, pieces, strict=False), 1)
    )


def _parted(mesh: Mesh, cells: set[int]) -> list[set[int]]:
    """`cells` north-east and south-west of the diagonal through the middle of the sheet, each in one piece."""
    north = {cell for cell in cells if mesh.middles[cell][0] + mesh.middles[cell][1] > 0}
    halves = [mesh.pieces(half) for half in (north, cells - north) if half]
    return [pieces[0] for pieces in halves]
