"""The tracker: everybody open to MACE 1, narrowed, sorted, kept as a view of one's own (M1-8)."""

from urllib.parse import quote

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.forms.done import done
from lantern.design.keyset import counted_together
from lantern.design.listing import Pill, listed, pills
from lantern.exploitation.parts.levels import level_names
from lantern.exploitation.vocabulary import Model
from lantern.mace1.actions import saving
from lantern.mace1.forms.saving import SaveForm
from lantern.mace1.models import SavedView
from lantern.mace1.parts import tracker as parts
from lantern.mace1.queries.tracker import Asked, narrowed, summary, tracked
from lantern.mace1.vocabulary import TRACKED_WORDS, Tracked, Way
from lantern.meetings import tabs
from lantern.trail import actions as trail

SEE = Permission.SEE_CHILDREN


@page("mace1/tracker.html", may=SEE)
def tracker(request: Request) -> Response:
    """What the address asks for, a page at a time; numbers are counted from the lists they lead to."""
    viewer, asked, params = request.viewer, Asked.read(request.GET), request.GET
    part = listed(tracked(viewer, asked), params, cap=10_000)
    trail.viewed_many("mace1/tracker", [each.child for each in part.rows], by=request.member, at=request.now)
    shown, place = parts.chosen(params, viewer), viewer.areas.name(viewer.focus)
    counts = counted_together({each: narrowed(viewer, _like(asked, each)) for each in Tracked}, cap=10_000)
    labels = [(each.value, TRACKED_WORDS[each]) for each in Tracked]
    return request.show(
        listing=part,
        summary=parts.summary_words(summary(viewer), place, viewer),
        chips=pills(params, "show", labels, {each.value: count for each, count in counts.items()}),
        filters=_filters(viewer, request),
        columns=parts.columns(shown, asked, params),
        rows=parts.rows(part.rows, shown, viewer),
        offered=[(each.key, each.label, each in shown) for each in parts.offered(viewer)],
        kept=[(name, value) for name, value in params.items() if name not in ("column", "page")],
        saved=list(SavedView.visible_to(viewer).order_by("name")),
        of=quote(params.urlencode()),
        narrowed=any(name in params for name in ("area", "way", "model", "level", "column")),
        take_out_url=take_out_url(viewer, "tracker", params),
        tabs=tabs.lists("mace1:tracker", viewer),
    )


@page("mace1/save_view.html", may=SEE, writes=True)
def save_view(request: Request) -> Response:
    """What the tracker shows now, under a name; the same name again replaces it."""
    query = request.GET.get("of", "")
    form = SaveForm(request.POST)
    if done(form, saving.save_view, query=query, by=request.member, at=request.now):
        return request.go(f"{reverse('mace1:tracker')}?{query}", said="The view is saved.")
    return request.show(form=form, cancel_url=f"{reverse('mace1:tracker')}?{query}")


@page("mace1/save_view.html", may=SEE, writes=True)
def forget_view(request: Request, saved: SavedView) -> Response:
    """One's own view is kept no longer."""
    if not request.posted:
        raise Http404
    saving.forget_view(saved=saved, by=request.member, at=request.now)
    return request.go("mace1:tracker", said="The view is kept no longer.")


def _like(asked: Asked, of: Tracked) -> Asked:
    return Asked(of, asked.area, asked.way, asked.model, asked.level)


def _filters(viewer: Viewer, request: Request) -> list[tuple[str, tuple[Pill, ...]]]:
    """Those that the viewer can read the answers of."""
    params = request.GET
    own = [("", "Any area"), *((str(each), viewer.areas.name(each)) for each in viewer.own_areas)]
    ways = [("", "Any way"), *((each.value, each.value.capitalize()) for each in Way)]
    found = [("Area", pills(params, "area", own))] if len(own) > 2 else []
    found.append(("How they came", pills(params, "way", ways)))
    if viewer.may(Permission.SEE_EXPLOITATION):
        models = [("", "Any model"), *((each.value, each.value.capitalize()) for each in Model)]
        levels = [("", "Any level"), *((name, name) for name in level_names(viewer))]
        found += [("Model", pills(params, "model", models)), ("Level", pills(params, "level", levels))]
    return found
