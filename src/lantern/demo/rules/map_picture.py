"""The county as a picture: an SVG map with districts, towns, roads, railways and rivers."""

from collections.abc import Iterable
from html import escape

from shapely import MultiPolygon, clip_by_rect

from lantern.demo.rules.place import Area, County, RouteKind, Town
from lantern.demo.rules.plane import Point, sheet

SEA, LAND_AROUND = "#d8e7ee", "#ebe8e0"
QUADRANT_TINTS = ("#f6edcf", "#e3edd4", "#f3dfd2", "#dfe6f1", "#ece0ee", "#dceceb", "#f1e6e6", "#e9ecd9", "#e6e3f3")
ROUTE_STYLES = {
    RouteKind.RIVER: 'stroke="#9cc3d6" stroke-width="1.6"',
    RouteKind.ROAD: 'stroke="#c98d4b" stroke-width="1.3"',
    RouteKind.RAILWAY: 'stroke="#3b4652" stroke-width="1.5" stroke-dasharray="5 2.5"',
}
MARGIN_KM = 4.0


class Picture:
    """Turns longitude and latitude into pixels, north up, the county filling `width`."""

    def __init__(self, county: County, width: int) -> None:
        west, south, east, north = self.frame = county.area.shape.bounds
        (left, bottom), (right, top) = sheet((west, south)), sheet((east, north))
        self.left, self.top = left - MARGIN_KM, top + MARGIN_KM
        self.scale = width / (right - left + 2 * MARGIN_KM)
        self.width, self.height = width, round((top - bottom + 2 * MARGIN_KM) * self.scale)

    def at(self, point: Point) -> Point:
        east, north = sheet(point)
        return round((east - self.left) * self.scale, 1), round((self.top - north) * self.scale, 1)

    def path(self, points: Iterable[Point]) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in map(self.at, points))

    def outline(self, area: Area) -> str:
        parts = area.shape.geoms if isinstance(area.shape, MultiPolygon) else [area.shape]
        rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
        return "".join(f"{self.path(ring.coords)}Z" for ring in rings)


def as_svg(county: County, width: int = 1000) -> str:
    """The map as a complete SVG document `width` pixels wide."""
    picture = Picture(county, width)
    tints = {quadrant.key: tint for quadrant, tint in zip(county.quadrants, QUADRANT_TINTS, strict=False)}
    layers = [
        f'<rect width="{picture.width}" height="{picture.height}" fill="{SEA}"/>',
        *(_filled(picture, area, LAND_AROUND, "#cfcabd", 1) for area in county.neighbours),
        *(_filled(picture, area, tints[area.within], "#8d8675", 1) for area in county.districts),
        *_routes(picture, county),
        *(_filled(picture, area, "none", "#6b6350", 2) for area in county.quadrants),
        *(_town(picture, town) for town in county.towns),
        *(_label(picture, area) for area in (*county.quadrants, *county.neighbours)),
    ]
    size = f'viewBox="0 0 {picture.width} {picture.height}" width="{picture.width}" height="{picture.height}"'
    title = f"<title>{escape(county.name)}</title>"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">'
    return f"{head}{title}{''.join(layers)}</svg>"


def _filled(picture: Picture, area: Area, fill: str, line: str, width: float) -> str:
    style = f'fill="{fill}" stroke="{line}" stroke-width="{width}" stroke-linejoin="round" fill-rule="evenodd"'
    return f'<path d="{picture.outline(area)}" {style}/>'


def _routes(picture: Picture, county: County) -> Iterable[str]:
    for route in county.routes:
        yield f'<path d="{picture.path(route.line)}" fill="none" {ROUTE_STYLES[route.kind]}/>'


def _town(picture: Picture, town: Town) -> str:
    x, y = picture.at(town.point)
    if town.people < 7000:
        return f'<circle cx="{x}" cy="{y}" r="1.3" fill="#6d6a63"/>'
    chief = town.people >= 45000
    dot = f'<circle cx="{x}" cy="{y}" r="{4 if chief else 2.6}" fill="#fff" stroke="#16202b" stroke-width="1.4"/>'
    style = f'font-size="{13 if chief else 10}" font-weight="{700 if chief else 400}" fill="#16202b"'
    halo = 'paint-order="stroke" stroke="#ffffffcc" stroke-width="2.5"'
    return f'{dot}<text x="{x + 6}" y="{y + 4}" {style} {halo}>{escape(town.name)}</text>'


def _label(picture: Picture, area: Area) -> str:
    shown = clip_by_rect(area.shape, *picture.frame)
    point = (shown if shown.area else area.shape).representative_point()
    x, y = picture.at((point.x, point.y))
    style = 'font-size="22" fill="#6b6350" fill-opacity="0.55" text-anchor="middle" letter-spacing="4"'
    return f'<text x="{x}" y="{y + 7}" {style}>{escape(area.name.upper())}</text>'
