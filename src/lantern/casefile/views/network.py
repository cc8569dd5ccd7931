"""Who and what stands around a child: the eco map, and the same in words (EXP-7)."""

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.casefile import parts
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.ecomap import pictures
from lantern.ecomap.parts import against_drawing, off_of, said_title, sections
from lantern.ecomap.queries.drawn import map_of
from lantern.ecomap.queries.held import with_map

SEE, DRAW = Permission.SEE_EXPLOITATION, Permission.DRAW_MAPS
WORDS = "in-words"  # the id of the words beneath the picture


@page("casefile/network.html", may=SEE, along=with_map)
def network(request: Request, child: Child) -> Response:
    """The map as it stands; whoever may draw finds beside each what can be done with it."""
    viewer = request.viewer
    drawn, draws = map_of(child, viewer), viewer.may(DRAW)
    return request.show(
        child=child,
        who=identity_of(child, viewer, linked=False),
        tabs=parts.tabs(child, "network", viewer),
        picture=pictures.picture(drawn, title=said_title(drawn), described_by=WORDS),
        legend=pictures.legend(),
        sections=sections(drawn, child, viewer, draws=draws),
        off=off_of(drawn, child) if draws else [],
        against=against_drawing(viewer),
    )
