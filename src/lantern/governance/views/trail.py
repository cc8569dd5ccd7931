"""The trail, searched; and taken out as a file."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.http import HttpResponse
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.asked import read_day
from lantern.design.keyset import counted_together, paged
from lantern.governance import rows
from lantern.governance.actions.exporting import take_out
from lantern.governance.actions.searching import leave_trail
from lantern.governance.forms import ExportForm
from lantern.governance.parts import tabs
from lantern.governance.queries import entries as queries
from lantern.governance.queries.entries import Asked
from lantern.governance.rules.refusals import TooMany
from lantern.trail.vocabulary import Kind

LONGEST = 200
SIZE = 50


@page("governance/trail.html", may=Permission.SEE_TRAIL)
def entries(request: Request) -> Response:
    """Entries that answer to what was asked, in plain words, latest first."""
    asked = _asked(request)
    found = queries.entries(request.viewer, asked)
    count = counted_together({"": found})[""]
    listing = paged(found, request.GET, order=queries.ORDER, count=count, size=SIZE)
    about = queries.about(listing.rows)
    leave_trail(viewer=request.viewer, asked=asked, count=count, by=request.member, at=request.now)
    return request.show(
        tabs=tabs("trail"),
        listing=listing,
        columns=rows.ENTRIES,
        rows=rows.entries(listing.rows, about, request.viewer),
        asked=asked,
        person=queries.person_said(asked.person),
        kinds=[(each.value, each.label, each.value == asked.kind) for each in Kind],
        export_url=f"{reverse('governance:export')}?{request.GET.urlencode()}",
    )


@page("governance/export.html", may=Permission.SEE_TRAIL, writes=True)
def export(request: Request) -> Response:
    """Ask what it is for, then hand the entries over as a CSV file; the export is on the trail with its purpose."""
    asked = _asked(request)
    form = ExportForm(request.POST)
    if form.is_valid():
        try:
            written = take_out(
                viewer=request.viewer,
                asked=asked,
                purpose=form.cleaned_data["purpose"],
                by=request.member,
                at=request.now,
            )
        except TooMany as refusal:
            form.add_error(None, refusal.reason)
        else:
            response = HttpResponse(written, content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="trail-{request.viewer.today}.csv"'
            return response
    count = counted_together({"": queries.entries(request.viewer, asked)})[""]
    back = f"{reverse('governance:trail')}?{request.GET.urlencode()}"
    return request.show(form=form, count=count, cancel_url=back)


def _asked(request: Request) -> Asked:
    """What the address asks for; what nobody can read is as if it had not been asked."""
    given = {name: request.GET.get(name, "").replace("\0", "").strip()[:LONGEST] for name in Asked.__annotations__}
    return Asked(
        **{name: given[name] for name in ("person", "child", "done", "typed")},
        kind=given["kind"] if given["kind"] in set(Kind) else "",
        origin=_address(given["origin"]),
        since=read_day(given["since"]),
        until=read_day(given["until"]),
    )


def _address(text: str) -> str:
    try:
        validate_ipv46_address(text)
    except ValidationError:
        return ""
    return text
