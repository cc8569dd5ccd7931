"""The map as GeoJSON, in longitude and latitude, as `lantern import boundaries` reads it."""

from collections.abc import Iterable
from typing import Any

from shapely.geometry import mapping

from lantern.demo.rules.place import Area, Route, Site

Feature = dict[str, Any]


def as_geojson(area: Area) -> Feature:
    """An area as a GeoJSON feature; `geometry` is null for an area that holds no ground yet."""
    geometry = None if area.shape.is_empty else mapping(area.shape)
    properties = {"code": area.key, "name": area.name, "kind": area.kind.value, "within": area.within}
    return _feature(area.key, geometry, {**properties, "districts": list(area.districts)})


def site_as_geojson(site: Site) -> Feature:
    """A place as a GeoJSON point."""
    properties = {"name": site.name, "kind": site.kind.value, "district": site.district, "postcode": site.postcode}
    return _feature(site.key, {"type": "Point", "coordinates": site.point}, properties)


def route_as_geojson(route: Route) -> Feature:
    """A road, railway or river as a GeoJSON line."""
    properties = {"name": route.name, "kind": route.kind.value}
    return _feature(route.name, {"type": "LineString", "coordinates": route.line}, properties)


def collection(features: Iterable[Feature]) -> Feature:
    """A GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def _feature(key: str, geometry: Feature | None, properties: Feature) -> Feature:
    return {"type": "Feature", "id": key, "properties": properties, "geometry": geometry}
