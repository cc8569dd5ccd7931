"""Boundaries of areas, from a file (PAR-2)."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from shapely.geometry import mapping

from lantern.exchange.actions.files import opened_bytes
from lantern.exchange.actions.unusable import UnusableFile
from lantern.exchange.models import WaitingFile
from lantern.exchange.queries.boundaries import districts_covered, drawn_in
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.setting_up.boundaries import Here, Placed, place
from lantern.organisation.actions import areas_changed
from lantern.organisation.models import Area, Geography, Holding, Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

Chosen = Collection[tuple[int, str]]
"""Number of a feature and id of a district that it covers in part and is to hold all the same."""


@action
def import_boundaries(*, path: Path, by: Member | None, at: datetime) -> tuple[list[str], list[str]]:
    """Boundaries of areas of any geography, by code or name; the names set, and what the features not used are called.

    Of two areas with one name that of the main tree is drawn. Raises `UnusableFile`.
    """
    try:
        with opened_bytes(path) as file:
            drawn = drawn_in(file, path.name)
    except FeedError as fault:
        raise UnusableFile(str(fault)) from None
    every = Area.objects.order_by("geography__is_main", "code")
    placed = place(drawn, [Here(str(each.pk), each.code, each.name) for each in every], may_add=False)
    used = [each for each in placed if not each.problem]
    if not used:
        raise UnusableFile(f"None of the {len(drawn):,} features is named like an area here, by code or by name.")
    names = [each.name for each in _draw(used)]
    _changed(by, at)
    return names, [" ".join(each.drawn.called) for each in placed if each.problem]


@action
def set_boundaries(
    *, file: WaitingFile, geography: Geography, placed: list[Placed], also: Chosen, by: Member, at: datetime
) -> tuple[int, int]:
    """Draw and add areas as shown, and let go of the file; how many were drawn in all, and how many of them are new.

    An area of an overlay holds the districts that it covers whole, and those of `also` (PAR-2).
    """
    used = [each for each in placed if not each.problem]
    new = {each.drawn.number: _added(each, geography) for each in used if each.is_new}
    known = _draw([each for each in used if not each.is_new])
    if not geography.is_main:
        areas = new | dict(zip((each.drawn.number for each in used if not each.is_new), known, strict=True))
        _hold(used, areas, also, at)
    trail.record("exchange.file_mapped", file, by=by, at=at)
    file.delete()
    _changed(by, at)
    return len(used), len(new)


def _draw(placed: list[Placed]) -> list[Area]:
    """Give known areas the shapes; the areas in the order of `placed`."""
    areas = Area.objects.in_bulk([each.area for each in placed])
    found = {str(key): area for key, area in areas.items()}
    for each in placed:
        found[each.area].boundary = mapping(each.drawn.shape)
        found[each.area].save(update_fields=["boundary"])
    return [found[each.area] for each in placed]


def _added(placed: Placed, geography: Geography) -> Area:
    drawn = placed.drawn
    return Area.objects.create(
        geography=geography, code=drawn.code, name=drawn.name, level=geography.key[:30], boundary=mapping(drawn.shape)
    )


def _hold(placed: list[Placed], areas: dict[int, Area], also: Chosen, at: datetime) -> None:
    """From today; what an area held before it was drawn stays."""
    today = london(at).date()
    wanted = {
        (areas[number].pk, each.district)
        for number, districts in districts_covered(placed).items()
        for each in districts
        if each.is_whole or (number, each.district) in also
    }
    there = {
        (holder, str(held))
        for holder, held in Holding.objects.filter(until=None, in_tree=False).values_list("holder_id", "held_id")
    }
    Holding.objects.bulk_create(
        Holding(holder_id=holder, held_id=held, in_tree=False, since=today)
        for holder, held in sorted(wanted - there, key=str)
    )


def _changed(by: Member | None, at: datetime) -> None:
    areas_changed()
    trail.record("exchange.boundaries_imported", None, by=by, at=at)
