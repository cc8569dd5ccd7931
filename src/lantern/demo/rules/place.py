"""What a county is made of: areas, towns, invented postcodes, places and routes, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from shapely import MultiPolygon, Polygon

from lantern.demo.rules.plane import Point

Shape = Polygon | MultiPolygon


class AreaKind(StrEnum):
    COUNTY = "county"
    QUADRANT = "quadrant"
    DISTRICT = "district"
    POLICE_DISTRICT = "police district"
    SAFETY_PARTNERSHIP = "community safety partnership"
    NEIGHBOUR = "neighbouring authority"


class SiteKind(StrEnum):
    STATION = "railway station"
    BUS_STATION = "bus station"
    MAINSTREAM_SCHOOL = "mainstream school"
    SPECIAL_SCHOOL = "special school"
    REFERRAL_UNIT = "pupil referral unit"
    COLLEGE = "college"
    CHILDRENS_HOME = "children's home"
    PARK = "park"
    ARCADE = "arcade"
    RETAIL_PARK = "retail park"
    SEAFRONT = "seafront"
    POLICE_STATION = "police station"
    HOSPITAL = "hospital"


class RouteKind(StrEnum):
    ROAD = "road"
    RAILWAY = "railway"
    RIVER = "river"


@dataclass(frozen=True, slots=True)
class Area:
    """An area and its polygon in longitude and latitude (PAR-2).

    `within` is the key of the area above it in the tree, empty for the county and for overlays. `districts` are the
    keys of the districts it holds or shares; an overlay area may hold several, part of one, or none (an empty polygon).
    """

    key: str
    name: str
    kind: AreaKind
    shape: Shape
    within: str = ""
    districts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Town:
    """A settlement; `people` is how many live there, `district` the key of its district."""

    key: str
    name: str
    people: int
    point: Point
    district: str
    by_sea: bool = False


@dataclass(frozen=True, slots=True)
class Postcode:
    """An invented postcode: one street. `district` is the key of a district, or of a neighbouring authority."""

    code: str
    point: Point
    district: str
    town: str
    street: str


@dataclass(frozen=True, slots=True)
class Site:
    """A named place with its address; `district` and `town` are keys."""

    key: str
    name: str
    kind: SiteKind
    point: Point
    district: str
    town: str
    street: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    kind: RouteKind
    line: tuple[Point, ...]


@dataclass(frozen=True)
class County:
    """The whole map. `postcodes_outside` lie in the neighbouring authorities, where some children are placed."""

    seed: int
    area: Area
    quadrants: tuple[Area, ...]
    districts: tuple[Area, ...]
    police_districts: tuple[Area, ...]
    safety_partnerships: tuple[Area, ...]
    neighbours: tuple[Area, ...]
    towns: tuple[Town, ...]
    postcodes: tuple[Postcode, ...]
    postcodes_outside: tuple[Postcode, ...]
    sites: tuple[Site, ...]
    routes: tuple[Route, ...] = field(default=())

    @property
    def name(self) -> str:
        return self.area.name

    @property
    def areas(self) -> tuple[Area, ...]:
        """Every area, parents before their children, overlays after the tree, neighbours last."""
        tree = (self.area, *self.quadrants, *self.districts)
        return (*tree, *self.police_districts, *self.safety_partnerships, *self.neighbours)

    @cached_property
    def area_by_key(self) -> dict[str, Area]:
        return {area.key: area for area in self.areas}

    @cached_property
    def town_by_key(self) -> dict[str, Town]:
        return {town.key: town for town in self.towns}

    @cached_property
    def site_by_key(self) -> dict[str, Site]:
        return {site.key: site for site in self.sites}

    @cached_property
    def postcodes_by_district(self) -> dict[str, tuple[Postcode, ...]]:
        """Postcodes of each district and of each neighbouring authority."""
        grouped: dict[str, list[Postcode]] = {}
        for postcode in (*self.postcodes, *self.postcodes_outside):
            grouped.setdefault(postcode.district, []).append(postcode)
        return {district: tuple(postcodes) for district, postcodes in grouped.items()}

    @cached_property
    def sites_by_kind(self) -> dict[SiteKind, tuple[Site, ...]]:
        return {kind: tuple(site for site in self.sites if site.kind is kind) for kind in SiteKind}

    def sites_of(self, district: str, *kinds: SiteKind) -> Iterator[Site]:
        """Places of `kinds` (all when none is named) in the district with that key."""
        return (site for site in self.sites if site.district == district and (not kinds or site.kind in kinds))
