"""Agencies and whether their sharing protocols stand (PAR-3, PAR-6)."""

from uuid import UUID

from django.forms import model_to_dict
from django.http import Http404
from django.urls import reverse

from lantern.access import queries, rows
from lantern.access.forms import AgencyForm
from lantern.access.page import Request, Response, page
from lantern.access.parts import tabs
from lantern.access.vocabulary import Permission
from lantern.organisation import actions
from lantern.organisation.actions.agency import AgencyDetails
from lantern.organisation.models import Agency
from lantern.organisation.rules.refusals import NotAllowed


@page("access/agencies.html", may=Permission.SEE_ORGANISATION)
def agencies(request: Request) -> Response:
    """Every agency, its people and its protocol."""
    today, manages = request.viewer.today, request.viewer.may(Permission.MANAGE_MEMBERS)
    found = list(queries.agencies_with_people())
    return request.show(
        tabs=tabs("agencies"),
        count=len(found),
        columns=rows.AGENCIES,
        rows=rows.agencies(found, today, manages=manages),
        manages=manages,
    )


@page("access/agency.html", may=Permission.MANAGE_MEMBERS, writes=True)
def new_agency(request: Request) -> Response:
    """A further agency."""
    form = AgencyForm(request.POST, now=request.now)
    return _save(request, form, None)


@page("access/agency.html", may=Permission.MANAGE_MEMBERS, writes=True)
def change_agency(request: Request, agency_id: UUID) -> Response:
    """Change an agency's details and its protocol."""
    found = queries.agency_by_id(agency_id)
    if found is None:
        raise Http404
    return _save(request, AgencyForm(request.POST, now=request.now, initial=model_to_dict(found)), found)


def _save(request: Request, form: AgencyForm, agency: Agency | None) -> Response:
    if form.is_valid():
        details = AgencyDetails(**form.cleaned_data)
        try:
            if agency is None:
                saved = actions.add_agency(details=details, by=request.member, at=request.now)
            else:
                saved = actions.change_agency(agency=agency, details=details, by=request.member, at=request.now)
        except NotAllowed as refusal:
            form.add_error("name", refusal.reason)
        else:
            return request.go("access:agencies", said=f"{saved.name} saved.")
    return request.show(form=form, agency=agency, cancel_url=reverse("access:agencies"))
