"""Joining any two of a map, changing their tie, taking it off and putting it back."""

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.queries.record import take_record, with_record
from lantern.ecomap import actions
from lantern.ecomap.forms import ConnectForm, TieForm
from lantern.ecomap.forms.ties import said_of
from lantern.ecomap.models import Tie
from lantern.ecomap.queries.drawn import map_of
from lantern.ecomap.queries.held import with_map
from lantern.ecomap.views.shown import done, onward, pressed, saved, shown

DRAW = Permission.DRAW_MAPS


@page("ecomap/connect.html", may=DRAW, writes=True, along=with_map)
def connect(request: Request, child: Child) -> Response:
    """A tie between two whom the viewer sees on the map."""
    drawn = map_of(child, request.viewer)
    given = {name: request.GET.get(name, "") for name in ("first", "second")}
    form = ConnectForm(request.POST, now=request.now, drawn=drawn, initial=given)

    def join() -> None:
        ends = {name: form.cleaned_data[name] for name in ("first", "second")}
        actions.add_tie(child=child, **ends, said=form.said, by=request.member, at=request.now)

    if done(form, join):
        return onward(request, child, "The tie is on the map.")
    return shown(request, child, form=form)


@page("ecomap/change_tie.html", may=DRAW, writes=True, along=with_record)
def change(request: Request, tie: Tie) -> Response:
    """Write it anew; whoever saves second sees both, and nothing is lost of either."""
    take_record(tie)
    called = {each.key: each.label for each in map_of(tie.child, request.viewer).things}
    form = TieForm(request.POST, now=request.now, tie=tie)

    def change_it() -> None:
        actions.change_tie(
            tie=tie, said=form.said, version=form.cleaned_data["version"], by=request.member, at=request.now
        )

    outcome = saved(form, change_it, row=tie, typed=lambda: form.said, stands=lambda: said_of(tie))
    if outcome.saved:
        return onward(request, tie.child, "The tie is changed.")
    between = [called.get(end, "Not on the map now") for end in (tie.first, tie.second)]
    return shown(request, tie.child, form=form, tie=tie, between=between, clashes=outcome.clashes)


@page("casefile/network.html", may=DRAW, writes=True)
def take_off(request: Request, tie: Tie) -> Response:
    """Off the map; the map says where it is put back."""
    said = "The tie is off the map. Below it you can put it back."
    return pressed(request, tie.child, lambda: actions.take_off_tie(tie=tie, by=request.member, at=request.now), said)


@page("casefile/network.html", may=DRAW, writes=True)
def put_back(request: Request, tie: Tie) -> Response:
    """On the map again, as it was."""
    said = "The tie is on the map again."
    return pressed(request, tie.child, lambda: actions.put_back_tie(tie=tie, by=request.member, at=request.now), said)
