"""The looked-after return: what would be written for a year, what its rules find, what is left out, and the file (MIS-16)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.exchange.actions.return_writing import FILE_NAME, take_out
from lantern.exchange.parts import looked_after as parts
from lantern.exchange.queries import looked_after_return, years_held
from lantern.exchange.rules.return_export import Draft
from lantern.exchange.rules.return_writing import ReturnWritingError
from lantern.timekeeping.periods import NotAReturnYear, ReturnYear
from lantern.trail import actions as trail

SEEN = "exchange/looked_after"


@page("exchange/looked_after.html", may=Permission.SEE_RETURN)
def looked_after(request: Request) -> Response:
    """The rows of a year as they would be written; each number leads to the rows it counts."""
    year = _year(request, request.GET.get("year", ""))
    drafted = looked_after_return(year, request.viewer)
    children = _visible(request, drafted)
    seen = drafted.about(children.keys())
    shown = parts.shown(seen, request.GET, children, request.viewer)
    trail.viewed_many(SEEN, [children[child] for child in shown.children], by=request.member, at=request.now)
    return request.show(
        year=year,
        shown=shown,
        draft=seen,
        years=parts.year_pills(request.GET, years_held(request.viewer.today), year),
        reason=_why_not(drafted, children),
        download_url=reverse("exchange:looked_after_download"),
    )


@page("exchange/looked_after.html", may=Permission.SEE_RETURN, writes=True, powerful=True)
def download(request: Request) -> Response:
    """The file itself, for somebody who may see everyone in it."""
    if not request.posted:
        return request.go("exchange:looked_after")
    drafted = looked_after_return(_year(request, request.POST.get("year", "")), request.viewer)
    if _why_not(drafted, _visible(request, drafted)):
        raise Http404
    try:
        content = take_out(draft=drafted, by=request.member, at=request.now)
    except ReturnWritingError as fault:
        return request.show("exchange/looked_after_refused.html", status=409, fault=str(fault), year=drafted.year)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _year(request: Request, text: str) -> ReturnYear:
    """The year asked for; the one that ended last when none is, or none that is one."""
    try:
        return ReturnYear.parse(text)
    except NotAReturnYear:
        return ReturnYear.of(request.viewer.today).previous


def _visible(request: Request, drafted: Draft) -> dict[UUID, Child]:
    return Child.visible_to(request.viewer).in_bulk(drafted.children)


def _why_not(drafted: Draft, children: dict[UUID, Child]) -> str:
    """Why the file cannot be taken out; empty when it can."""
    if not drafted.rows:
        return "There is no row to write for this year."
    if any(row.child not in children for row in drafted.rows):
        return "The file holds every area. It is taken out by a missing coordinator of the whole partnership."
    return ""
