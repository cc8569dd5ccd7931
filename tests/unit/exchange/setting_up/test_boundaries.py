"""PAR-2: which area each shape of a file draws, and which districts an area of an overlay holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from lantern.exchange.rules.setting_up.boundaries import TOUCHES, WHOLE, Drawn, Here, covered, feature, place

SQUARE = box(0, 0, 1, 1)
KNOWN = [Here("1", "E07000071", "Colchester"), Here("2", "E07000076", "Tendring"), Here("3", "mid", "Mid")]


def drawn(number: int = 1, **properties: object) -> Drawn:
    return feature(number, properties, SQUARE)


@pytest.mark.parametrize(
    ("properties", "code", "name"),
    [
        ({"LAD13CD": "E07000071", "LAD13NM": "Colchester"}, "E07000071", "Colchester"),
        ({"code": "P1", "name": "North"}, "P1", "North"),
        ({"objectid": 7, "NAME": "North police district"}, "North police district", "North police district"),
        ({"district": "Tendring", "id": 4}, "Tendring", "Tendring"),
        ({"ref": "A", "label": "Alpha"}, "A", "Alpha"),
        ({"x": None, "name": "  Spaced  "}, "Spaced", "Spaced"),
        ({"id": 4}, "", ""),
        ({}, "", ""),
    ],
)
def test_code_and_name_are_found_among_the_properties(properties: dict[str, object], code: str, name: str) -> None:
    """PAR-2: publishers call these columns by the year and kind: LAD13CD, LAD13NM."""
    found = feature(1, properties, SQUARE)
    assert (found.code, found.name) == (code, name)


def test_what_is_too_long_for_an_area_is_cut() -> None:
    found = drawn(code="C" * 60, name="N" * 100)
    assert (len(found.code), len(found.name)) == (40, 80)


@pytest.mark.parametrize("properties", [{"c": "e07000071"}, {"n": "COLCHESTER"}, {"c": "E07000071", "n": "Another"}])
def test_a_known_area_goes_by_its_code_or_name(properties: dict[str, object]) -> None:
    [placed] = place([drawn(**properties)], KNOWN, may_add=False)
    assert (placed.area, placed.is_new, placed.problem) == ("1", False, "")


def test_the_main_tree_takes_no_new_areas_from_a_file() -> None:
    """PAR-2: districts come with the arrangement of the partnership; a shape of another county is not used."""
    [placed] = place([drawn(name="Atlantis")], KNOWN, may_add=False)
    assert (placed.area, placed.problem) == ("", "No area of this geography has its name or code.")


def test_an_overlay_takes_new_areas_along() -> None:
    [placed] = place([drawn(name="North police district")], [], may_add=True)
    assert (placed.area, placed.is_new, placed.problem) == ("", True, "")


def test_a_shape_without_a_name_is_no_area() -> None:
    [placed] = place([drawn(id=4)], [], may_add=True)
    assert placed.problem == "It has no name."


@pytest.mark.parametrize("may_add", [True, False])
def test_two_shapes_for_one_area(may_add: bool) -> None:
    """The first counts; the other says which one that was."""
    first, second = place([drawn(3, n="Colchester"), drawn(8, c="E07000071")], KNOWN, may_add=may_add)
    assert (first.area, first.problem) == ("1", "")
    assert second.problem == "Feature 3 draws the same area."


def test_two_new_shapes_of_one_code() -> None:
    first, second = place([drawn(1, code="P1", name="North"), drawn(2, code="p1", name="Also North")], [], may_add=True)
    assert (first.is_new, second.problem) == (True, "Feature 1 draws the same area.")


@given(st.lists(st.sampled_from(["Colchester", "Tendring", "mid", "E07000076", "Atlantis", "", "7"]), max_size=8))
def test_no_area_is_drawn_twice(names: list[str]) -> None:
    """PAR-2: whatever a file holds; and each feature comes to a drawing, a new area or a reason."""
    placed = place([drawn(n, name=name) for n, name in enumerate(names, start=1)], KNOWN, may_add=True)
    keys = [each.area or each.drawn.code.casefold() for each in placed if not each.problem]
    assert len(keys) == len(set(keys))
    assert [each.drawn.number for each in placed] == list(range(1, len(names) + 1))


def wide(share: float) -> Polygon:
    """A shape that covers this share of the district from 0 to 1."""
    return box(0, 0, share, 1)


@pytest.mark.parametrize(
    ("share", "found", "whole"),
    [
        (1.0, True, True),
        (WHOLE, True, True),
        (0.94, True, False),
        (0.5, True, False),
        (0.02, True, False),
        (TOUCHES / 2, False, False),
    ],
)
def test_how_much_of_a_district_is_covered(share: float, found: bool, whole: bool) -> None:
    """PAR-2: whole districts are held; one that is cut waits for a person; a sliver along the border is no land."""
    said = covered(wide(share), {"colchester": SQUARE})
    assert [each.is_whole for each in said] == ([whole] if found else [])


def test_the_most_covered_comes_first() -> None:
    """An overlay area may hold several districts and split one."""
    districts = {"west": box(0, 0, 1, 1), "mid": box(1, 0, 2, 1), "east": box(2, 0, 3, 1), "far": box(9, 9, 10, 10)}
    assert [each.district for each in covered(box(0.7, 0, 3, 1), districts)] == ["east", "mid", "west"]


def test_a_district_without_surface_is_covered_by_nothing() -> None:
    assert covered(SQUARE, {"line": Polygon([(0, 0), (1, 1), (0, 0)])}) == []
