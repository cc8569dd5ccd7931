"""Where children are missing from, by district: counts beside a map of our own boundaries, never addresses."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shapely.geometry import mapping, shape

from lantern.access.viewer import Viewer
from lantern.missing.queries.board import Numbers
from lantern.missing.vocabulary import Shown
from lantern.organisation.models import Area

DISTRICT = "district"


@dataclass(frozen=True)
class District:
    """How many children of a district are missing now; `area` is `None` for those whose area is not known."""

    area: UUID | None
    name: str
    missing: int
    high: int


def districts(viewer: Viewer, counted: Numbers) -> list[District]:
    """The districts the viewer covers or has children in, by name; those without a known area last."""
    missing, high = Counter[UUID | None](), Counter[UUID | None]()
    for area, numbers in counted.by_area.items():
        place = viewer.areas.above(area, DISTRICT)
        missing[place] += numbers[Shown.ALL]
        high[place] += numbers[Shown.HIGH]
    own = {area for area in viewer.own_areas if viewer.areas.levels[area] == DISTRICT}
    within = own & viewer.focus_ids if viewer.focus else own
    named = [
        District(area, viewer.areas.name(area), missing[area], high[area]) for area in within | {*+missing} if area
    ]
    unknown = [District(None, "Area not known", missing[None], high[None])] if missing[None] else []
    return sorted(named, key=lambda one: one.name) + unknown


def shapes(found: list[District]) -> dict[str, Any]:
    """Districts with a boundary as GeoJSON, and for those with children a point that carries the count."""
    by_area = {one.area: one for one in found if one.area}
    drawn = Area.objects.filter(pk__in=by_area).exclude(boundary=None).values_list("pk", "boundary")
    features = []
    for area, boundary in drawn:
        one = by_area[area]
        assert boundary is not None
        features.append(_feature(boundary, {"label": _words(one)}))
        if one.missing:
            kind = "high" if one.high else "medium"
            point = mapping(shape(boundary).representative_point())
            features.append(_feature(point, {"label": _words(one), "kind": kind, "count": one.missing}))
    return {"type": "FeatureCollection", "features": sorted(features, key=lambda each: "count" in each["properties"])}


def _feature(geometry: Any, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _words(one: District) -> str:
    if not one.missing:
        return f"{one.name}: nobody missing"
    return f"{one.name}: {one.missing} missing" + (f", {one.high} high risk" if one.high else "")
