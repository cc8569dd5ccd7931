"""The inspection list's columns about missing: as they would be written, what breaks a rule, and the files (MIS-16)."""

from datetime import date

from django.http import FileResponse, HttpResponse
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.asked import read_day
from lantern.design.frame import Link
from lantern.exchange.actions import taking_out
from lantern.exchange.forms.taking_out import PurposeForm
from lantern.exchange.parts import inspection as parts
from lantern.exchange.queries.inspection import inspection_rows
from lantern.exchange.rules.inspection import findings, twelve_months
from lantern.exchange.views.taking_out import XLSX
from lantern.trail import actions as trail

SEEN = "exchange/inspection"
CSV = "text/csv; charset=utf-8"


@page("exchange/inspection.html", may=Permission.SEE_RETURN)
def inspection(request: Request) -> Response:
    """A row for each looked-after child, up to a day; rows that break a rule stand first."""
    until = _until(request)
    rows = inspection_rows(request.viewer, until)
    wrong = findings(rows, until)
    shown = parts.shown(rows, wrong, request.GET, request.viewer)
    trail.viewed_many(SEEN, shown.children, by=request.member, at=request.now)
    return request.show(
        shown=shown,
        until=until,
        first=twelve_months(until),
        take_out_url=f"{reverse('exchange:take_out_inspection')}?until={until.isoformat()}",
        reason=parts.why_not(rows, wrong, request.viewer),
        breadcrumbs=[Link("Return", reverse("exchange:looked_after"))],
    )


@page("exchange/take_out_inspection.html", may=Permission.SEE_RETURN, writes=True, powerful=True)
def take_out(request: Request) -> Response | FileResponse:
    """Ask what it is needed for; then the file, when no row breaks a rule."""
    until, form = _until(request), PurposeForm(request.POST)
    rows = inspection_rows(request.viewer, until)
    against = parts.why_not(rows, findings(rows, until), request.viewer)
    if form.is_valid() and not against:
        as_sheet = "csv" not in request.POST
        content = taking_out.take_out_inspection(
            rows=rows,
            until=until,
            as_sheet=as_sheet,
            purpose=form.cleaned_data["purpose"],
            by=request.member,
            at=request.now,
        )
        name = f"inspection-list-{until}"
        if as_sheet:
            return FileResponse(content, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return HttpResponse(content.read(), content_type=CSV, headers=headers)
    back = f"{reverse('exchange:inspection')}?until={until.isoformat()}"
    return request.show(
        form=form,
        number=len(rows),
        until=until,
        against=against,
        cancel_url=back,
        breadcrumbs=[Link("Inspection list", back)],
    )


def _until(request: Request) -> date:
    """The day asked for; today when none is, or one to come."""
    asked = read_day(request.GET.get("until", ""))
    return asked if asked and date(2000, 1, 1) <= asked <= request.viewer.today else request.viewer.today
