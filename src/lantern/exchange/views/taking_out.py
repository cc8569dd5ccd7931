"""Any list as an Excel file: first what it is needed for, then the file (SHA-6, security.md 7)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.frame import Link
from lantern.design.listing import Count, counted
from lantern.documents.rules.sheet import MOST_ROWS, TooManyRows
from lantern.exchange.actions import taking_out
from lantern.exchange.forms.taking_out import PurposeForm
from lantern.exchange.queries.lists import LISTS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("exchange/take_out.html", may=Permission.TAKE_OUT, writes=True, powerful=True)
def take_out(request: Request, listed: str) -> Response | FileResponse:
    """The list that the address names, narrowed as it says, in the viewer's own scope."""
    chosen = LISTS.get(listed)
    if chosen is None or not request.viewer.may(chosen.may):
        raise Http404
    form = PurposeForm(request.POST)
    if form.is_valid():
        try:
            written = taking_out.take_out(
                listed=chosen,
                viewer=request.viewer,
                params=request.GET,
                purpose=form.cleaned_data["purpose"],
                by=request.member,
                at=request.now,
            )
        except TooManyRows as refusal:
            form.add_error(None, refusal.reason)
        else:
            name = f"{listed}-{request.viewer.today}.xlsx"
            return FileResponse(written, as_attachment=True, filename=name, content_type=XLSX)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    back = reverse(chosen.back) + query
    return request.show(
        form=form,
        chosen=chosen,
        count=_count(chosen.found(request.viewer, request.GET)),
        most=f"{MOST_ROWS:,}",
        columns=[column.label for column in chosen.columns],
        names=request.viewer.sees_names,
        breadcrumbs=[Link(chosen.title, back)],
        cancel_url=back,
    )


def _count(found: QuerySet[Any] | Sequence[Any]) -> Count:
    return counted(found) if isinstance(found, QuerySet) else Count(len(found))
