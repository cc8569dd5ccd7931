"""The lines between the boxes of a map: straight to the child, bent towards the middle between two others (EXP-7).

`ecomap.js` draws the same while something is dragged: change both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import hypot

from lantern.children.rules.around import CHILD, Bearing, Direction, Surety
from lantern.ecomap.rules.boxes import Box
from lantern.ecomap.rules.map import Link

PULL, FAR_APART = 0.45, 500.0  # how much nearer to the middle the bend of a line between two others is, that far apart
ASIDE = 34.0  # units by which a second line between the same two bends off
SIGN_AT, SIGN_EACH = 15.0, 17.0  # units from the box to its first sign, and to the next
ARROW = 9.0  # and as much more where an arrow may be


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn tie: from, bend, to; and where its signs stand."""

    link: Link
    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    signs: tuple[tuple[str, float, float], ...]

    @property
    def path(self) -> str:
        """As SVG takes it."""
        (x, y), (bx, by), (ex, ey) = self.start, self.bend, self.end
        return f"M{x:.1f} {y:.1f}Q{bx:.1f} {by:.1f} {ex:.1f} {ey:.1f}"


def lines(links: Iterable[Link], boxes: Mapping[str, Box]) -> list[Line]:
    """Every tie as a line, those with the child first."""
    seen: dict[frozenset[str], int] = {}
    made = []
    for link in sorted(links, key=lambda each: CHILD not in each.ends):
        pair = frozenset(link.ends)
        number = seen[pair] = seen.get(pair, 0) + 1
        made.append(_line(link, boxes[link.first], boxes[link.second], number - 1))
    return made


def signs_of(link: Link) -> str:
    """! is a concern, + protects, ? is suspected: what the colour says, and what it cannot."""
    bearing = {Bearing.CONCERN: "!", Bearing.PROTECTIVE: "+", Bearing.NEUTRAL: ""}[link.bearing]
    return bearing + ("?" if link.surety is Surety.SUSPECTED else "")


def _line(link: Link, first: Box, second: Box, number: int) -> Line:
    middle = ((first.x + second.x) / 2, (first.y + second.y) / 2)
    across, down = second.x - first.x, second.y - first.y
    long = hypot(across, down) or 1.0
    keep = 1.0 if CHILD in link.ends else 1.0 - PULL * min(long / FAR_APART, 1.0)
    aside = (number + 1) // 2 * ASIDE * (1 if number % 2 else -1)
    bend = (middle[0] * keep - down / long * aside, middle[1] * keep + across / long * aside)
    start, end = first.edge(*bend), second.edge(*bend)
    return Line(link, start, bend, end, tuple(_signs(link, start, end, bend)))


def _signs(
    link: Link, start: tuple[float, float], end: tuple[float, float], bend: tuple[float, float]
) -> Iterable[tuple[str, float, float]]:
    """Along the line, from the end that is not the child's."""
    tip = start if link.second == CHILD else end
    across, down = bend[0] - tip[0], bend[1] - tip[1]
    long = hypot(across, down) or 1.0
    for place, sign in enumerate(signs_of(link)):
        away = SIGN_AT + place * SIGN_EACH + (0.0 if link.direction is Direction.BOTH else ARROW)
        yield sign, tip[0] + across / long * away, tip[1] + down / long * away
