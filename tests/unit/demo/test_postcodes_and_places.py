"""Invented addresses: each where it says, none that could be real, each place with one of its own while there are any."""

import re
from collections import Counter
from itertools import pairwise
from random import Random
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from lantern.children.rules.searching import POSTCODE
from lantern.demo.rules.county import draw_county
from lantern.demo.rules.map_picture import Picture, as_svg
from lantern.demo.rules.map_sites import PEOPLE_PER_SCHOOL, SCHOOL_NAMES, SitePlan
from lantern.demo.rules.map_towns import Settled, _links, _smoother
from lantern.demo.rules.names_of_places import seaside_names, street_name, town_names, village_names
from lantern.demo.rules.place import Area, AreaKind, County, Postcode, RouteKind, SiteKind, Town
from lantern.demo.rules.plane import distance_km, earth
from lantern.demo.rules.postcodes import (
    MOST_PER_DISTRICT,
    OUTSIDE_PER_NEIGHBOUR,
    UNIT_LETTERS,
    _code,
    draw_postcodes,
    draw_postcodes_outside,
)
from tests.unit.demo.invented import a_county

SHAPED = re.compile(rf"(QX|XQ)\d{{1,2}} \d[{UNIT_LETTERS}]{{2}}")


@given(st.integers(0, MOST_PER_DISTRICT - 1), st.integers(0, MOST_PER_DISTRICT - 1))
def test_every_unit_has_a_code_of_its_own(one: int, other: int) -> None:
    """Ten parts of four hundred units."""
    assert (_code("QX7", one) == _code("QX7", other)) is (one == other)
    assert SHAPED.fullmatch(_code("QX7", one))
    assert POSTCODE.fullmatch(_code("QX7", one)), "or a search would not read it"
    assert (_code("QX7", one) < _code("QX7", other)) is (one < other)


def test_units_use_the_letters_of_real_ones_alone() -> None:
    """Inward codes never use C, I, K, M, O or V."""
    assert set(UNIT_LETTERS) == set(ascii_uppercase) - set("CIKMOV")
    assert MOST_PER_DISTRICT == 4000


def test_no_code_is_given_twice_and_all_are_of_their_district() -> None:
    """PAR-2."""
    county = a_county()
    codes = [postcode.code for postcode in (*county.postcodes, *county.postcodes_outside)]
    assert len(codes) == len(set(codes))
    assert all(SHAPED.fullmatch(code) for code in codes)
    for number, area in enumerate(county.districts, 1):
        mine = county.postcodes_by_district[area.key]
        assert {postcode.code.split()[0] for postcode in mine} == {f"QX{number}"}
        assert [postcode.code for postcode in mine] == sorted(postcode.code for postcode in mine)
    for number, area in enumerate(county.neighbours, 1):
        outside = county.postcodes_by_district[area.key]
        assert {postcode.code.split()[0] for postcode in outside} == {f"XQ{number}"}
        assert len(outside) == OUTSIDE_PER_NEIGHBOUR
        assert all(postcode.street.endswith(f", {area.name}") and not postcode.town for postcode in outside)


def square(key: str, west: float) -> Area:
    (w, s), (e, n) = earth((west, 0)), earth((west + 10, 10))
    return Area(key, key, AreaKind.DISTRICT, box(w, s, e, n))


def town(key: str, people: int, district: str, at: tuple[float, float]) -> Town:
    return Town(key, key, people, earth(at), district)


TWO = (square("a", 0), square("b", 10))
TOWNS = [town("big", 90_000, "a", (5, 5)), town("small", 10_000, "b", (15, 5)), town("tiny", 400, "b", (18, 2))]
SHARES = [
    (1000, 896, 104, "by how many live there"),
    (100, 90, 20, "at least twenty"),
    (10, 20, 20, "twenty each"),
    (50_000, 4000, 4000, "four thousand at most"),
]


@pytest.mark.parametrize(("total", "first", "second"), [row[:3] for row in SHARES], ids=[row[3] for row in SHARES])
def test_postcodes_are_shared_out_by_people(total: int, first: int, second: int) -> None:
    """PAR-2: and each lies in the district that it is of."""
    drawn = list(draw_postcodes(Random(1), TWO, TOWNS, total))
    counts = Counter(postcode.district for postcode in drawn)
    assert (counts["a"], counts["b"]) == (first, second)
    for area in TWO:
        assert all(
            area.shape.covers(Point(each.point)) for each in drawn[:: max(1, total // 200)] if each.district == area.key
        )


def test_postcodes_are_of_towns_of_the_district_and_near_them() -> None:
    """Thicker towards the middle of the larger town; a part of a code is a part of the ground."""
    drawn = [each for each in draw_postcodes(Random(1), TWO, TOWNS, 4000) if each.district == "b"]
    counts = Counter(each.town for each in drawn)
    assert set(counts) == {"small", "tiny"}
    assert counts["small"] > 2 * counts["tiny"]
    points = {each.key: each.point for each in TOWNS}
    near = sorted(distance_km(each.point, points[each.town]) for each in drawn)
    assert near[len(near) // 2] < 0.7
    towns = [each.town for each in drawn]
    assert sum(one != other for one, other in pairwise(towns)) == 1


def test_addresses_outside_lie_outside() -> None:
    """PAR-9: in the neighbouring authority."""
    for each in draw_postcodes_outside(Random(3), TWO):
        area = next(area for area in TWO if area.key == each.district)
        assert area.shape.covers(Point(each.point))


def address(number: int, where: str, district: str = "a") -> Postcode:
    return Postcode(f"QX1 {number}AA", earth((number, 1)), district, where, f"{number} Pretend Way")


def test_a_place_takes_an_address_of_its_own_while_there_is_one() -> None:
    """In the town, else in its district, else one that is taken."""
    big = TOWNS[0]
    plan = SitePlan(Random(1), [address(1, "big"), address(2, "big"), address(3, "other")])
    made = [plan.place(SiteKind.PARK, f"Park {number}", big) for number in range(5)]
    assert {site.postcode for site in made[:2]} == {"QX1 1AA", "QX1 2AA"}
    assert [site.key for site in made] == [f"site-{number:04d}" for number in range(1, 6)]
    assert all(site.town == "big" and site.district == "a" for site in made)
    assert {site.postcode for site in made} <= {"QX1 1AA", "QX1 2AA", "QX1 3AA"}


def test_larger_towns_have_more_schools_and_what_belongs_to_a_town() -> None:
    """Believable: a station in each chief town, a school in each town, none in a village."""
    county = a_county()
    schools = Counter(site.town for site in county.sites_by_kind[SiteKind.MAINSTREAM_SCHOOL])
    stations = {site.town for site in county.sites_by_kind[SiteKind.STATION]}
    for each in county.towns:
        wanted = min(1 + each.people // PEOPLE_PER_SCHOOL, len(SCHOOL_NAMES)) if each.people >= 7000 else 0
        assert schools[each.key] == wanted
        assert (each.key in stations) is (each.people >= 45_000)
    fronts = {site.town for site in county.sites_by_kind[SiteKind.SEAFRONT]}
    assert fronts == {each.key for each in county.towns if each.by_sea and each.people >= 7000}
    homes = Counter(site.district for site in county.sites_by_kind[SiteKind.CHILDRENS_HOME])
    assert set(homes) == {area.key for area in county.districts}
    assert set(homes.values()) <= {2, 3}


@pytest.mark.parametrize("names", [town_names, seaside_names, village_names])
def test_no_name_is_given_twice(names: object) -> None:
    """However many towns there are."""
    made = list(names(Random(5)))  # type: ignore[operator]
    assert len(made) == len(set(made)) > 200
    assert made != list(names(Random(6)))  # type: ignore[operator]
    assert re.fullmatch(r"[A-Z]\w+ [A-Z]\w+", street_name(Random(5)))


def test_a_county_finds_its_parts_by_key_and_kind() -> None:
    """The same things by every way to them."""
    county = a_county()
    assert all(county.area_by_key[area.key] is area for area in county.areas)
    assert all(county.town_by_key[each.key] is each for each in county.towns)
    assert all(county.site_by_key[site.key] is site for site in county.sites)
    assert sorted(site.key for sites in county.sites_by_kind.values() for site in sites) == sorted(county.site_by_key)
    district = county.districts[0].key
    here = {site.key for site in county.sites if site.district == district}
    assert {site.key for site in county.sites_of(district)} == here
    kinds = (SiteKind.PARK, SiteKind.CHILDRENS_HOME)
    assert {site.kind for site in county.sites_of(district, *kinds)} <= set(kinds)
    assert county.areas[0] is county.area
    assert county.name == "Lanternshire"


def test_routes_lead_from_place_to_place_over_the_countys_ground() -> None:
    """Roads join every town to every other; no line runs through the sea."""
    county = a_county()
    roads = [route for route in county.routes if route.kind is RouteKind.ROAD]
    rails = [route for route in county.routes if route.kind is RouteKind.RAILWAY]
    assert len({route.name for route in county.routes}) == len(county.routes)
    towns = [each for each in county.towns if each.people >= 7000]
    assert len(roads) >= len(towns) - 1
    assert len(rails) >= len([each for each in county.towns if each.people >= 45_000]) - 1
    assert sum(route.kind is RouteKind.RIVER for route in county.routes) == 3
    ends = {end for road in roads for end in (road.line[0], road.line[-1])}
    assert all(min(distance_km(each.point, end) for end in ends) < 3 for each in towns)


def settled(points: list[tuple[float, float]]) -> list[Settled]:
    return [Settled(town(str(number), 9000, "a", at), number) for number, at in enumerate(points)]


def test_links_join_all_places_by_the_shortest_and_close_a_few_loops() -> None:
    """A row of places: one link to the next, and the shortest of the others that is no step."""
    places = settled([(0, 0), (10, 0), (20, 0), (30, 0)])
    linked = [{int(a.town.key), int(b.town.key)} for a, b in _links(places, extra=0)]
    assert sorted(map(sorted, linked)) == [[0, 1], [1, 2], [2, 3]]
    with_loop = [sorted((int(a.town.key), int(b.town.key))) for a, b in _links(places, extra=1)]
    assert len(with_loop) == 4
    assert with_loop[-1] in ([0, 2], [1, 3])
    near = settled([(0, 0), (2, 0), (2, 2), (0, 2)])
    assert len(_links(near, extra=4)) == 3, "no loop of a few kilometres"


def test_a_smooth_line_keeps_its_ends_and_cuts_its_corners() -> None:
    line = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)]
    assert _smoother(line) == [(0, 0), (1, 0), (3, 0), (4, 1), (4, 3), (4, 4)]
    assert _smoother(line[:2]) == line[:2]


@pytest.fixture(scope="module")
def small() -> County:
    return draw_county(7, 4, 2, postcodes=100)


def test_the_picture_has_a_mark_for_everything(small: County) -> None:
    """Each area, route and town once, within the sheet, north up."""
    svg = as_svg(small, 600)
    assert svg.startswith("<svg") and svg.endswith("</svg>")
    assert "<title>Lanternshire</title>" in svg
    shapes = len(small.neighbours) + len(small.districts) + len(small.quadrants) + len(small.routes)
    assert svg.count("<path ") == shapes
    assert svg.count("<circle ") == len(small.towns)
    labels = [each.name for each in small.towns if each.people >= 7000]
    assert svg.count("<text ") == len(labels) + len(small.quadrants) + len(small.neighbours)
    picture = Picture(small, 600)
    for each in small.towns:
        x, y = picture.at(each.point)
        assert 0 < x < 600
        assert 0 < y < picture.height
    north, south = max(small.towns, key=lambda t: t.point[1]), min(small.towns, key=lambda t: t.point[1])
    assert picture.at(north.point)[1] < picture.at(south.point)[1]


def test_the_picture_keeps_its_shape_at_any_width(small: County) -> None:
    """Twice as wide, twice as high, everything twice as far."""
    one, two = Picture(small, 400), Picture(small, 800)
    assert two.height == pytest.approx(2 * one.height, abs=1)
    for each in small.towns[:5]:
        (a, b), (c, d) = one.at(each.point), two.at(each.point)
        assert (c, d) == pytest.approx((2 * a, 2 * b), abs=0.3)
