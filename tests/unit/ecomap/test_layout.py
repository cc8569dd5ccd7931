"""Where everything of a map stands: nothing covers anything, what was put by hand stays, and it is readable (EXP-7)."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.children.rules.around import CHILD, Bearing, Near, Surety
from lantern.ecomap.rules.boxes import SIZE, Box, boxed, overlap, runs_under
from lantern.ecomap.rules.labels import ELLIPSIS, shortened, width_of, wrapped
from lantern.ecomap.rules.layout import CARD, SCREEN, Layout, laid_out, ordered
from lantern.ecomap.rules.lines import lines
from lantern.ecomap.rules.map import Map, nearest
from tests.factories.maps import LETTERS, around, invented_map, map_with, maps, put

PAGE = 1180  # pixels that a map has on a screen of 1280
PAPER = 245 * 96 / 25.4  # pixels that it has on a sheet of A4 on its side, beside which nothing but the margins stands


def overlapping(found: Layout) -> list[tuple[str, str]]:
    return [(one.key, two.key) for one, two in combinations(found.boxes.values(), 2) if overlap(one, two)]


def under_boxes(of: Map, found: Layout) -> list[tuple[str, str]]:
    """Ties to the child that run under somebody else's box."""
    tied = [each.other(CHILD) for each in of.links if CHILD in each.ends]
    boxes = found.boxes
    return [
        (key, other.key)
        for key in tied
        for other in boxes.values()
        if other.key not in (key, CHILD) and runs_under(boxes[key].x, boxes[key].y, other)
    ]


@pytest.mark.parametrize("ties", [0, 5, 12, 20, 30, 40, 60, 80, 120])
def test_nothing_covers_anything_and_no_tie_runs_under_a_box(ties: int) -> None:
    """EXP-7: of any number of ties."""
    drawn = invented_map(ties)
    found = laid_out(drawn)
    assert overlapping(found) == []
    assert under_boxes(drawn, found) == []
    assert found.boxes.keys() == drawn.by_key.keys()


@given(maps())
@settings(max_examples=60)
def test_whatever_the_names_and_ties(drawn: Map) -> None:
    """EXP-7: names of any letters and any length."""
    found = laid_out(drawn)
    assert overlapping(found) == []
    assert under_boxes(drawn, found) == []


def test_sixty_ties_are_readable_on_a_screen_and_on_paper() -> None:
    """EXP-7: the name of each is at least 10 pixels high at 1280 pixels, and 6.5 points on A4."""
    drawn = invented_map(60)
    assert len(drawn.links) >= 60
    width = laid_out(drawn).frame[2]
    assert SIZE * min(1.0, PAGE / width) >= 10
    assert SIZE * PAPER / width * 72 / 96 >= 6.5


def test_the_frame_holds_everything_and_has_the_shape_of_the_sheet() -> None:
    """EXP-7: nothing is cut off."""
    for ties in (0, 8, 60):
        found = laid_out(invented_map(ties))
        left, top, width, height = found.frame
        assert width / height == pytest.approx(SCREEN[0] / SCREEN[1], rel=0.01)
        for box in found.boxes.values():
            assert left <= box.left and box.left + box.width <= left + width
            assert top <= box.top and box.top + box.height <= top + height


@given(st.integers(-600, 600), st.integers(-350, 350))
@settings(max_examples=40)
def test_what_was_put_by_hand_stays_and_the_others_give_way(x: int, y: int) -> None:
    """EXP-7: automatic layout keeps hand-placed nodes where they were put; only the child is allowed to be beneath."""
    drawn = put(invented_map(20), "node:other1", x, y)
    found = laid_out(drawn)
    box = found.boxes["node:other1"]
    assert (box.x, box.y) == (x, y)
    assert [pair for pair in overlapping(found) if set(pair) != {CHILD, "node:other1"}] == []


def test_everything_put_by_hand_is_drawn_where_it_was_put() -> None:
    """EXP-7: nothing is left for the walk."""
    drawn = map_with(around(1), around(2))
    for number in (1, 2):
        drawn = put(drawn, f"entity:{number}", number * 100, -number * 100)
    boxes = laid_out(drawn).boxes
    assert [(boxes[f"entity:{n}"].x, boxes[f"entity:{n}"].y) for n in (1, 2)] == [(100, -100), (200, -200)]


def test_whoever_is_walled_in_is_drawn_all_the_same() -> None:
    """EXP-7: things put all around the child leave no way through; the others stand outside, and cover nothing."""
    drawn = map_with(*(around(n) for n in range(30)))
    for place, (x, y) in enumerate(
        [(-110, 0), (110, 0), (0, -50), (0, 50), (-90, -45), (90, -45), (-90, 45), (90, 45)]
    ):
        drawn = put(drawn, f"entity:{place}", x, y)
    boxes = laid_out(drawn).boxes
    free = [box for key, box in boxes.items() if key not in {CHILD, *(f"entity:{n}" for n in range(8))}]
    assert len(free) == 22
    assert not [pair for pair in combinations(free, 2) if overlap(*pair)]


def test_the_same_map_comes_out_the_same() -> None:
    """EXP-7: a paper printed twice is the same paper."""
    assert laid_out(invented_map(40)) == laid_out(invented_map(40))


def test_concerns_stand_together_at_the_right() -> None:
    """EXP-7: sectors by kind, with concern on one side."""
    found = [
        around(n, kind=list(Near)[n % 10], bearing=Bearing.CONCERN if n % 4 == 0 else Bearing.NEUTRAL)
        for n in range(24)
    ]
    boxes = laid_out(map_with(*found)).boxes
    worrying = {each.key for each in found if each.bearing is Bearing.CONCERN}
    assert all(boxes[key].x > 0 for key in worrying)
    assert min(boxes[key].x for key in worrying) > min(boxes[each.key].x for each in found)


def test_kinds_stand_together() -> None:
    """EXP-7: around the middle each kind is one sector."""
    drawn = invented_map(60)
    kinds = [each.kind for each in ordered(drawn.others, drawn)]
    concerns = [each for each in drawn.others if any(k.bearing is Bearing.CONCERN for k in drawn.links_of(each.key))]
    rest = kinds[len([each for each in concerns if any(CHILD in k.ends for k in drawn.links_of(each.key))]) :]
    assert [one for one, next_one in zip(rest, [*rest[1:], None], strict=True) if one != next_one] == sorted(
        set(rest), key=lambda kind: list(Near).index(kind)  # type: ignore[arg-type]
    )  # fmt: skip


@given(maps(60))
@settings(max_examples=25)
def test_the_small_picture_holds_nine_at_most(drawn: Map) -> None:
    """EXP-7: the card of the overview; whoever worries us comes first."""
    small = nearest(drawn, 9)
    assert len(small.others) == min(
        9, len([e for e in drawn.others if any(CHILD in k.ends for k in drawn.links_of(e.key))])
    )
    assert overlapping(laid_out(small, CARD)) == []
    left_out = {each.key for each in drawn.others} - {each.key for each in small.others}
    if any(k.bearing is Bearing.CONCERN and k.other(CHILD) in left_out for k in drawn.links if CHILD in k.ends):
        assert all(
            any(k.bearing is Bearing.CONCERN for k in drawn.links_of(each.key)) for each in small.others
        )  # fmt: skip


def test_a_line_ends_at_the_boxes_and_its_signs_stand_on_it() -> None:
    """EXP-7: from edge to edge; the signs of a concern that is suspected stand one after the other."""
    drawn = map_with(around(1, bearing=Bearing.CONCERN, surety=Surety.SUSPECTED))
    boxes = {CHILD: Box(CHILD, 80, 40, ("R",)), "entity:1": Box("entity:1", 100, 30, ("P",)).at(300, 0)}
    (line,) = lines(drawn.links, boxes)
    assert (line.start, line.end) == ((40.0, 0.0), (250.0, 0.0))
    assert line.path.startswith("M40.0 0.0Q150.0 0.0 250.0 0.0")
    assert line.signs == (("!", 235.0, 0.0), ("?", 218.0, 0.0))


def test_two_ties_of_the_same_two_do_not_cover_each_other() -> None:
    """EXP-7: the second bends off."""
    drawn = map_with(around(1, words="social worker"), around(1, words="chat worker"))
    boxes = {CHILD: Box(CHILD, 80, 40, ("R",)), "entity:1": Box("entity:1", 100, 30, ("P",)).at(300, 0)}
    first, second = lines(drawn.links, boxes)
    assert first.bend != second.bend
    assert first.link.key != second.link.key


@given(st.text(LETTERS, max_size=120), st.integers(40, 200), st.integers(1, 4))
def test_wrapped_text_fits_and_says_so_when_it_does_not(text: str, room: int, most: int) -> None:
    """EXP-7: long labels wrapped or shortened; nothing is lost of what fits."""
    made = wrapped(text, SIZE, room, most)
    assert len(made) <= most
    assert all(width_of(line, SIZE) <= room or len(line) <= 2 for line in made)
    if not made or not made[-1].endswith(ELLIPSIS):
        plain = "".join(made).replace("-", "").replace(" ", "")
        assert plain == "".join(text.split()).replace("-", "")


def test_a_double_name_breaks_at_its_hyphen() -> None:
    """EXP-7: Unreal-Whimsy, not Unreal-Whim and sy."""
    assert wrapped("Ethan Unreal-Whimsy", SIZE, 84, 3) == ("Ethan Unreal-", "Whimsy")
    assert shortened("Ann", SIZE, 200) == "Ann"


def test_a_box_is_as_large_as_its_words() -> None:
    """EXP-7: every line inside, with room around it."""
    for narrow in (True, False):
        box = boxed("x", "Kebab shop on Pretend Street by the bus station", "goes there at night", narrow=narrow)
        assert all(width_of(line, SIZE) < box.width for line in box.lines)
        assert box.height > len(box.lines) * SIZE
