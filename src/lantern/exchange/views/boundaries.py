"""Boundaries by file: sent, looked at on a map beside the areas there are, then drawn (PAR-2)."""

from io import BytesIO
from typing import Any

from django.http import Http404, JsonResponse
from shapely.geometry import mapping

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.exchange.actions.boundaries import set_boundaries
from lantern.exchange.actions.uploading import keep_upload
from lantern.exchange.forms.setting_up import BoundariesForm
from lantern.exchange.models import WaitingFile
from lantern.exchange.parts.setting_up import shapes_of
from lantern.exchange.queries.boundaries import drawn_in, placed_in
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.setting_up.boundaries import Placed
from lantern.exchange.vocabulary import SetUpKind
from lantern.organisation.models import Geography
from lantern.organisation.queries import geography_by_key


@page("exchange/boundaries.html", may=Permission.MANAGE_AREAS, writes=True)
def boundaries(request: Request) -> Response:
    """Send a file; a file that cannot be read is refused here, with the reason."""
    form = BoundariesForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            drawn_in(upload.file, upload.name)
        except FeedError as fault:
            form.add_error("upload", str(fault))
        else:
            waiting = keep_upload(
                kind=SetUpKind.BOUNDARIES, upload=upload, of=form.cleaned_data["geography"].key,
                by=request.member, at=request.now,
            )  # fmt: skip
            return request.go("exchange:boundaries_read", waiting)
    return request.show(form=form)


@page("exchange/boundaries_read.html", may=Permission.MANAGE_AREAS, writes=True)
def read(request: Request, waiting: WaitingFile) -> Response:
    """Each shape with the area it would draw, on a map and in a table; nothing is drawn before the button is pressed."""
    geography, placed = _read(waiting)
    if request.posted:
        also = {(int(number), key) for number, _, key in (each.partition(":") for each in _also(request))}
        drawn, new = set_boundaries(
            file=waiting, geography=geography, placed=placed, also=also, by=request.member, at=request.now
        )
        said = ("1 boundary set" if drawn == 1 else f"{drawn} boundaries set") + (
            f", {new} of them of new areas." if new else "."
        )
        return request.go("access:areas", said=said)
    shapes = shapes_of(placed, geography)
    return request.show(
        waiting=waiting,
        geography=geography,
        shapes=shapes,
        used=sum(not each.problem for each in placed),
        new=sum(each.is_new for each in placed),
        refused=[each for each in placed if each.problem],
        asks=any(each.partly for each in shapes),
    )


@page("", may=Permission.MANAGE_AREAS, trail_as="exchange/boundaries_read")
def shapes(request: Request, waiting: WaitingFile) -> Response:
    """The shapes of the file as they would be drawn; those that are not used stand out."""
    _, placed = _read(waiting)
    features = [_feature(each) for each in placed]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


def _feature(placed: Placed) -> dict[str, Any]:
    kind = "late" if placed.problem else "done" if placed.is_new else "note"
    label = placed.drawn.name or placed.drawn.code or f"Feature {placed.drawn.number}"
    return {
        "type": "Feature",
        "properties": {"label": label, "kind": kind},
        "geometry": mapping(placed.drawn.shape.simplify(0.0005)),  # degrees: about 50 metres, for a picture
    }


def _read(waiting: WaitingFile) -> tuple[Geography, list[Placed]]:
    geography = geography_by_key(waiting.source)
    if waiting.kind != SetUpKind.BOUNDARIES or geography is None:
        raise Http404
    return geography, placed_in(geography, drawn_in(BytesIO(bytes(waiting.content)), waiting.name))


def _also(request: Request) -> list[str]:
    """Districts ticked, as "number of the feature:district"; what is not written so is nobody's choice."""
    ticked: list[str] = request.POST.getlist("also")
    return [each for each in ticked if each.partition(":")[0].isascii() and each.partition(":")[0].isdigit()]
