"""Versions of a map: keeping one, the list of them, one as it stood, and what changed between two."""

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.queries.record import take_record, with_record
from lantern.ecomap import actions, genograms, pictures
from lantern.ecomap.forms import CompareForm, KeepForm
from lantern.ecomap.forms.keeping import NOW
from lantern.ecomap.models import KeptMap
from lantern.ecomap.parts import against_drawing, said_title, sections
from lantern.ecomap.queries.drawn import map_of
from lantern.ecomap.queries.held import with_map
from lantern.ecomap.queries.kept import kept_of, map_then, maps_then
from lantern.ecomap.rules.changes import changes
from lantern.ecomap.rules.kinship import kin_alone
from lantern.ecomap.rules.map import Map
from lantern.ecomap.views.shown import done, shown
from lantern.timekeeping import words

SEE, DRAW = Permission.SEE_EXPLOITATION, Permission.DRAW_MAPS
WORDS = "in-words"  # the id of the words beneath a picture


@page("ecomap/keep.html", may=DRAW, writes=True, along=with_map)
def keep(request: Request, child: Child) -> Response:
    """Keep the map as it stands now."""
    drawn = map_of(child, request.viewer)
    form = KeepForm(request.POST, now=request.now, initial={"on": request.viewer.today})

    def keep_it() -> None:
        actions.keep_map(child=child, drawn=drawn, **form.cleaned_data, by=request.member, at=request.now)

    if done(form, keep_it):
        return request.go("ecomap:versions", child, said="This version is kept.")
    return shown(request, child, form=form, drawn=drawn)


@page("ecomap/versions.html", may=SEE, along=with_map)
def versions(request: Request, child: Child) -> Response:
    """Every version, the latest first, and which two to compare."""
    kept = kept_of(child)
    return shown(
        request,
        child,
        kept=kept,
        form=CompareForm(kept=kept) if kept else None,
        against=against_drawing(request.viewer),
    )


@page("ecomap/version.html", may=SEE, along=with_record)
def version(request: Request, kept_map: KeptMap) -> Response:
    """The map as it stood, as far as the viewer may see it today."""
    take_record(kept_map)
    child, drawn = kept_map.child, map_then(kept_map, request.viewer)
    return shown(
        request,
        child,
        kept=kept_map,
        drawn=drawn,
        picture=pictures.picture(drawn, title=said_title(drawn), described_by=WORDS),
        legend=pictures.legend(),
        genogram=_genogram(drawn, kept_map),
        genogram_legend=genograms.legend(),
        sections=sections(drawn, child, request.viewer, draws=False),
    )


def _genogram(drawn: Map, kept: KeptMap) -> str:
    """The family as it was drawn then, if it was; ages are of then."""
    kin = kin_alone(drawn)
    title = f"Genogram of {drawn.things[0].label} of {words.day(kept.on)}. It is told in words below"
    return genograms.picture(kin, kept.on.year, title=title, described_by=WORDS) if kin.others else ""


@page("ecomap/compare.html", may=SEE, along=with_map)
def compare(request: Request, child: Child) -> Response:
    """What changed from one to another, in words, and marked on the picture of the later one."""
    kept = kept_of(child)
    asked = {"before": str(kept[0].pk) if kept else "", "after": NOW} | request.GET.dict()
    form = CompareForm(asked, kept=kept)
    if not form.is_valid():
        return shown(request, child, form=CompareForm(kept=kept) if kept else None, found=None)
    chosen = {str(each.pk): each for each in kept}
    before, after = (chosen.get(form.cleaned_data[name]) for name in ("before", "after"))
    old, new = _two(request, child, before, after)
    found = changes(old, new, child=new.things[0].label, year=request.viewer.today.year)
    picture = pictures.picture(new, title=said_title(new), described_by=WORDS, changed=found.keys)
    return shown(
        request, child, form=form, found=found, before=before, after=after, picture=picture, legend=pictures.legend()
    )


def _two(request: Request, child: Child, before: KeptMap | None, after: KeptMap | None) -> tuple[Map, Map]:
    """The maps of both; the working one where no version is named."""
    given = [each for each in (before, after) if each]
    for each in given:
        each.child = child
    then = dict(zip((each.pk for each in given), maps_then(given, request.viewer), strict=True)) if given else {}
    old, new = (then[each.pk] if each else map_of(child, request.viewer) for each in (before, after))
    return old, new
