"""Who and what stands around a child: the eco map, the genogram, and both in words (EXP-7)."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.casefile import parts
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.design.listing import Pill
from lantern.ecomap import genograms, pictures
from lantern.ecomap.parts import against_drawing, off_of, said_title, sections
from lantern.ecomap.queries.drawn import map_of
from lantern.ecomap.queries.held import with_map
from lantern.ecomap.rules.kinship import kin_alone, without_place

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
        views=_views(child, "network"),
        picture=pictures.picture(drawn, title=said_title(drawn), described_by=WORDS),
        legend=pictures.legend(),
        sections=sections(drawn, child, viewer, draws=draws),
        off=off_of(drawn, child) if draws else [],
        moves=True,
        draws=draws,
        against=against_drawing(viewer),
    )


@page("casefile/genogram.html", may=SEE, along=with_map)
def genogram(request: Request, child: Child) -> Response:
    """The family in generations, drawn from the same ties."""
    viewer = request.viewer
    whole, draws = map_of(child, viewer), viewer.may(DRAW)
    drawn = kin_alone(whole)
    title = f"Genogram of {drawn.things[0].label}. It is told in words below"
    return request.show(
        child=child,
        who=identity_of(child, viewer, linked=False),
        tabs=parts.tabs(child, "network", viewer),
        views=_views(child, "genogram"),
        drawn=drawn,
        picture=genograms.picture(drawn, viewer.today.year, title=title, described_by=WORDS),
        legend=genograms.legend(),
        aside=without_place(whole),
        sections=sections(drawn, child, viewer, draws=draws),
        draws=draws,
        against=against_drawing(viewer),
    )


def _views(child: Child, current: str) -> list[Pill]:
    names = (("network", "Eco map"), ("genogram", "Genogram"))
    return [Pill(label, reverse(f"casefile:{name}", args=[child.pk]), name == current) for name, label in names]
