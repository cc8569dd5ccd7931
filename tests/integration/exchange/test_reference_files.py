"""PAR-2: where a postcode lies: by the district it names, by the boundaries drawn, and on the line between two."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyproj import Transformer

from lantern.children.queries.standing import area_of_postcode, areas_of_postcodes
from lantern.exchange.actions.boundaries import import_boundaries
from lantern.exchange.actions.reference import import_postcodes
from lantern.exchange.actions.unusable import UnusableFile
from lantern.organisation.models import Area, Geography, Postcode
from lantern.organisation.queries import areas_on
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.people import LONG_AGO, a_partnership, an_area, now

pytestmark = pytest.mark.django_db
EAST, NORTH = 570_000, 207_000  # metres: in the middle of the county
DEGREES = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
X, Y = DEGREES.transform(EAST, NORTH)
CODES = {"Chelmsford": "E07000070", "Braintree": "E07000067", "Harlow": "E07000073"}


@pytest.fixture
def here() -> Iterator[Partnership]:
    made = a_partnership()
    with within(made.pk):
        yield made


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def drawn(tmp_path: Path, **shapes: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Take in a file with a shape for each area of that name."""
    features = [{"type": "Feature", "properties": {"name": name}, "geometry": shape} for name, shape in shapes.items()]
    path = tmp_path / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return import_boundaries(path=path, by=None, at=now())


def listed(tmp_path: Path, *rows: str, packed: bool = False, columns: str = "pcd,oseast1m,osnrth1m,laua") -> int:
    """Take in a file of postcodes."""
    text, path = "\n".join([columns, *rows, ""]).encode(), tmp_path / "postcodes.csv"
    path.write_bytes(gzip.compress(text) if packed else text)
    return import_postcodes(path=path, by=None, at=now())


def area_of(code: str) -> str | None:
    found = Postcode.objects.select_related("area").get(code=code)
    return found.area.name if found.area else None


LEFT, RIGHT = box(X - 0.1, Y - 0.1, X, Y + 0.1), box(X, Y - 0.1, X + 0.1, Y + 0.1)


@pytest.mark.parametrize("order", [("Chelmsford", "Braintree"), ("Braintree", "Chelmsford")])
def test_a_postcode_on_the_line_between_two_districts_lies_in_one_of_them(
    here: Partnership, tmp_path: Path, order: tuple[str, str]
) -> None:
    """PAR-2: always the same one, whichever was drawn first: a child there is in somebody's area."""
    drawn(tmp_path, **{order[0]: LEFT, order[1]: RIGHT})
    listed(tmp_path, f"CM1 1AA,{EAST},{NORTH},")
    assert area_of("CM11AA") == "Braintree"  # the first by name


@pytest.mark.parametrize(
    ("east", "north", "area"),
    [(-500, 0, "Chelmsford"), (500, 0, "Braintree"), (0, 50_000, None), (-50_000, 0, None), (0, -500, "Braintree")],
)
def test_a_postcode_lies_where_the_boundaries_say(
    here: Partnership, tmp_path: Path, east: int, north: int, area: str | None
) -> None:
    """PAR-2: inside one, inside the other, in none, and along the line between them or a little beside it."""
    drawn(tmp_path, Chelmsford=LEFT, Braintree=RIGHT)
    listed(tmp_path, f"CM1 1AA,{EAST + east},{NORTH + north},")
    found = area_of("CM11AA")
    assert found == area or (east == 0 and found in ("Chelmsford", "Braintree"))


def test_the_corner_and_the_outer_edge_belong_too(here: Partnership, tmp_path: Path) -> None:
    """PAR-2: the county's own edge is in the county."""
    drawn(tmp_path, Chelmsford=box(X, Y, X + 0.1, Y + 0.1))
    listed(tmp_path, f"CM1 1AA,{EAST},{NORTH},")
    assert area_of("CM11AA") == "Chelmsford"


def test_the_district_that_a_file_names_outweighs_the_drawing(here: Partnership, tmp_path: Path) -> None:
    """PAR-2: a code that nobody here has is no district; then the drawing says."""
    drawn(tmp_path, Chelmsford=LEFT, Braintree=RIGHT)
    rows = [
        f"CM1 1A{letter},{EAST + 500},{NORTH},{code}"
        for letter, code in zip("ABC", (CODES["Harlow"], "E99999999", ""), strict=True)
    ]
    assert listed(tmp_path, *rows) == 3
    assert [area_of(f"CM11A{letter}") for letter in "ABC"] == ["Harlow", "Braintree", "Braintree"]


def test_a_postcode_that_comes_again_is_moved_and_none_is_lost(here: Partnership, tmp_path: Path) -> None:
    """PAR-2: the file of the next quarter; and of two lines in one file the last."""
    listed(tmp_path, f"CM1 1AA,{EAST},{NORTH},{CODES['Harlow']}", f"CM1 1AB,{EAST},{NORTH},{CODES['Harlow']}")
    listed(
        tmp_path,
        f"CM11AA,{EAST + 9},{NORTH},{CODES['Braintree']}",
        f"cm1  1aa,{EAST + 9},{NORTH},{CODES['Chelmsford']}",
    )
    assert (area_of("CM11AA"), area_of("CM11AB"), Postcode.objects.count()) == ("Chelmsford", "Harlow", 2)


def test_a_packed_file_is_read_whatever_it_is_called(here: Partnership, tmp_path: Path) -> None:
    """PAR-2: told by how it begins; a postcode without a place is left out."""
    assert listed(tmp_path, f"CM1 1AA,{EAST},{NORTH},", "CM1 1ZZ,,,", packed=True) == 1
    assert list(Postcode.objects.values_list("code", flat=True)) == ["CM11AA"]
    found = Postcode.objects.get()
    assert (round(found.longitude, 6), round(found.latitude, 6)) == (round(X, 6), round(Y, 6))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"A very long word,{EAST},{NORTH},", "not a postcode"),
        (f"CM1 1AA,east,{NORTH},", "is not a number"),
        (f"CM1 1AA,700001,{NORTH},", "outside the national grid"),
        (f"CM1 1AA,{EAST},1300001,", "outside the national grid"),
        (f"CM1 1AA,-1,{NORTH},", "outside the national grid"),
        (f"CM1 1AA,nan,{NORTH},", "outside the national grid"),
        (f"CM1 1AA,inf,{NORTH},", "outside the national grid"),
    ],
)
def test_one_bad_row_and_nothing_of_the_file_is_taken(here: Partnership, tmp_path: Path, row: str, words: str) -> None:
    """PAR-2: all or nothing, with the row's number."""
    with pytest.raises(UnusableFile, match=words) as refused:
        listed(tmp_path, f"CM1 1AB,{EAST},{NORTH},", row)
    assert "Row 3" in str(refused.value)
    assert not Postcode.objects.exists() or Entry.objects.filter(what="exchange.postcodes_imported").count() == 0


def test_the_edges_of_the_national_grid_are_in_it(here: Partnership, tmp_path: Path) -> None:
    """PAR-2."""
    assert listed(tmp_path, "ZE1 1AA,0,0,", "ZE1 1AB,700000,1300000,") == 2


def test_questions_about_postcodes_are_answered_in_any_spelling(here: Partnership, tmp_path: Path) -> None:
    """PAR-2: with and without a blank; unknown ones, empty ones and those in no area are left out."""
    listed(tmp_path, f"CM1 1AA,{EAST},{NORTH},{CODES['Harlow']}", f"CM1 1AB,{EAST},{NORTH},")
    harlow = an_area(here, "Harlow").pk
    for code in ("CM1 1AA", "CM11AA", "cm1 1aa", " CM11 AA "):
        assert area_of_postcode(code) == harlow
    assert [area_of_postcode(code) for code in ("", " ", "CM1 1AB", "ZZ1 1ZZ")] == [None] * 4
    assert areas_of_postcodes(["CM1 1AA", "CM1 1AB", "", "ZZ1 1ZZ"]) == {"CM11AA": harlow}


# Boundaries


@action
def a_police_district(*, name: str, by: None = None, at: object = None) -> Area:
    return Area.objects.create(
        geography=Geography.objects.get(key="police"), code="P1", name=name, level="police district"
    )


def test_boundaries_find_their_areas_by_code_or_name(here: Partnership, tmp_path: Path) -> None:
    """PAR-2: however the name is written; what nobody here has is told; of two of one name, that of the main map counts."""
    a_police_district(name="Harlow")
    used, unknown = drawn(tmp_path, E07000070=LEFT, BRAINTREE=RIGHT, Harlow=LEFT, Nowhere=RIGHT)
    assert (used, unknown) == (["Chelmsford", "Braintree", "Harlow"], ["Nowhere"])
    assert an_area(here, "Harlow").boundary is not None
    assert Area.objects.get(code="P1").boundary is None
    assert Entry.objects.filter(what="exchange.boundaries_imported").count() == 1


def test_a_new_boundary_is_read_at_once_by_every_process(here: Partnership, tmp_path: Path) -> None:
    """PAR-2: the version of the map goes up; what is cached is not what was."""
    before = areas_on(LONG_AGO, here)
    drawn(tmp_path, Chelmsford=LEFT)
    here.refresh_from_db()
    assert areas_on(LONG_AGO, here) is not before


def test_a_boundary_that_crosses_itself_is_made_whole(here: Partnership, tmp_path: Path) -> None:
    """PAR-2: published boundaries do; both parts are kept."""
    bow = {"type": "Polygon", "coordinates": [[[0, 51], [1, 52], [1, 51], [0, 52], [0, 51]]]}
    drawn(tmp_path, Chelmsford=bow)
    kept = an_area(here, "Chelmsford").boundary
    assert kept is not None
    assert (kept["type"], len(kept["coordinates"])) == ("MultiPolygon", 2)


LINE = {"type": "LineString", "coordinates": [[0, 51], [1, 52]]}


@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        ({"Nowhere": LEFT}, "None of the 1 features is named like an area here"),
        ({"Chelmsford": LINE}, "Feature 1 is no area: its shape is a LineString"),
        ({"Chelmsford": {"type": "Polygon", "coordinates": []}}, "Feature 1 is no area"),
        ({"Chelmsford": {"type": "Blob"}}, "Feature 1 has no properties or no shape"),
        ({"Chelmsford": LEFT, "Harlow": None}, "Feature 2 has no properties or no shape"),
        ({"Chelmsford": box(570_000, 200_000, 580_000, 210_000)}, "not in longitude and latitude"),
        ({"Chelmsford": box(-181, 51, 1, 52)}, "not in longitude and latitude"),
        ({}, "holds no features"),
    ],
)
def test_a_file_of_boundaries_that_cannot_be_used_says_why(
    here: Partnership, tmp_path: Path, shapes: dict[str, Any], words: str
) -> None:
    """PAR-2: with the feature that is to blame, and nothing is drawn."""
    with pytest.raises(UnusableFile, match=words):
        drawn(tmp_path, **shapes)
    assert not Area.objects.exclude(boundary=None).exists()


def test_another_partnerships_map_has_its_own_boundaries(here: Partnership, tmp_path: Path) -> None:
    """PAR-1."""
    elsewhere = a_partnership("Elsewhere")
    with within(elsewhere.pk):
        drawn(tmp_path, Chelmsford=LEFT)
        listed(tmp_path, f"CM1 1AA,{EAST - 500},{NORTH},")
    with within(here.pk):
        assert an_area(here, "Chelmsford").boundary is None
        assert not Postcode.objects.exists()
