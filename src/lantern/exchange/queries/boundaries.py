"""A file of boundaries, read and set beside the areas there are (PAR-2)."""

import json
import os
from typing import Any, BinaryIO

from shapely import Geometry, MultiPolygon, Polygon, make_valid, unary_union
from shapely.errors import ShapelyError
from shapely.geometry import shape

from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.setting_up.boundaries import Covered, Drawn, Here, Placed, covered, feature, place
from lantern.organisation.models import Area, Geography

MOST_BYTES = 200_000_000


def drawn_in(file: BinaryIO, name: str) -> list[Drawn]:
    """The features of a GeoJSON file called `name`, each with a sound shape. Raises `FeedError`, naming a bad feature."""
    if file.seek(0, os.SEEK_END) > MOST_BYTES:
        raise FeedError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.")
    file.seek(0)
    try:
        features = list(json.load(file)["features"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise FeedError(f"{name} is not a GeoJSON feature collection.") from None
    if not features:
        raise FeedError(f"{name} holds no features.")
    return [_feature(number, each) for number, each in enumerate(features, start=1)]


def placed_in(geography: Geography, drawn: list[Drawn]) -> list[Placed]:
    """What each feature would draw there; an overlay takes new areas along, the main tree does not."""
    known = [Here(str(each.pk), each.code, each.name) for each in Area.objects.filter(geography=geography)]
    return place(drawn, known, may_add=not geography.is_main)


def districts_covered(placed: list[Placed]) -> dict[int, list[Covered]]:
    """For each shape that is used, by its number: how much of each drawn district it covers."""
    districts = {str(each.pk): shape(each.boundary) for each in drawn_districts() if each.boundary}
    return {each.drawn.number: covered(each.drawn.shape, districts) for each in placed if not each.problem}


def drawn_districts() -> list[Area]:
    """Districts of the main tree that have a boundary."""
    found = Area.objects.filter(geography__is_main=True, level="district").exclude(boundary=None)
    return list(found.order_by("name"))


def _feature(number: int, found: Any) -> Drawn:
    try:
        return feature(number, found["properties"] or {}, _sound(shape(found["geometry"]), number))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, ShapelyError):
        raise FeedError(f"Feature {number:,} has no properties or no shape that can be read.") from None


def _sound(given: Geometry, number: int) -> Geometry:
    """The surface of a shape: published boundaries may cross themselves. Raises `FeedError` when it is no area of the earth."""
    whole = make_valid(given)
    parts = [part for part in getattr(whole, "geoms", [whole]) if isinstance(part, Polygon | MultiPolygon)]
    if whole.is_empty or not parts:
        raise FeedError(f"Feature {number:,} is no area: its shape is a {whole.geom_type}.")
    surface = whole if isinstance(whole, Polygon | MultiPolygon) else unary_union(parts)
    west, south, east, north = surface.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise FeedError(f"Feature {number:,} is not in longitude and latitude (EPSG:4326).")
    return surface
