"""The drawn county: areas that tile, addresses that lie where they say, names and places that are nowhere real."""

import csv
import json
from pathlib import Path

import pytest
from shapely import Point, coverage_is_valid, from_geojson, intersection_all, union_all
from shapely.geometry import shape

from lantern.demo.rules import names_of_places as names
from lantern.demo.rules.county import draw_county
from lantern.demo.rules.geojson import as_geojson, collection, route_as_geojson, site_as_geojson
from lantern.demo.rules.map_picture import as_svg
from lantern.demo.rules.place import Area, County, SiteKind
from lantern.demo.rules.plane import distance_km, earth, sheet
from lantern.demo.rules.postcodes import UNIT_LETTERS

SIZES = [(7, 12, 4), (1, 1, 1), (2, 5, 3), (5, 30, 9)]
REAL = """
Abingdon Aldeburgh Ashford Aylesbury Banbury Barking Barnet Basildon Bath Battlesbridge Bedford Benfleet Beverley
Billericay Birmingham Blackburn Blackpool Bolton Boston Bournemouth Bradford Braintree Brentwood Bridgwater Brighton
Bristol Brightlingsea Burnham-on-Crouch Bury Cambridge Canterbury Canvey Carlisle Castle Chelmsford Chester Chesterfield
Clacton-on-Sea Coggeshall Colchester Coventry Crawley Darlington Derby Doncaster Dover Dunmow Durham Eastbourne Ely Epping
Exeter Felixstowe Frinton-on-Sea Frome Gloucester Grays Grimsby Guildford Halstead Harlow Harwich Hastings Hereford
Hertford Huddersfield Hull Ilford Ingatestone Ipswich Kendal Kettering Lancaster Leeds Leicester Leigh-on-Sea Lewes
Lichfield Lincoln Liverpool London Loughborough Loughton Lowestoft Luton Maldon Manchester Manningtree Margate
Mersea Middlesbrough Northampton Norwich Nottingham Oldham Ongar Oxford Peterborough Plymouth Poole Portsmouth Preston
Ramsgate Rayleigh Reading Redditch Rochdale Rochford Romford Rotherham Rugby Salford Salisbury Scarborough Sheffield
Shoeburyness Shrewsbury Slough Southampton Southend-on-Sea Stafford Stansted Stevenage Stockport Sudbury Sunderland
Swindon Taunton Tendring Thaxted Thetford Thurrock Tilbury Tiptree Torquay Truro Upminster Uttlesford Wakefield Walsall
Waltham Walton Warrington Watford Wells Westcliff Weymouth Wickford Wigan Winchester Windsor Witham Wivenhoe
Wolverhampton Worcester Worthing Yarmouth York
""".split()  # noqa: SIM905 - a list of two hundred quoted words is harder to read


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[1]} districts")
def county(request: pytest.FixtureRequest) -> County:
    seed, districts, quadrants = request.param
    return draw_county(seed, districts, quadrants, postcodes=600)


def tiles(areas: tuple[Area, ...], whole: Area) -> bool:
    """Whether `areas` cover `whole` without a gap or an overlap."""
    shapes = [area.shape for area in areas if not area.shape.is_empty]
    same_ground = union_all(shapes).symmetric_difference(whole.shape).area < 1e-9
    return coverage_is_valid(shapes) and same_ground and sum(s.area for s in shapes) == pytest.approx(whole.shape.area)


def test_districts_tile_the_county_and_its_quadrants(county: County) -> None:
    """PAR-2: every place is in exactly one district and one quadrant; borders are shared point for point."""
    assert tiles(county.districts, county.area)
    assert tiles(county.quadrants, county.area)
    for quadrant in county.quadrants:
        held = tuple(area for area in county.districts if area.within == quadrant.key)
        assert tiles(held, quadrant)
        assert quadrant.districts == tuple(area.key for area in held)


def test_every_district_and_quadrant_is_one_piece(county: County) -> None:
    """PAR-2: a district can be walked through without leaving it; so can a quadrant."""
    assert {area.shape.geom_type for area in (county.area, *county.quadrants, *county.districts)} == {"Polygon"}
    assert all(area.shape.is_valid for area in county.areas)


def test_neighbours_touch_the_county_and_share_no_ground_with_it(county: County) -> None:
    """PAR-9: other authorities lie around the county."""
    assert county.neighbours
    for neighbour in county.neighbours:
        assert intersection_all([neighbour.shape, county.area.shape]).area < 1e-9


def test_overlays_hold_several_share_one_and_leave_one_empty() -> None:
    """PAR-2: ten police districts and thirteen partnerships over twelve districts, as overlays may be."""
    county = draw_county(7)
    police, safety = county.police_districts, county.safety_partnerships
    assert (len(police), len(safety)) == (10, 13)
    assert tiles(police, county.area)
    assert tiles(safety, county.area)
    for overlay in (police, safety):
        assert any(len(area.districts) > 1 for area in overlay)
        shared = [area.districts for area in overlay if [a.districts for a in overlay].count(area.districts) == 2]
        assert len(shared) == 2
    assert [area.name for area in safety if area.shape.is_empty] == [safety[-1].name]


def test_every_postcode_lies_in_its_district(county: County) -> None:
    """PAR-2: a postcode resolves to its district by its point."""
    by_key = county.area_by_key
    for postcode in (*county.postcodes, *county.postcodes_outside):
        assert by_key[postcode.district].shape.covers(Point(postcode.point)), postcode
    codes = [postcode.code for postcode in (*county.postcodes, *county.postcodes_outside)]
    assert len(codes) == len(set(codes))
    assert {postcode.district for postcode in county.postcodes} == {area.key for area in county.districts}


def test_no_postcode_can_be_real(county: County, shared_data: Path) -> None:
    """No area begins with Q or X; the unit letters are those of real ones, so that everything reads them."""
    for postcode in county.postcodes:
        assert postcode.code.startswith("QX")
        assert set(postcode.code[-2:]) <= set(UNIT_LETTERS)
    with (shared_data / "notifications/children.csv").open() as file:
        assert not any(row["postcode"].startswith(("QX", "XQ")) for row in csv.DictReader(file))


def test_towns_and_sites_lie_in_their_district(county: County) -> None:
    """PAR-2: a located place has the district of its ground."""
    for place in (*county.towns, *county.sites):
        assert county.area_by_key[place.district].shape.covers(Point(place.point)), place
    for kind in set(SiteKind) - {SiteKind.SEAFRONT}:
        assert county.sites_by_kind[kind], f"no {kind}"
    keys = [site.key for site in county.sites]
    assert len(keys) == len(set(keys))


def test_everything_lies_in_the_open_sea(county: County) -> None:
    """No real place may be shown as a place of exploitation: all within a box of open North Sea."""
    west, south, east, north = union_all([area.shape for area in county.areas]).bounds
    assert 1.3 < west < east < 4.7
    assert 54.0 < south < north < 57.2


def every_name() -> set[str]:
    """Every name that a place can be given."""
    towns = {stem + ending for stem in names.STEMS for ending in (*names.ENDINGS, *names.SEASIDE_ENDINGS)}
    villages = {form.format(town) for form in names.VILLAGES for town in towns}
    country = {f"{stem} {kind}" for stem in names.STEMS for kind in names.COUNTRYSIDE}
    return towns | villages | country | {f"New {town}" for town in towns} | {names.COUNTY, *names.NEIGHBOURS}


def test_no_name_is_that_of_a_real_place(shared_data: Path) -> None:
    """Neither a town of England nor a ward or district of the real county; a name is also not one part of a real one."""
    geography = shared_data / "geography"
    loaded = [json.loads((geography / file).read_text()) for file in ("essex_lads.geojson", "essex_wards_2013.geojson")]
    wards = {feature["properties"].get("name") or "" for each in loaded for feature in each["features"]}
    words = {word.casefold() for name in wards for word in name.split()} | {name.casefold() for name in wards | {*REAL}}
    made = {name.casefold() for name in every_name()}
    assert len(wards) > 100
    assert not made & words
    assert not {town.casefold() for town in (s + e for s in names.STEMS for e in names.ENDINGS)} & words


def test_names_used_come_from_the_checked_ones(county: County) -> None:
    """The check above is of every name there is."""
    assert {town.name for town in county.towns} | {area.name for area in county.districts} <= every_name()
    assert len({area.name for area in county.districts}) == len(county.districts)
    assert len({town.name for town in county.towns}) == len(county.towns)


def test_geojson_reads_back_as_the_same_ground() -> None:
    """PAR-2: polygons load from GeoJSON without losing a point; an empty area has no geometry."""
    county = draw_county(7, 4, 2, postcodes=100)
    read = json.loads(json.dumps(collection(map(as_geojson, county.areas))))
    for area, feature in zip(county.areas, read["features"], strict=True):
        assert feature["properties"]["name"] == area.name
        assert feature["geometry"] is None if area.shape.is_empty else shape(feature["geometry"]).equals(area.shape)
    assert from_geojson(json.dumps(site_as_geojson(county.sites[0])["geometry"])).geom_type == "Point"
    assert from_geojson(json.dumps(route_as_geojson(county.routes[0])["geometry"])).geom_type == "LineString"


def test_a_county_is_the_same_for_the_same_seed() -> None:
    """Deterministic, down to the last postcode."""
    assert draw_county(11, 6, 3, 200) == draw_county(11, 6, 3, 200)
    assert draw_county(11, 6, 3, 200).area != draw_county(12, 6, 3, 200).area


@pytest.mark.parametrize(("districts", "quadrants"), [(0, 1), (100, 4), (3, 4), (12, 10), (12, 0)])
def test_a_county_that_cannot_be_drawn_is_refused(districts: int, quadrants: int) -> None:
    """PAR-2: numbers that make no county are refused, not drawn wrong."""
    with pytest.raises(ValueError, match="A county has"):
        draw_county(1, districts, quadrants)


def test_the_picture_shows_each_district() -> None:
    """An SVG with a path for each area and a label for each town of size."""
    county = draw_county(7, 4, 2, postcodes=100)
    svg = as_svg(county, 600)
    assert svg.count("<path") >= len(county.districts) + len(county.quadrants)
    assert all(town.name in svg for town in county.towns if town.people > 45000)


def test_kilometres_and_degrees_agree() -> None:
    """`sheet` undoes `earth`; distances are in kilometres."""
    east, north = sheet(earth((12.0, -7.5)))
    assert (east, north) == (pytest.approx(12.0, abs=1e-3), pytest.approx(-7.5, abs=1e-3))
    assert distance_km(earth((0, 0)), earth((3, 4))) == pytest.approx(5, abs=1e-3)
