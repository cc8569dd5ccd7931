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
from lantern.missing.parts.chat_asked import asked_lines
from lantern.missing.queries.chat_asked import asked_of, asked_to_take_back
from lantern.missing.views.entered import entered, pressed
from lantern.timekeeping.moments import Moment

HERE = "missing:asked_about_chat"


@page("missing/chat_asked.html", may=Permission.REQUEST_CHAT, writes=True)
def asked_about(request: Request, child: Child) -> Response:
    """What the child said when asked, and what was said before; a mistake is taken back here."""
    if request.posted and "take_back" in request.POST:
        return pressed(request, lambda: _take_back(request, child), HERE, child)
    form = AskedForm(request.POST, now=request.now, initial={"happened": Moment(request.now)})
    return entered(
        request,
        child,
        form,
        lambda: _save(request, child, form),
        back=reverse("casefile:missing", args=[child.pk]),
        lines=asked_lines(asked_of(child, request.viewer), request.viewer),
    )


def _save(request: Request, child: Child, form: AskedForm) -> Response:
    """Recorded; where the child would like a chat and it is asked for at once, on to it for those who offer chats."""
    by, at = request.member, request.now
    wish = form.cleaned_wish()
    if wish is None:
        actions.record_asked(child=child, by=by, at=at, **form.cleaned_asked())
        return request.go(HERE, child, said="Recorded.")
    asked = actions.request_as_wished(child=child, by=by, at=at, **wish)
    said = "Recorded, and the chat is asked for. The missing coordinator sees it at once."
    if request.viewer.may(Permission.OFFER_CHATS):
        return request.go("missing:chat", asked.chat_id, said=said)
    return request.go(HERE, child, said=said)


def _take_back(request: Request, child: Child) -> str:
    actions.withdraw_asked(asked=_meant(request, child), by=request.member, at=request.now)
    return "Taken back."


def _meant(request: Request, child: Child) -> AskedAbout:
    try:
        found = asked_to_take_back(UUID(request.POST["take_back"]), child, request.viewer)
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
