"""The county's map as areas, boundaries and postcodes of a partnership."""

from datetime import date, datetime
from uuid import UUID

from shapely import STRtree, points
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from lantern.demo.rules.meetings import with_seats
from lantern.demo.rules.place import Area as Drawn
from lantern.demo.rules.place import County
from lantern.organisation.actions import areas_changed, create_partnership
from lantern.organisation.models import Area, Geography, Holding, Postcode
from lantern.organisation.presets import preset
from lantern.organisation.rules.arrangement import AreaSpec, GeographySpec, Preset
from lantern.organisation.rules.leaves import with_values
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action

LONG_AGO = date(2015, 1, 1)
SLIVER = 1e-7  # square degrees: what two drawings of one border may differ by
ANSWERED = {  # a range of numbers that are nobody's, for films and plays
    "missing.letters.mailbox": "missing.chats@fictional.example",
    "missing.letters.phone": "01632 960 150",
}
MAIN, POLICE, SAFETY = "districts", "police", "community safety"


def make_partnership(county: County, name: str, at: datetime) -> Partnership:
    """A partnership whose areas are the county's; the arrangement is the essex preset's."""
    return create_partnership(preset=_preset(county), name=name, since=LONG_AGO, by=None, at=at)


def _preset(county: County) -> Preset:
    county_code = county.area.key
    areas = [AreaSpec(geography=MAIN, code=county_code, name=county.name, level="county")]
    areas += [_spec(each, "quadrant", county_code) for each in county.quadrants]
    areas += [_spec(each, "district", each.within) for each in county.districts]
    return Preset(
        name="essex",
        title=county.name,
        arrangement=with_seats(with_values(preset("essex").arrangement, ANSWERED), county),
        geographies=(
            GeographySpec(key=MAIN, name="Quadrants and districts", main=True),
            GeographySpec(key=POLICE, name="Police districts"),
            GeographySpec(key=SAFETY, name="Community safety partnerships"),
        ),
        areas=tuple(areas),
        agencies=(),
    )


def _spec(drawn: Drawn, level: str, within: str) -> AreaSpec:
    return AreaSpec(geography=MAIN, code=drawn.key, name=drawn.name, level=level, within=(within,))


@action
def lay_out(*, county: County, by: None, at: datetime) -> None:
    """Boundaries, overlays with the parts they split districts into, and postcodes."""
    areas = {area.code: area for area in Area.objects.filter(geography__is_main=True)}
    for drawn in (county.area, *county.quadrants, *county.districts):
        areas[drawn.key].boundary = _boundary(drawn.shape)
        areas[drawn.key].save(update_fields=["boundary"])
    shapes: list[tuple[BaseGeometry, UUID]] = [(each.shape, areas[each.key].pk) for each in county.districts]
    for key, overlay in ((POLICE, county.police_districts), (SAFETY, county.safety_partnerships)):
        geography = Geography.objects.get(key=key)
        for drawn in overlay:
            _lay_over(geography, drawn, county, areas, shapes)
    _postcodes(county, shapes)
    areas_changed()


def _lay_over(
    geography: Geography,
    drawn: Drawn,
    county: County,
    areas: dict[str, Area],
    shapes: list[tuple[BaseGeometry, UUID]],
) -> None:
    """An overlay area holds districts whole, and makes a part of a district that it holds in part (PAR-2)."""
    area = Area.objects.create(
        geography=geography, code=drawn.key, name=drawn.name, level=drawn.kind.value, boundary=_boundary(drawn.shape)
    )
    districts = {each.key: each for each in county.districts}
    for key in drawn.districts:
        shared = districts[key].shape.intersection(drawn.shape)
        held = areas[key]
        if districts[key].shape.area - shared.area > SLIVER:
            held = _part(areas[key], area, shared)
            shapes.insert(0, (shared, held.pk))
        Holding.objects.create(holder=area, held=held, in_tree=False, since=LONG_AGO)


def _part(district: Area, overlay: Area, shape: BaseGeometry) -> Area:
    part = Area.objects.create(
        geography=district.geography,
        code=f"{district.code}/{overlay.code}"[:40],
        name=f"{district.name} ({overlay.name})"[:80],
        level="part of a district",
        boundary=_boundary(shape),
    )
    Holding.objects.create(holder=district, held=part, in_tree=True, since=LONG_AGO)
    return part


def _postcodes(county: County, shapes: list[tuple[BaseGeometry, UUID]]) -> None:
    """Each postcode in the smallest area its point lies in; parts come first in `shapes`."""
    tree = STRtree([shape for shape, _ in shapes])
    made = []
    for each in county.postcodes:
        hits = tree.query(points(*each.point), predicate="intersects")
        area = shapes[int(min(hits))][1] if len(hits) else None
        made.append(
            Postcode(code=each.code.replace(" ", ""), longitude=each.point[0], latitude=each.point[1], area_id=area)
        )
    Postcode.objects.bulk_create(made, batch_size=2_000)


def _boundary(shape: BaseGeometry) -> dict[str, object] | None:
    return None if shape.is_empty else mapping(shape)
