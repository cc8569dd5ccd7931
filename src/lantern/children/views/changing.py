"""Changing a record: each page a form, one action, and back to the child. What was typed is never lost."""

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children import actions
from lantern.children.forms import (
    AliasForm,
    AllocateForm,
    DetailsForm,
    EndWorkForm,
    MoveForm,
    PlacementForm,
    ReferenceForm,
    StatusForm,
)
from lantern.children.models import Allocation, Child
from lantern.children.queries.authorities import authorities_named
from lantern.children.queries.barred import barred
from lantern.children.queries.lists import who_can_work_with_children
from lantern.children.queries.record import record_of
from lantern.children.rules.refusals import ChangedMeanwhile
from lantern.children.views.changed import changed, shown
from lantern.children.views.onward import onward
from lantern.trail import actions as trail

EDIT = Permission.EDIT_CHILD


@page("children/details.html", may=EDIT, writes=True)
def details(request: Request, child: Child) -> Response:
    """Change the details; whoever saves second sees both versions, and nothing is lost of either."""
    form = DetailsForm(request.POST, now=request.now, child=child)
    differences = []
    if form.is_valid():
        try:
            actions.change_child(
                child=child,
                changes=form.changes,
                version=form.cleaned_data["version"],
                by=request.member,
                at=request.now,
            )
        except ChangedMeanwhile as refusal:
            child.refresh_from_db()
            form.add_error(None, refusal.reason)
            differences = form.now_on(child)
        else:
            confirmed = "confirmed" if child.provisional else "saved"
            return onward(request, child, said=f"The details are {confirmed}.")
    return shown(request, child, form, differences=differences)


@page("children/alias.html", may=EDIT, writes=True)
def alias(request: Request, child: Child) -> Response:
    """Add another name the child goes by."""
    form = AliasForm(request.POST, now=request.now)
    return changed(request, child, form, actions.add_alias, "The name is added.") or shown(request, child, form)


@page("children/reference.html", may=EDIT, writes=True)
def reference(request: Request, child: Child) -> Response:
    """Add somebody else's number for the child."""
    form = ReferenceForm(request.POST)
    saved = changed(request, child, form, actions.add_reference, "The reference is added.")
    if form.non_field_errors():  # whether a number is known here is not to be found out without a trace
        trail.record("children.reference_refused", child, by=request.member, at=request.now)
    return saved or shown(request, child, form)


@page("children/move.html", may=EDIT, writes=True)
def move(request: Request, child: Child) -> Response:
    """The child lives somewhere else, and with that in another area perhaps."""
    areas = request.viewer.areas
    districts = [(key, areas.name(key)) for key, level in areas.levels.items() if level == "district"]
    form = MoveForm(request.POST, now=request.now, districts=districts)
    return changed(
        request, child, form, actions.move_to, "The address is changed.", source=request.member.name
    ) or shown(request, child, form, stands=record_of(child).address(request.viewer.today))


@page("children/status.html", may=EDIT, writes=True)
def status(request: Request, child: Child) -> Response:
    """How the child stands with children's services."""
    stands = record_of(child).authorities(request.viewer.today)
    form = StatusForm(
        request.POST,
        now=request.now,
        named=authorities_named(request.viewer),
        initial={"status": child.status, "home_authority": stands.home, "agreed_ours": stands.agreed_ours},
    )
    return changed(request, child, form, actions.set_status, "The status is changed.") or shown(request, child, form)


@page("children/placement.html", may=EDIT, writes=True)
def placement(request: Request, child: Child) -> Response:
    """Where the child is placed."""
    form = PlacementForm(request.POST, now=request.now, named=authorities_named(request.viewer))
    return changed(request, child, form, actions.place, "The placement is recorded.") or shown(request, child, form)


@page("children/allocate.html", may=EDIT, writes=True)
def allocate(request: Request, child: Child) -> Response:
    """Somebody works with the child, and sees the record from then on (SHA-2)."""
    form = AllocateForm(
        request.POST,
        now=request.now,
        people=who_can_work_with_children(request.viewer.today),
        initial={"since": request.viewer.today},
    )
    return changed(request, child, form, actions.allocate, _who_sees(request, child, form)) or shown(
        request, child, form, workers=record_of(child).workers(request.viewer.today)
    )


def _who_sees(request: Request, child: Child, form: AllocateForm) -> str:
    """What work opens; a restricted record, and one that a conflict closes, stays closed (SHA-4)."""
    closed = form.is_valid() and barred([form.cleaned_data["member"]], [child.pk], request.viewer)
    return (
        "They have work with the child. The record stays closed to them." if closed else "They can see the record now."
    )


@page("children/end_work.html", may=EDIT, writes=True)
def end_work(request: Request, work: Allocation) -> Response:
    """Somebody no longer works with the child."""
    form = EndWorkForm(request.POST, now=request.now, since=work.since, initial={"on": request.viewer.today})
    if form.is_valid():
        actions.end_allocation(allocation=work, on=form.cleaned_data["on"], by=request.member, at=request.now)
        return onward(request, work.child, said="The work is ended.")
    return shown(request, work.child, form, work=work)
