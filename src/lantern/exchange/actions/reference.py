"""Postcodes with their points, by file (PAR-2)."""

import gzip
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from pyproj import Transformer
from shapely import STRtree, points
from shapely.geometry import shape

from lantern.exchange.actions.files import PIECE, Progress, batches, no_progress, opened_bytes
from lantern.exchange.actions.unusable import UnusableFile
from lantern.exchange.rules.feed_layouts import POSTCODES
from lantern.exchange.rules.feed_postcodes import NoPostcodeError, read_postcode
from lantern.exchange.rules.feed_rows import Feed, open_feed
from lantern.exchange.rules.feed_text import FeedError
from lantern.organisation.models import Area, Member, Postcode
from lantern.trail import actions as trail
from lantern.trail.acting import action

AT_ONCE = 5_000
MOST_POSTCODES = 1_500_000_000  # bytes of text: those of the whole kingdom fit
GZIP = b"\x1f\x8b"


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


def _finder(areas: list[Area]) -> Any:
    """A function from a point to the area whose boundary holds it; of two that it lies between, the first in order."""
    bounded = [area for area in areas if area.boundary]
    tree = STRtree([shape(area.boundary) for area in bounded if area.boundary])

    def find(x: float, y: float) -> Area | None:
        hits = tree.query(points(x, y), predicate="intersects")
        return bounded[int(min(hits))] if len(hits) else None

    return find
