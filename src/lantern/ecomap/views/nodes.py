"""Adding somebody or something to a map, changing what it says, taking it off and putting it back."""

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.queries.record import take_record, with_record
from lantern.ecomap import actions
from lantern.ecomap.forms import AddForm, FamilyForm, NodeForm
from lantern.ecomap.forms.nodes import said_of
from lantern.ecomap.models import Node
from lantern.ecomap.queries.drawn import map_of
from lantern.ecomap.queries.held import with_map
from lantern.ecomap.views.shown import done, onward, pressed, saved, shown

DRAW = Permission.DRAW_MAPS


@page("ecomap/add.html", may=DRAW, writes=True, along=with_map)
def add(request: Request, child: Child) -> Response:
    """Somebody or something, with the tie to the child or to another."""
    form = AddForm(request.POST, now=request.now, drawn=map_of(child, request.viewer))

    def added() -> None:
        actions.add_with_tie(
            child=child, node=form.node_said, tie=form.tie_said(), ends=lambda key: (form.cleaned_data["to"], key),
            by=request.member, at=request.now,
        )  # fmt: skip

    if done(form, added):
        return onward(request, child, f"{form.cleaned_data['label']} is on the map.")
    return shown(request, child, form=form)


@page("ecomap/add_family.html", may=DRAW, writes=True, along=with_map)
def add_family(request: Request, child: Child) -> Response:
    """A member of the family, with whose they are."""
    form = FamilyForm(request.POST, now=request.now, drawn=map_of(child, request.viewer))

    def added() -> None:
        actions.add_with_tie(
            child=child, node=form.node_said, tie=form.kin_said, ends=form.ends_of, by=request.member, at=request.now
        )

    if done(form, added):
        return onward(request, child, f"{form.cleaned_data['label']} is on the map.")
    return shown(request, child, form=form)


@page("ecomap/change.html", may=DRAW, writes=True, along=with_record)
def change(request: Request, node: Node) -> Response:
    """Write it anew; whoever saves second sees both, and nothing is lost of either."""
    take_record(node)
    form = NodeForm(request.POST, node=node)

    def change_it() -> None:
        actions.change_node(
            node=node, said=form.node_said, version=form.cleaned_data["version"], by=request.member, at=request.now
        )

    outcome = saved(form, change_it, row=node, typed=lambda: form.node_said, stands=lambda: said_of(node))
    if outcome.saved:
        return onward(request, node.child, f"{node.label} is changed.")
    return shown(request, node.child, form=form, node=node, clashes=outcome.clashes)


@page("casefile/network.html", may=DRAW, writes=True)
def take_off(request: Request, node: Node) -> Response:
    """Off the map, with all ties; the map says where it is put back."""
    said = f"{node.label} is off the map. Below it you can put them back."
    return pressed(
        request, node.child, lambda: actions.take_off_node(node=node, by=request.member, at=request.now), said
    )


@page("casefile/network.html", may=DRAW, writes=True)
def put_back(request: Request, node: Node) -> Response:
    """On the map again, as it was."""
    said = f"{node.label} is on the map again."
    return pressed(
        request, node.child, lambda: actions.put_back_node(node=node, by=request.member, at=request.now), said
    )
