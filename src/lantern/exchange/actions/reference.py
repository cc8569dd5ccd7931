"""Reference data by file: postcodes with their points, boundaries of areas (PAR-2)."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from pyproj import Transformer
from shapely import STRtree, make_valid, points
from shapely.geometry import mapping, shape

from lantern.exchange.actions.files import Progress, no_progress
from lantern.organisation.actions import areas_changed
from lantern.organisation.models import Area, Member, Postcode
from lantern.trail import actions as trail
from lantern.trail.acting import action

COLUMNS = {"pcd": "code", "postcode": "code", "oseast1m": "east", "easting": "east", "oseast100m": "",
           "osnrth1m": "north", "northing": "north", "laua": "district", "lad": "district", "district": "district"}  # fmt: skip
AT_ONCE = 5_000


class UnusableFile(Exception):
    """A reference file cannot be used; the text says why."""


@action
def import_postcodes(*, path: Path, by: Member | None, at: datetime, progress: Progress = no_progress) -> int:
    """Postcodes with grid references and, if given, district codes; the same postcode again is moved. All or nothing."""
    to_degrees = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    areas = {area.code: area for area in Area.objects.filter(level="district")}
    find = _finder(list(areas.values()))
    done = 0
    rows = _postcode_rows(path)
    while batch := list(islice(rows, AT_ONCE)):
        east = [float(row["east"]) for row in batch]
        north = [float(row["north"]) for row in batch]
        longitudes, latitudes = to_degrees.transform(east, north)
        made = [
            Postcode(code=row["code"], longitude=x, latitude=y, area=areas.get(row.get("district", "")) or find(x, y))
            for row, x, y in zip(batch, longitudes, latitudes, strict=True)
        ]
        Postcode.objects.bulk_create(
            {each.code: each for each in made}.values(),
            update_conflicts=True,
            unique_fields=["partnership", "code"],
            update_fields=["longitude", "latitude", "area"],
        )
        done += len(made)
        progress("Postcodes", done, done)
    trail.record("exchange.postcodes_imported", None, by=by, at=at)
    return done


@action
def import_boundaries(*, path: Path, by: Member | None, at: datetime) -> tuple[list[str], list[str]]:
    """Boundaries from a GeoJSON feature collection, by the area's code or name; names set, and names nobody here has."""
    try:
        features = json.loads(path.read_bytes())["features"]
    except (OSError, ValueError, KeyError, TypeError):
        raise UnusableFile(f"{path.name} is not a GeoJSON feature collection.") from None
    areas = {area.code: area for area in Area.objects.all()} | {area.name.casefold(): area for area in Area.objects.all()}
    used, unknown = [], []
    for feature in features:
        names = {str(value) for value in (feature.get("properties") or {}).values()}
        area = next((areas[each] for each in names if each in areas), None) or next(
            (areas[each.casefold()] for each in names if each.casefold() in areas), None
        )
        if area is None:
            unknown.append(" ".join(sorted(names)))
            continue
        area.boundary = mapping(make_valid(shape(feature["geometry"])))  # published boundaries may cross themselves
        area.save(update_fields=["boundary"])
        used.append(area.name)
    areas_changed()
    trail.record("exchange.boundaries_imported", None, by=by, at=at)
    return used, unknown


def _postcode_rows(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:  # type: ignore[arg-type]
        reader = csv.reader(text)
        names = [COLUMNS.get(name.strip().casefold(), "") for name in next(reader, [])]
        if missing := {"code", "east", "north"} - set(names):
            raise UnusableFile(f"{path.name} lacks columns for: {', '.join(sorted(missing))}.")
        for row in reader:
            found = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
            found["code"] = found["code"].replace(" ", "").upper()
            if found["east"] and found["north"]:
                yield found


def _finder(areas: list[Area]) -> Any:
    """A function from a point to the area whose boundary holds it."""
    bounded = [area for area in areas if area.boundary]
    tree = STRtree([shape(area.boundary) for area in bounded])

    def find(x: float, y: float) -> Area | None:
        hits = tree.query(points(x, y), predicate="within")
        return bounded[int(hits[0])] if len(hits) else None

    return find
