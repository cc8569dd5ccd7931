"""Where things are put on a map, and what is hidden from it; a browser that drags asks for JSON, a form for the page."""

from collections.abc import Iterator

from django.http import Http404, JsonResponse, QueryDict

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.ecomap import actions
from lantern.ecomap.actions.placing import Put
from lantern.ecomap.queries.drawn import map_of
from lantern.ecomap.queries.held import with_map
from lantern.ecomap.rules.map import Map, Spot
from lantern.ecomap.views.shown import onward, pressed

DRAW = Permission.DRAW_MAPS
CLASH = "Somebody else moved some of it since. It stands where they put it; move it again if it should stand elsewhere."


@page("casefile/network.html", may=DRAW, writes=True, along=with_map)
def put(request: Request, child: Child) -> Response:
    """Several at once: `key`, `x`, `y` and `version` of each, in the same order."""
    if not request.posted:
        return onward(request, child, "")
    drawn = map_of(child, request.viewer)
    found = actions.put(child=child, puts=list(_puts(request.POST, drawn)), by=request.member, at=request.now)
    if request.http.headers.get("Accept") != "application/json":
        return onward(request, child, CLASH if found.clashes else "It stands where you put it.")
    return JsonResponse(
        {"now": _plain(found.now), "clashes": _plain(found.clashes), "said": CLASH if found.clashes else ""}
    )


@page("casefile/network.html", may=DRAW, writes=True)
def arrange(request: Request, child: Child) -> Response:
    """Lantern places everything anew."""
    said = "Everything is arranged anew."
    return pressed(request, child, lambda: actions.arrange_anew(child=child, by=request.member, at=request.now), said)


@page("casefile/network.html", may=DRAW, writes=True, along=with_map)
def hide(request: Request, child: Child) -> Response:
    """What a record proposes is not drawn."""
    key = _known(request, child)
    said = "It is hidden from the map; the record stays as it is. Below the map you can show it again."
    return pressed(request, child, lambda: actions.hide(child=child, key=key, by=request.member, at=request.now), said)


@page("casefile/network.html", may=DRAW, writes=True, along=with_map)
def show(request: Request, child: Child) -> Response:
    """It is drawn again."""
    key = _known(request, child)
    said = "It is on the map again."
    return pressed(request, child, lambda: actions.show(child=child, key=key, by=request.member, at=request.now), said)


def _known(request: Request, child: Child) -> str:
    """The key that was posted, of something that the viewer sees on the map or hidden from it; not the child's own."""
    if not request.posted:
        return ""
    drawn, key = map_of(child, request.viewer), request.POST.get("key", "")
    if key not in {each.key for each in (*drawn.others, *drawn.hidden) if not each.by_hand}:
        raise Http404
    return str(key)


def _puts(data: QueryDict, drawn: Map) -> Iterator[Put]:
    """Those that can be read, of what the viewer sees; nothing is put anywhere else."""
    keys = {each.key for each in drawn.others}
    rows = zip(*(data.getlist(name) for name in ("key", "x", "y", "version")), strict=False)
    for key, *numbers in rows:
        read = [_number(each) for each in numbers]
        if key in keys and None not in read:
            yield Put(key, *read)  # type: ignore[arg-type]


def _number(text: str) -> int | None:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None


def _plain(spots: dict[str, Spot]) -> dict[str, list[int]]:
    return {key: list(spot) for key, spot in spots.items()}
