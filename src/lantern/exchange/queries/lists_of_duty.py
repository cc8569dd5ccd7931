"""What the pages of whoever is on duty take out: places that children have in common, and who is on duty when (MIS-13)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from lantern.access.viewer import Viewer
from lantern.children.queries.marked import read_mark
from lantern.documents.rules import Cell, Column, Holds
from lantern.exchange.queries.cells import time
from lantern.missing.queries.common_places import places_in_common
from lantern.missing.queries.rota import rotas
from lantern.missing.rules.common_places import Common

PLACE = (
    Column("Place", width=40),
    Column("Children", Holds.NUMBER, 12),
    Column("Episodes", Holds.NUMBER, 12),
    Column("Since", Holds.TIME),
    Column("Latest", Holds.TIME),
)
ROTA = (
    Column("Rota", width=26),
    Column("Who", width=26),
    Column("From", Holds.TIME),
    Column("Until", Holds.TIME),
    Column("Asked as number", Holds.NUMBER, 18),
)


def places(viewer: Viewer, params: Mapping[str, str]) -> Sequence[Common]:
    """As the page is narrowed, and as many."""
    return places_in_common(viewer, read_mark(params))


def place(each: Common, viewer: Viewer) -> Sequence[Cell]:
    """The place and how often; which children they are stays on the page."""
    return (each.place, len(each.children), len(each.episodes), time(each.since), time(each.latest))


def place_about(each: Common) -> frozenset[UUID]:
    """A row tells of each child who was there."""
    return each.children


def shifts(viewer: Viewer, params: Mapping[str, str]) -> Sequence[Any]:
    """The rotas that the page shows, one after the other."""
    return [each for rota in rotas(viewer) for each in rota.shifts]


def shift(each: Any, viewer: Viewer) -> Sequence[Cell]:
    """Who is on duty for whom from when until when."""
    area = viewer.areas.name(each.area_id) if each.area_id else "The whole partnership"
    return (area, each.member.name, time(each.since), time(each.until), each.place)
