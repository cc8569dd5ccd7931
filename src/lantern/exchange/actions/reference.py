"""Reference data by file: postcodes with their points, boundaries of areas (PAR-2)."""

import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from pyproj import Transformer
from shapely import MultiPolygon, Polygon, STRtree, make_valid, points, unary_union
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape

from lantern.exchange.actions.files import PIECE, Progress, batches, no_progress, opened_bytes
from lantern.exchange.rules.feed_layouts import POSTCODES
from lantern.exchange.rules.feed_postcodes import NoPostcodeError, read_postcode
from lantern.exchange.rules.feed_rows import Feed, open_feed
from lantern.exchange.rules.feed_text import FeedError
from lantern.organisation.actions import areas_changed
from lantern.organisation.models import Area, Member, Postcode
from lantern.trail import actions as trail
from lantern.trail.acting import action

AT_ONCE = 5_000
MOST_POSTCODES = 1_500_000_000  # bytes of text: those of the whole kingdom fit
MOST_BOUNDARIES = 200_000_000  # bytes
GZIP = b"\x1f\x8b"


class UnusableFile(Exception):
    """A reference file cannot be used; the text says why."""


@action
def import_postcodes(*, path: Path, by: Member | None, at: datetime, progress: Progress = no_progress) -> int:
    """Postcodes with grid references and, if given, district codes; the same postcode again is moved. All or nothing."""
    try:
        with _unpacked(path) as file:
            feed = open_feed(file, POSTCODES, most_bytes=MOST_POSTCODES)
            done = _take_postcodes(feed, progress)
    except (FeedError, NoPostcodeError) as fault:
        raise UnusableFile(str(fault)) from None
    trail.record("exchange.postcodes_imported", None, by=by, at=at)
    return done


@action
def import_boundaries(*, path: Path, by: Member | None, at: datetime) -> tuple[list[str], list[str]]:
    """Boundaries from a GeoJSON feature collection, by the area's code or name; names set, and names nobody here has."""
    features = _features(path)
    here = list(
        Area.objects.order_by("geography__is_main", "code")
    )  # of two with one name that of the main tree counts
    coded, named = {area.code: area for area in here}, {area.name.casefold(): area for area in here}
    used, unknown = [], []
    for names, boundary in features:
        found = [coded[each] for each in names if each in coded]
        found += [named[each.casefold()] for each in names if each.casefold() in named]
        if not found:
            unknown.append(" ".join(names))
            continue
        area = found[0]
        area.boundary = boundary
        area.save(update_fields=["boundary"])
        used.append(area.name)
    if not used:
        raise UnusableFile(f"None of the {len(features):,} features is named like an area here, by code or by name.")
    areas_changed()
    trail.record("exchange.boundaries_imported", None, by=by, at=at)
    return used, unknown


@contextmanager
def _unpacked(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked when they are packed: told by how it begins, not by its name."""
    with opened_bytes(path) as packed:
        begins = packed.read(len(GZIP))
        packed.seek(0)
        if begins != GZIP:
            yield packed
            return
        with tempfile.TemporaryFile() as plain:
            _unpack(packed, plain)
            yield plain


def _unpack(packed: BinaryIO, plain: BinaryIO) -> None:
    """Unpack, up to a byte more than is read: a small packed file may unpack to any size."""
    try:
        with gzip.open(packed) as source:
            while plain.tell() <= MOST_POSTCODES and (piece := source.read(PIECE)):
                plain.write(piece)
    except (OSError, EOFError, zlib.error):
        raise FeedError("The file is damaged: it cannot be unpacked. Fetch it again.") from None


def _take_postcodes(feed: Feed, progress: Progress) -> int:
    to_degrees = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    areas = {area.code: area for area in Area.objects.filter(level="district")}
    find = _finder(list(areas.values()))
    done = read = 0
    for rows in batches(feed.rows(), AT_ONCE):
        found = [point for row in rows if (point := read_postcode(row))]
        longitudes, latitudes = to_degrees.transform([each.east for each in found], [each.north for each in found])
        made = {
            point.code: Postcode(code=point.code, longitude=x, latitude=y, area=areas.get(point.district) or find(x, y))
            for point, x, y in zip(found, longitudes, latitudes, strict=True)
        }
        Postcode.objects.bulk_create(
            made.values(),
            update_conflicts=True,
            unique_fields=["partnership", "code"],
            update_fields=["longitude", "latitude", "area"],
        )
        done += len(made)
        read += len(rows)
        progress("Postcodes", read, feed.row_count)
    return done


def _features(path: Path) -> list[tuple[list[str], dict[str, Any]]]:
    """Each feature's names and its shape. Raises `UnusableFile`, with the feature where there is one to blame."""
    try:
        with opened_bytes(path) as file:
            if file.seek(0, os.SEEK_END) > MOST_BOUNDARIES:
                raise UnusableFile(f"{path.name} is larger than {MOST_BOUNDARIES // 1_000_000} MB.")
            file.seek(0)
            collection = json.load(file)
        features = list(collection["features"])
    except FeedError as fault:
        raise UnusableFile(str(fault)) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnusableFile(f"{path.name} is not a GeoJSON feature collection.") from None
    if not features:
        raise UnusableFile(f"{path.name} holds no features.")
    return [_feature(number, feature) for number, feature in enumerate(features, start=1)]


def _feature(number: int, feature: Any) -> tuple[list[str], dict[str, Any]]:
    try:
        names = sorted({str(value) for value in (feature["properties"] or {}).values()})
        drawn = make_valid(shape(feature["geometry"]))  # published boundaries may cross themselves
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, ShapelyError):
        raise UnusableFile(f"Feature {number:,} has no properties or no shape that can be read.") from None
    parts = [part for part in getattr(drawn, "geoms", [drawn]) if isinstance(part, Polygon | MultiPolygon)]
    if drawn.is_empty or not parts:
        raise UnusableFile(f"Feature {number:,} is no area: its shape is a {drawn.geom_type}.")
    drawn = drawn if isinstance(drawn, Polygon | MultiPolygon) else unary_union(parts)
    west, south, east, north = drawn.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise UnusableFile(f"Feature {number:,} is not in longitude and latitude (EPSG:4326).")
    return names, mapping(drawn)


def _finder(areas: list[Area]) -> Any:
    """A function from a point to the area whose boundary holds it."""
    bounded = [area for area in areas if area.boundary]
    tree = STRtree([shape(area.boundary) for area in bounded if area.boundary])

    def find(x: float, y: float) -> Area | None:
        hits = tree.query(points(x, y), predicate="within")
        return bounded[int(hits[0])] if len(hits) else None

    return find
