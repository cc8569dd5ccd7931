"""Where each of an eco map stands: the child in the middle, sectors by kind around them, what worries us at the right (EXP-7).

Nobody's box covers another's, and no tie to the child runs under a box. Whoever was put by hand stays there; the others are
placed around them, in one walk around the middle. The same map always comes out the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin

from lantern.children.rules.around import CHILD, Bearing, Near, Surety
from lantern.ecomap.rules.boxes import Box, boxed, runs_under
from lantern.ecomap.rules.map import Map, Thing, bearing_of
from lantern.ecomap.rules.saying import short_words

GAP = 6.0  # between two boxes, in units
BY_LINE = 3.0  # between a box and a tie that is not its own
STEP = 0.75  # degrees of the walk
A_ROUND = 36  # boxes with their words that a round as large as the sheet may hold
TIMES, MOST_TIMES = 5.0, 20  # as wide as the sheet: room for hundreds, and for thousands
BETWEEN = 2.0  # a change of kind takes as much more of the room that is left
NEIGHBOURS = 14  # boxes placed before that a new one may meet
TRIES = 5  # halvings of what is left of the round
MARGIN = 14.0
INWARDS = (150.0, 58.0)  # how far in a ring stands from the one outside it: at the sides, and above and below


@dataclass(frozen=True, slots=True)
class Sheet:
    """How large the map may be, in units, how square its round is, how many rings it has, whether names stand
    alone, and whether ties are kept clear of boxes."""

    width: float
    height: float
    square: float
    rings: int = 1
    bare: bool = False
    clear: bool = True


SCREEN = (1250.0, 730.0)  # a wide screen and a sheet of A4 on its side, in one
CARD = (430.0, 300.0)


@dataclass(frozen=True, slots=True)
class Layout:
    """Every box where it stands, and the whole picture: its left, top, width and height, in units."""

    boxes: dict[str, Box]
    frame: tuple[float, float, float, float]


def laid_out(of: Map, size: tuple[float, float] = SCREEN) -> Layout:
    """The map as it is drawn."""
    words = {each.key: _under(each, of) for each in of.others}
    child = of.by_key[CHILD]
    middle = boxed(CHILD, child.label, "", narrow=True)
    fixed = [_fixed(each, words[each.key]) for each in of.others if each.spot]
    free = ordered([each for each in of.others if not each.spot], of)
    found = _packed(free, of, words, [middle, *fixed], size)
    boxes = {box.key: box for box in (middle, *fixed, *found)}
    return Layout(boxes, _frame(list(boxes.values()), size))


def ordered(things: Sequence[Thing], of: Map) -> list[Thing]:
    """Around the middle: what is a concern first, then each kind in turn; within a kind by name."""
    kinds = list(Near)

    def place(each: Thing) -> tuple[int, int, str]:
        concern = bearing_of(each.key, of.links) is Bearing.CONCERN
        return (0 if concern else 1, kinds.index(each.kind) if each.kind else 0, each.label.casefold())

    return sorted(things, key=place)


def _under(thing: Thing, of: Map) -> str:
    """What stands under a name: what the tie to the child is, or what was written of them."""
    own = [short_words(link) for link in of.links_of(thing.key) if CHILD in link.ends]
    said = ", ".join(dict.fromkeys(each for each in own if each)) or thing.words
    suspected = any(each.surety is Surety.SUSPECTED for each in of.links_of(thing.key) if CHILD in each.ends)
    return ", ".join(part for part in (said, "suspected" if suspected else "") if part)


def _fixed(thing: Thing, words: str) -> Box:
    assert thing.spot
    return boxed(thing.key, thing.label, words, narrow=False).at(float(thing.spot.x), float(thing.spot.y))


def _packed(
    free: Sequence[Thing], of: Map, words: dict[str, str], standing: list[Box], size: tuple[float, float]
) -> list[Box]:
    """The free ones on the smallest sheet on which they find room."""
    concerns = sum(bearing_of(each.key, of.links) is Bearing.CONCERN for each in free)
    start = -180.0 * concerns / max(len(free), 1)
    for sheet in _sheets(size, len(free)):
        walk = _Walk(sheet, standing, start)
        found = walk.around(free, words)
        if len(found) == len(free):
            return _spread(walk, free, words, found)
    raise AssertionError("the last sheet has room for everybody")


def _sheets(size: tuple[float, float], number: int) -> Iterator[Sheet]:
    """From a small round to the whole sheet in two rings, then with names alone, then larger sheets.

    A round that is sure to be too small for so many is not tried.
    """
    width, height = size
    for share in (0.62, 0.74, 0.86, 1.0):
        if number <= share * A_ROUND:
            yield Sheet(width * share, height * share, 2.4)
    for square, rings, bare in ((6.0, 1, False), (8.0, 2, False), (6.0, 1, True), (8.0, 2, True)):
        if number <= A_ROUND * (1 + 0.2 * rings + 0.2 * bare):
            yield Sheet(width, height, square, rings, bare)
    share = 1.0 if number < 2 * A_ROUND else 1.06
    while share < TIMES:
        yield Sheet(width * share, height * share, 8.0, 3, bare=True)
        share *= 1.05
    for times in range(1, MOST_TIMES):  # whoever put some of it all around the child left no way through
        yield Sheet(width * times, height * times, 8.0, 3, bare=True, clear=False)


def _spread(walk: "_Walk", free: Sequence[Thing], words: dict[str, str], found: list[Box]) -> list[Box]:
    """The same with what is left of the round shared out between them, and more of it between two kinds."""
    changes = sum(one.kind != other.kind for one, other in pairwise(free))
    low, high = 0.0, 360.0 / (len(free) + BETWEEN * changes or 1)
    for _ in range(TRIES):
        more = (low + high) / 2
        wider = walk.around(free, words, more)
        if len(wider) == len(free):
            low, found = more, wider
        else:
            high = more
    return found


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk around the middle of a sheet; `standing` are boxes that stay where they are."""

    sheet: Sheet
    standing: list[Box]
    start: float

    def around(self, free: Sequence[Thing], words: dict[str, str], more: float = 0.0) -> list[Box]:
        """As many boxes as find room; `more` degrees are left after each."""
        placed: list[Box] = []
        angle, kind = self.start, None
        for thing in free:
            angle += more * BETWEEN if kind and thing.kind != kind else 0.0
            kind = thing.kind
            under = "" if self.sheet.bare else words[thing.key]
            both = [boxed(thing.key, thing.label, under, narrow=narrow) for narrow in (False, True)]
            box, angle = self._next(both, angle, placed)
            if box is None:
                break
            placed.append(box)
            angle += more
        return placed

    def _next(self, both: list[Box], angle: float, placed: list[Box]) -> tuple[Box | None, float]:
        """The first place from `angle` on in which the box, wide or narrow as it suits the place, has room."""
        near = [*self.standing, *placed[:4], *placed[4:][-NEIGHBOURS:]]
        while angle < self.start + 360.0 - STEP:
            across, down = cos(radians(angle)), sin(radians(angle))
            box = both[abs(down) * self.sheet.width > abs(across) * self.sheet.height]
            for ring in range(self.sheet.rings):
                x, y = self._there(box, across, down, ring)
                if all(_apart(x, y, box, each, clear=self.sheet.clear) for each in near):
                    return box.at(round(x, 1), round(y, 1)), angle
            angle += STEP
        return None, angle

    def _there(self, box: Box, across: float, down: float, ring: int) -> tuple[float, float]:
        a = (self.sheet.width - box.width) / 2 - ring * INWARDS[0]
        b = (self.sheet.height - box.height) / 2 - ring * INWARDS[1]
        n = self.sheet.square
        reach = (abs(across / a) ** n + abs(down / b) ** n) ** (-1 / n)
        return across * reach, down * reach


def _apart(x: float, y: float, box: Box, other: Box, *, clear: bool) -> bool:
    """Whether `box` at `x`, `y` and the other keep off each other, and if `clear` each off the other's tie to the middle.

    Somebody may have put one upon the middle: every tie runs under that.
    """
    across, down = (box.width + other.width) / 2 + GAP, (box.height + other.height) / 2 + GAP
    if abs(x - other.x) < across and abs(y - other.y) < down:
        return False
    if not clear or (x * other.x < 0 and y * other.y < 0):
        return True
    if abs(other.x) < other.width / 2 + BY_LINE and abs(other.y) < other.height / 2 + BY_LINE:
        return True
    return not runs_under(x, y, other, BY_LINE) and not runs_under(other.x, other.y, box, BY_LINE, x, y)


def _frame(boxes: list[Box], size: tuple[float, float]) -> tuple[float, float, float, float]:
    """As much as is drawn, as wide to its height as the sheet is, the child near the middle of it."""
    right = max(abs(each.x) + each.width / 2 for each in boxes) + MARGIN
    below = max(abs(each.y) + each.height / 2 for each in boxes) + MARGIN
    right = max(right, below * size[0] / size[1])
    below = max(below, right * size[1] / size[0])
    return -right, -below, 2 * right, 2 * below
