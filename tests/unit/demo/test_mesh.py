"""The mesh that the county is put together from: cells that meet, pieces that hang together, ways that are the easiest."""

from functools import cache
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, box, coverage_is_valid, unary_union

from lantern.demo.rules.map_mesh import FRAME, Mesh, draw_mesh
from lantern.demo.rules.plane import earth, sheet


def a_grid(columns: int, rows: int) -> Mesh:
    """Squares a kilometre wide, numbered along the rows from the south-west, touching by their sides."""
    cells = [(column, row) for row in range(rows) for column in range(columns)]
    middles = [(column + 0.5, row + 0.5) for column, row in cells]
    polygons = [box(column, row, column + 1, row + 1) for column, row in cells]
    number = {cell: index for index, cell in enumerate(cells)}
    around = [[(c + 1, r), (c - 1, r), (c, r + 1), (c, r - 1)] for c, r in cells]
    return Mesh(middles, polygons, [frozenset(number[cell] for cell in each if cell in number) for each in around])


GRID = a_grid(6, 5)
EVERY = frozenset(range(30))
cells_of_grid = st.frozensets(st.sampled_from(sorted(EVERY)))


@cache
def drawn(seed: int) -> Mesh:
    return draw_mesh(Random(seed), half_km=12, cell_km=3)


@given(cells_of_grid)
def test_pieces_are_all_of_it_and_hang_together(cells: frozenset[int]) -> None:
    """Each cell in one piece, the largest first, no two pieces touching."""
    pieces = GRID.pieces(cells)
    assert sorted(cell for piece in pieces for cell in piece) == sorted(cells)
    assert [len(piece) for piece in pieces] == sorted(map(len, pieces), reverse=True)
    for number, piece in enumerate(pieces):
        beside = {other for cell in piece for other in GRID.touching[cell]}
        assert not any(beside & other for other in pieces[number + 1 :])
        assert isinstance(unary_union([GRID.polygons[cell].buffer(0.001) for cell in piece]), Polygon)


@given(st.lists(st.sampled_from(sorted(EVERY)), min_size=1, max_size=4, unique=True), cells_of_grid)
def test_spreading_reaches_what_can_be_reached_and_each_owner_hangs_together(
    starts: list[int], cells: frozenset[int]
) -> None:
    """PAR-2: every district is one piece."""
    ground = set(cells | set(starts))
    owners = GRID.spread({cell: owner for owner, cell in enumerate(starts)}, ground, lambda cell, owner: 1.0)
    reached = {cell for piece in GRID.pieces(ground) if piece & set(starts) for cell in piece}
    assert set(owners) == reached
    for owner, start in enumerate(starts):
        mine = {cell for cell, each in owners.items() if each == owner}
        assert start in mine
        assert len(GRID.pieces(mine)) == 1


def test_ground_goes_to_whoever_reaches_it_with_less_effort() -> None:
    """A slow owner gets less of the same row."""
    row = a_grid(10, 1)
    even = row.spread({0: 0, 9: 1}, set(range(10)), lambda cell, owner: 1.0)
    assert [even[cell] for cell in range(10)] == [0] * 5 + [1] * 5
    slow = row.spread({0: 0, 9: 1}, set(range(10)), lambda cell, owner: 3.0 if owner else 1.0)
    assert [slow[cell] for cell in range(10)] == [0] * 7 + [1] * 3
    rough = row.spread({0: 0, 9: 1}, set(range(10)), lambda cell, owner: 20.0 if cell == 2 else 1.0)
    assert [rough[cell] for cell in range(10)] == [0] * 3 + [1] * 7


@given(st.sampled_from(sorted(EVERY)), st.sampled_from(sorted(EVERY)), cells_of_grid)
def test_a_way_leads_there_from_cell_to_cell(start: int, end: int, cells: frozenset[int]) -> None:
    """Both ends included, no cell twice; empty where there is none."""
    ground = set(cells | {start, end})
    way = GRID.way(start, end, ground, lambda cell: 1.0)
    together = any({start, end} <= piece for piece in GRID.pieces(ground))
    assert bool(way) is together
    if way:
        assert (way[0], way[-1]) == (start, end)
        assert all(other in GRID.touching[one] for one, other in pairwise(way))
        assert set(way) <= ground
        assert len(way) == len(set(way))


def test_a_way_is_the_easiest() -> None:
    """Straight where all is even; round a marsh when that costs less than through it."""
    assert GRID.way(0, 5, set(EVERY), lambda cell: 1.0) == [0, 1, 2, 3, 4, 5]
    assert len(GRID.way(0, 29, set(EVERY), lambda cell: 1.0)) == 10
    marsh = {2: 9.0}
    assert 2 not in GRID.way(0, 5, set(EVERY), lambda cell: marsh.get(cell, 1.0))
    shallow = {2: 2.0}
    assert 2 in GRID.way(0, 5, set(EVERY), lambda cell: shallow.get(cell, 1.0))


def test_cells_join_to_the_ground_that_they_are() -> None:
    """Two apart are an area of two parts."""
    assert GRID.joined({0, 1, 6, 7}).equals(box(0, 0, 2, 2))
    assert GRID.joined({0, 29}).geom_type == "MultiPolygon"
    assert GRID.joined({14}).area == 1
    with pytest.raises(TypeError, match="not an area"):
        GRID.joined(set())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_drawn_mesh_has_no_gap_and_no_overlap(seed: int) -> None:
    """PAR-2: neighbours share every point of a border, so that any areas made of cells meet exactly."""
    mesh = drawn(seed)
    assert coverage_is_valid(mesh.polygons)
    assert len(mesh.middles) == len(mesh.polygons) == len(mesh.touching) > 80
    whole = unary_union(mesh.polygons)
    assert sum(cell.area for cell in mesh.polygons) == pytest.approx(whole.area)
    assert all(cell.is_valid for cell in mesh.polygons)


@pytest.mark.parametrize("seed", [1, 2])
def test_cells_touch_each_other_and_share_a_line(seed: int) -> None:
    """Who touches whom is mutual, and is seen on the ground."""
    mesh = drawn(seed)
    for cell, others in enumerate(mesh.touching):
        assert cell not in others
        for other in others:
            assert cell in mesh.touching[other]
            assert mesh.polygons[cell].intersection(mesh.polygons[other]).length > 0
    far = [(one, other) for one in range(0, 60, 7) for other in range(60, 120, 11) if other < len(mesh.polygons)]
    for one, other in far:
        if other not in mesh.touching[one] and one != other:
            assert mesh.polygons[one].intersection(mesh.polygons[other]).length == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_cells_lie_within_the_frame_about_where_their_middles_are(seed: int) -> None:
    """One and a half times the half width of the county, in kilometres of the sheet."""
    mesh = drawn(seed)
    reach = 12 * FRAME
    for middle, polygon in zip(mesh.middles, mesh.polygons, strict=True):
        assert max(map(abs, middle)) <= reach
        assert polygon.distance(Point(earth(middle))) < 0.02
        for east, north in polygon.exterior.coords:
            assert max(map(abs, sheet((east, north)))) < reach + 1
    sizes = sorted(polygon.area for polygon in mesh.polygons)
    assert sizes[-1] < 8 * sizes[0]


def test_borders_are_crooked() -> None:
    """A border of straight lines looks like no county: each has two midpoints moved aside, four stretches in all."""
    mesh = drawn(1)
    corners = [len(polygon.exterior.coords) - 1 for polygon in mesh.polygons]
    assert all(count % 4 == 0 and count >= 12 for count in corners)


def test_every_point_is_rounded_to_what_a_file_carries() -> None:
    """PAR-2: GeoJSON reads back the same ground."""
    for polygon in drawn(2).polygons[:40]:
        for east, north in polygon.exterior.coords:
            assert (round(east, 6), round(north, 6)) == (east, north)


def test_the_same_chance_draws_the_same_mesh() -> None:
    """Deterministic."""
    again = draw_mesh(Random(1), half_km=12, cell_km=3)
    assert again.polygons == drawn(1).polygons
    assert again.touching == drawn(1).touching
    assert again.polygons != drawn(2).polygons


@settings(max_examples=50)
@given(st.floats(-100, 100), st.floats(-100, 100))
def test_the_sheet_undoes_the_earth_to_ten_centimetres(east: float, north: float) -> None:
    """What is drawn in kilometres lies where it was drawn."""
    assert sheet(earth((east, north))) == pytest.approx((east, north), abs=1e-4)
