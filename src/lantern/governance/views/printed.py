"""The browser's word that a page was printed (SHA-6)."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve

from lantern.access.page import Request, Response, page
from lantern.governance.actions import printing

NO_CONTENT = 204
LONGEST = 100


@page("", may=None, writes=True)
def printed(request: Request) -> Response:
    """Put the print of a page on the trail; anybody may say so of what they were shown themselves."""
    if not request.posted:
        raise Http404
    shown_at = _moment(request.POST.get("shown", ""))
    printing.printed(shown_at=shown_at, page=_page(request.POST.get("page", "")), by=request.member, at=request.now)
    return HttpResponse(status=NO_CONTENT)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _page(path: str) -> str:
    """The name of the address, which holds no id and nothing typed."""
    try:
        return resolve(path).view_name[:LONGEST]
    except Resolver404:
        return "unknown page"
