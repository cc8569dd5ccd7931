"""A conflict of interest: declared on a child's page, or recorded for somebody by whoever manages people (SHA-4)."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.queries import member_by_id
from lantern.access.vocabulary import Permission
from lantern.children.actions import conflicts as actions
from lantern.children.forms.done import done
from lantern.children.forms.restricted import ConflictForm, ConflictOfMemberForm
from lantern.children.models import Child
from lantern.children.queries.conflicts import child_numbered, own_conflicts
from lantern.children.rules.refusals import NotAllowed
from lantern.children.views.changed import shown


@page("children/conflict.html", may=Permission.SEE_CHILDREN, writes=True)
def declare(request: Request, child: Child) -> Response:
    """Say that one knows the child or the family; with that the record is closed to whoever says it."""
    form = ConflictForm(request.POST)
    if done(form, actions.declare_conflict, child=child, by=request.member, at=request.now):
        return request.go("children:conflict_declared", said="You see nothing of that record any more.")
    return shown(request, child, form)


@page("children/conflict_declared.html", may=None)
def declared(request: Request) -> Response:
    """What one declared, what follows, and who may say that it is over; nothing of any child."""
    return request.show(conflicts=list(own_conflicts(request.member)))


@page("children/conflict_of_member.html", may=Permission.MANAGE_MEMBERS, writes=True)
def of_member(request: Request, member_id: UUID) -> Response:
    """Record it for somebody else, by the number of a child whom whoever records it does not see."""
    member = member_by_id(member_id)
    if member is None or member.removed_at:
        raise Http404
    form = ConflictOfMemberForm(request.POST)
    if form.is_valid():
        child = child_numbered(form.cleaned_data["number"])
        try:
            if child is None:
                raise NotAllowed(NO_RECORD)
            words = form.cleaned_data["words"]
            actions.record_conflict(child=child, member=member, words=words, by=request.member, at=request.now)
        except NotAllowed as refusal:
            form.add_error("number", refusal.reason)
        else:
            return request.go("access:member", member, said=f"{member.name} sees nothing of that record any more.")
    return request.show(form=form, member=member, cancel_url=reverse("access:member", args=[member.pk]))


NO_RECORD = "No record has this number. Check it with whoever gave it to you."
