"""Areas: who holds what today and since when, and their boundaries (PAR-2)."""

from uuid import UUID

from django.http import JsonResponse

from lantern.access import queries, rows
from lantern.access.page import Request, Response, page
from lantern.access.parts import tabs
from lantern.access.vocabulary import Permission


@page("access/areas.html", may=Permission.SEE_ORGANISATION)
def areas(request: Request) -> Response:
    """Each geography as it is today, with what was otherwise or will be."""
    today = request.viewer.today
    shown = [
        {"is": each, "top": rows.branches(each), "moves": rows.moves(each, today)}
        for each in queries.geographies(today)
    ]
    manages = request.viewer.may(Permission.MANAGE_AREAS)
    return request.show(tabs=tabs("areas"), geographies=shown, manages=manages)


@page("", may=Permission.SEE_ORGANISATION)
def shapes(request: Request, geography_id: UUID) -> Response:
    """The boundaries of a geography as GeoJSON; an unknown one has none."""
    features = [
        {"type": "Feature", "properties": {"label": area.name, "kind": "note"}, "geometry": area.boundary}
        for area in queries.shapes(geography_id)
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")
