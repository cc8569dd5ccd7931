"""A partnership with its areas and its arrangement."""

from datetime import date, datetime
from uuid import uuid4

from django.db.models import F

from lantern.organisation.actions.arrangement import publish_arrangement
from lantern.organisation.models import Agency, Area, Geography, Holding, Member
from lantern.organisation.rules.arrangement import Preset
from lantern.tenancy.current import current_id, within
from lantern.tenancy.models import Partnership
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def create_partnership(*, preset: Preset, name: str, since: date, by: None, at: datetime) -> Partnership:
    """A partnership with the preset's areas, agencies and arrangement, in force from `since` (PAR-8)."""
    new = uuid4()
    with within(new):
        partnership = Partnership.objects.create(id=new, name=name, preset=preset.name)
        _make_areas(preset, since)
        Agency.objects.bulk_create(Agency(name=spec.name, kind=spec.kind) for spec in preset.agencies)
        publish_arrangement(document=preset.arrangement.model_dump(mode="json"), effective_from=since, by=by, at=at)
        trail.record("organisation.partnership_created", partnership, by=by, at=at)
        partnership.refresh_from_db()
    return partnership


@action
def move_area(*, area: Area, to: Area, on: date, by: Member | None, at: datetime) -> Holding:
    """From `on` the area lies in another; until then it stays where it was (PAR-2)."""
    Holding.objects.filter(held=area, in_tree=True, until=None).update(until=on)
    holding = Holding.objects.create(holder=to, held=area, in_tree=True, since=on)
    areas_changed()
    trail.record("organisation.area_moved", area, by=by, at=at)
    return holding


def areas_changed() -> None:
    """Tell every process to read the areas anew; called inside an action."""
    Partnership.objects.filter(pk=current_id()).update(areas_version=F("areas_version") + 1)


def _make_areas(preset: Preset, since: date) -> None:
    geographies = {
        spec.key: Geography.objects.create(key=spec.key, name=spec.name, is_main=spec.main)
        for spec in preset.geographies
    }
    areas = {
        spec.code: Area.objects.create(
            geography=geographies[spec.geography], code=spec.code, name=spec.name, level=spec.level
        )
        for spec in preset.areas
    }
    for spec in preset.areas:
        in_tree = geographies[spec.geography].is_main
        pairs = [(areas[code], areas[spec.code]) for code in spec.within]
        pairs += [(areas[spec.code], areas[code]) for code in spec.holds]
        Holding.objects.bulk_create(
            Holding(holder=holder, held=held, in_tree=in_tree, since=date.min if in_tree else since)
            for holder, held in pairs
        )
