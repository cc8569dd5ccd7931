"""Districts, quadrants and overlays of the invented county, at every size and for several seeds (PAR-2)."""

from functools import cache
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.demo.rules.map_districts import (
    FEW_QUADRANTS,
    QUADRANTS,
    bordering,
    group_quadrants,
    grow_districts,
    middle_of,
    nearest,
    overlay,
    quadrant_names,
)
from lantern.demo.rules.map_land import Land, draw_land
from lantern.demo.rules.map_mesh import Mesh, draw_mesh
from tests.unit.demo.test_mesh import a_grid

GRID = a_grid(12, 12)
WHOLE = set(range(144))


@cache
def grown(seed: int, count: int) -> tuple[frozenset[int], ...]:
    return tuple(frozenset(cells) for cells in grow_districts(GRID, WHOLE, Random(seed), count))


def sets(found: tuple[frozenset[int], ...]) -> list[set[int]]:
    return [set(cells) for cells in found]


@cache
def land(seed: int) -> tuple[Mesh, Land]:
    mesh = draw_mesh(Random(seed), half_km=30, cell_km=4)
    return mesh, draw_land(mesh, Random(seed), half_km=30)


seeds, counts = st.integers(0, 40), st.integers(1, 14)


@settings(max_examples=25, deadline=None)
@given(seeds, counts)
def test_districts_are_all_of_the_ground_each_in_one_piece(seed: int, count: int) -> None:
    """PAR-2: every cell in exactly one, from north to south."""
    districts = sets(grown(seed, count))
    assert len(districts) == count
    assert sorted(cell for cells in districts for cell in cells) == sorted(WHOLE)
    assert all(len(GRID.pieces(cells)) == 1 for cells in districts)
    norths = [middle_of(GRID, cells)[1] for cells in districts]
    assert norths == sorted(norths, reverse=True)


@pytest.mark.parametrize("seed", range(5))
def test_districts_are_of_like_size_and_not_equal(seed: int) -> None:
    """Believable: none is a speck, none is half the county."""
    sizes = sorted(map(len, grown(seed, 9)))
    assert sizes[0] >= 144 / 9 / 3
    assert sizes[-1] <= 144 / 9 * 2.5
    assert sizes[0] < sizes[-1]


@settings(max_examples=25, deadline=None)
@given(seeds, st.integers(2, 14))
def test_bordering_is_mutual(seed: int, count: int) -> None:
    """No district borders itself; each borders another, since the ground is one piece."""
    touching = bordering(GRID, sets(grown(seed, count)))
    for number, others in enumerate(touching):
        assert number not in others
        assert others
        assert all(number in touching[other] for other in others)


@settings(max_examples=25, deadline=None)
@given(seeds, st.integers(1, 14), st.integers(1, 9))
def test_quadrants_are_all_districts_each_in_one_piece(seed: int, count: int, quadrants: int) -> None:
    """PAR-2: every district in exactly one quadrant."""
    quadrants = min(quadrants, count)
    districts = sets(grown(seed, count))
    groups = group_quadrants(GRID, districts, quadrants, half_km=6)
    assert [name for name, _ in groups] == list(quadrant_names(quadrants))
    assert sorted(number for _, numbers in groups for number in numbers) == list(range(count))
    for _, numbers in groups:
        assert numbers == sorted(numbers)
        assert len(GRID.pieces(set().union(*(districts[number] for number in numbers)))) == 1


@pytest.mark.parametrize("seed", range(4))
def test_quadrants_lie_where_their_names_say(seed: int) -> None:
    """North is north of South, West is west of East: by the middles of their ground."""
    districts = sets(grown(seed, 12))
    groups = dict(group_quadrants(a_centred(), districts, 5, half_km=6))
    middles = {
        name: middle_of(GRID, set().union(*(districts[number] for number in numbers)))
        for name, numbers in groups.items()
    }
    assert middles["North"][1] > middles["South"][1]
    assert middles["West"][0] < middles["East"][0]


def a_centred() -> Mesh:
    """The grid with the middle of the sheet in its middle, as a county has it."""
    middles = [(east - 6, north - 6) for east, north in GRID.middles]
    return Mesh(middles, GRID.polygons, GRID.touching)


def test_districts_that_touch_nothing_cannot_be_grouped() -> None:
    """PAR-2: a county in two parts is refused, not drawn wrong."""
    with pytest.raises(ValueError, match="not in one piece"):
        group_quadrants(GRID, [{0}, {1}, {100}], 1, half_km=6)


@pytest.mark.parametrize("count", range(1, 10))
def test_names_of_quadrants_are_each_their_own(count: int) -> None:
    """One is Mid alone, two are North and South; a compass point is never said twice."""
    names = quadrant_names(count)
    assert len(names) == len(set(names)) == count
    assert set(names) <= {name for name, _ in QUADRANTS}
    assert names == FEW_QUADRANTS.get(count, names)


@settings(max_examples=25, deadline=None)
@given(seeds, counts, st.lists(st.integers(2, 4), max_size=3), st.booleans())
def test_overlays_hold_all_of_the_ground_once(seed: int, count: int, merges: list[int], split: bool) -> None:
    """PAR-2: districts merged, one shared, the rest as they are; and each part says which districts it holds."""
    districts = sets(grown(seed, count))
    parts = overlay(GRID, districts, Random(seed), merges=merges, split=split)
    assert sorted(cell for part in parts for cell in part.cells) == sorted(WHOLE)
    for part in parts:
        held = set().union(*(districts[number] for number in part.districts))
        assert part.cells <= held
        assert len(part.districts) == 1 or part.cells == held
        assert part.districts == tuple(sorted(part.districts))
        assert len(GRID.pieces(part.cells)) == 1
    halves = [part for part in parts if len(part.districts) == 1 and part.cells != districts[part.districts[0]]]
    assert len(halves) in (0, 2)
    assert len({part.districts for part in halves}) <= 1
    if not split:
        assert halves == []


def test_an_overlay_without_merges_or_split_is_the_districts() -> None:
    """PAR-2."""
    districts = sets(grown(3, 6))
    parts = overlay(GRID, districts, Random(1), merges=(), split=False)
    assert [set(part.cells) for part in parts] == districts
    assert [part.districts for part in parts] == [(number,) for number in range(6)]


@pytest.mark.parametrize(("merges", "sizes"), [((3, 2), [1, 1, 1, 1, 2, 3]), ((2,), [1] * 7 + [2]), ((9,), [1] * 9)])
def test_districts_are_merged_where_enough_are_left(merges: tuple[int, ...], sizes: list[int]) -> None:
    """PAR-2: a merge leaves at least one district beside it."""
    parts = overlay(GRID, sets(grown(5, 9)), Random(2), merges=merges, split=False)
    assert sorted(len(part.districts) for part in parts) == sizes


@pytest.mark.parametrize("point", [(0.4, 0.6), (11.2, 11.9), (6.2, 6.1)])
def test_the_nearest_cell_is_the_one_that_holds_the_point(point: tuple[float, float]) -> None:
    """On a grid of squares."""
    east, north = point
    assert nearest(GRID, sorted(WHOLE), point) == int(north) * 12 + int(east)


@pytest.mark.parametrize("seed", range(4))
def test_land_is_county_neighbours_and_sea(seed: int) -> None:
    """PAR-9: each cell is one of them; the county is one piece with sea in the east and land in the west."""
    mesh, found = land(seed)
    assert sorted([*found.county, *found.around, *found.sea]) == list(range(len(mesh.middles)))
    assert len(mesh.pieces(found.county)) == 1
    assert len(mesh.pieces(found.sea)) == 1, "no lakes"
    county = middle_of(mesh, found.county)
    assert middle_of(mesh, found.sea)[0] > county[0]
    assert middle_of(mesh, found.around)[0] < county[0]
    assert all(len(piece) >= 12 for piece in mesh.pieces(found.around))
    square = [cell for cell, (east, north) in enumerate(mesh.middles) if max(abs(east), abs(north)) < 30]
    assert 0.4 < len(found.county) / len(square) < 0.85


@pytest.mark.parametrize("seed", range(4))
def test_rivers_run_from_the_coast_into_the_country(seed: int) -> None:
    """Three of them, each longer than a hand's breadth, going west."""
    _, found = land(seed)
    assert len(found.rivers) == 3
    for river in found.rivers:
        assert len(river) >= 70
        assert river[0][0] > river[-1][0]
        steps = [one[0] - other[0] for one, other in pairwise(river)]
        assert all(step > 0 for step in steps)
