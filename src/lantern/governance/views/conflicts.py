"""Conflicts of interest and who ends them; restricted records that nobody named can see any more (SHA-4)."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.actions.conflicts import end_conflict
from lantern.children.actions.restricting import name_anew as name_people_anew
from lantern.children.forms.done import done
from lantern.children.forms.restricted import EndConflictForm, NamingForm
from lantern.children.models import Conflict
from lantern.children.queries import conflicts as queries
from lantern.children.queries.restricted import can_be_named, with_nobody
from lantern.design.listing import listed, pills
from lantern.governance import rows
from lantern.governance.parts import tabs
from lantern.trail import actions as trail

END = Permission.END_CONFLICTS
LOOK = "governance/conflicts"
PILLS = ((queries.Shown.STANDING, "Standing"), (queries.Shown.ENDED, "Ended"))


@page("governance/conflicts.html", may=END)
def conflicts(request: Request) -> Response:
    """Who sees nothing of whom, and which restricted records have nobody left."""
    asked = request.GET.get("show", "")
    shown = queries.Shown(asked) if asked in set(queries.Shown) else queries.Shown.STANDING
    listing = listed(queries.conflicts(request.viewer, shown), request.GET)
    trail.viewed_many(LOOK, [each for each in listing.rows if each.about], by=request.member, at=request.now)
    return request.show(
        tabs=tabs("conflicts"),
        listing=listing,
        columns=rows.CONFLICTS,
        rows=rows.conflicts(listing.rows, request.viewer),
        filters=[pills(request.GET, "show", PILLS)],
        shown=shown,
        nobody=with_nobody(request.viewer.today),
    )


@page("governance/end_conflict.html", may=END, writes=True)
def end(request: Request, conflict: Conflict) -> Response:
    """Somebody else than whoever has it says that it is over, and why."""
    told = queries.told_of_one(conflict, request.viewer)
    form = EndConflictForm(request.POST)
    if done(form, end_conflict, conflict=conflict, by=request.member, at=request.now):
        return request.go("governance:conflicts", said=f"{conflict.number} is over.")
    return request.show(
        form=form,
        told=told,
        is_own=conflict.member_id == request.member.pk,
        cancel_url=reverse("governance:conflicts"),
    )


@page("governance/name_anew.html", may=END, writes=True)
def name_anew(request: Request, restriction_id: UUID) -> Response:
    """People who are to see a restricted record that has nobody left; nothing of the record is shown."""
    found = next((each for each in with_nobody(request.viewer.today) if each.pk == restriction_id), None)
    if found is None:
        raise Http404
    form = NamingForm(request.POST, people=can_be_named(found.child_id, request.viewer.today))
    if done(form, name_people_anew, restriction=found, by=request.member, at=request.now):
        return request.go("governance:conflicts", said=f"{found.number} has people again.")
    return request.show(form=form, number=found.number, cancel_url=reverse("governance:conflicts"))
