"""Any agency records that it asked a child whether they had a missing chat (MIS-9)."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.missing import actions
from lantern.missing.forms import AskedForm
from lantern.missing.models import AskedAbout
from lantern.missing.parts.who import identity_of, named
from lantern.missing.queries.chat_asked import asked_of, own_asked
from lantern.missing.rules.refusals import NotAllowed
from lantern.timekeeping.moments import Moment


@page("missing/chat_asked.html", may=Permission.REQUEST_CHAT, writes=True)
def asked_about(request: Request, child: Child) -> Response:
    """What the child said when asked, and what was said before; one's own mistake is taken back here."""
    viewer = request.viewer
    if request.posted and "take_back" in request.POST:
        actions.withdraw_asked(asked=_own(request, child), by=request.member, at=request.now)
        return request.go("missing:asked_about_chat", child, said="Taken back.")
    form = AskedForm(request.POST, now=request.now, initial={"happened": Moment(request.now)})
    if request.posted and form.is_valid():
        try:
            actions.record_asked(child=child, by=request.member, at=request.now, **form.cleaned_asked())
            return request.go("missing:asked_about_chat", child, said="Recorded.")
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return request.show(
        form=form,
        child=child,
        name=named(child, viewer),
        who=identity_of(child, viewer),
        lines=[(each, Moment(each.happened_at, each.date_only)) for each in asked_of(child, viewer)],
        me=viewer.member.pk,
        cancel_url=reverse("casefile:missing", args=[child.pk]),
    )


def _own(request: Request, child: Child) -> AskedAbout:
    try:
        found = own_asked(UUID(request.POST["take_back"]), child, request.viewer)
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
