"""The dotted line around those who live together, which keeps off those who do not (EXP-7)."""

from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any

from shapely import LineString, MultiPoint, unary_union

REACH, BAND, KEEP_OFF = 42.0, 26.0, 34.0  # units around a symbol, along the way to the next, and around a stranger's
DEEPER = 22.0  # a name stands under each symbol


def outline(inside: Sequence[tuple[float, float]], outside: Sequence[tuple[float, float]]) -> Iterator[str]:
    """The line as SVG takes it; more than one where strangers stand between."""
    rooms = [MultiPoint([(x, y), (x, y + DEEPER)]).convex_hull.buffer(REACH) for x, y in inside]
    ways = [LineString(each).buffer(BAND) for each in _ways(list(inside))]
    around = unary_union([*rooms, *ways])
    if outside:
        around = around.difference(unary_union([MultiPoint([each]).buffer(KEEP_OFF) for each in outside]))
        around = unary_union([around, *rooms])
    parts: Any = getattr(around, "geoms", [around])
    for part in parts:
        if part.geom_type == "Polygon":
            yield "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in part.simplify(0.5).exterior.coords) + "Z"


def _ways(spots: list[tuple[float, float]]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """From each to the nearest of those who are reached already: the shortest tree."""
    reached, left = [spots[0]], spots[1:]
    while left:
        one, other = min(((a, b) for a in reached for b in left), key=lambda pair: _far(*pair))
        yield one, other
        reached.append(other)
        left.remove(other)


def _far(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
