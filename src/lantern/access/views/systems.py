"""Systems of an agency: their credentials made, shown once, revoked (MIS-3, PAR-6)."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from lantern.access import queries
from lantern.access.forms import ConfirmForm, SystemForm
from lantern.access.page import Request, Response, page
from lantern.access.system_rows import SYSTEMS, by_standing, scope_words
from lantern.access.system_rows import systems as rows
from lantern.access.vocabulary import Permission
from lantern.organisation import actions
from lantern.organisation.credentials import credentials_of
from lantern.organisation.models import Agency, Credential
from lantern.organisation.rules.credential import against_making
from lantern.organisation.rules.protocol import protocol_on
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.vocabulary import API_PAGE, API_PATH


@page("access/systems.html", may=Permission.SEE_ORGANISATION)
def systems(request: Request, agency_id: UUID) -> Response:
    """Every credential of the agency: what it may do, until when, when it was last used."""
    agency = _agency(agency_id)
    found, manages = list(credentials_of(agency)), request.viewer.may(Permission.MANAGE_MEMBERS)
    today = request.viewer.today
    current, ended = by_standing(found, today)
    return request.show(
        agency=agency,
        columns=SYSTEMS,
        current=rows(current, today, request.now, manages=manages),
        ended=rows(ended, today, request.now, manages=False),
        manages=manages,
        against_making=_against_making(request, agency),
        api_page=API_PAGE,
    )


@sensitive_variables("made")
@page("access/new_system.html", may=Permission.MANAGE_MEMBERS, writes=True, powerful=True)
def new_system(request: Request, agency_id: UUID) -> Response:
    """A further credential; its secret is on the page that answers, and nowhere else."""
    agency = _agency(agency_id)
    form = SystemForm(request.POST, now=request.now, initial={"source": agency.kind})
    back = reverse("access:systems", args=[agency.pk])
    if form.is_valid():
        try:
            made = actions.make_credential(agency=agency, **form.cleaned_data, by=request.member, at=request.now)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            site = request.http.build_absolute_uri(API_PATH)
            return request.show(
                "access/system_made.html", agency=agency, made=made, may=" and ".join(scope_words(made.credential)).lower(),
                site=site, back=back, api_page=API_PAGE,
            )  # fmt: skip
    return request.show(form=form, agency=agency, reason=_against_making(request, agency), cancel_url=back)


@page("access/revoke_system.html", may=Permission.MANAGE_MEMBERS, writes=True, powerful=True)
def revoke_system(request: Request, agency_id: UUID, credential_id: UUID) -> Response:
    """Revoke a credential, after saying what that does."""
    agency = _agency(agency_id)
    found = _credential(agency, credential_id)
    if request.posted:
        actions.revoke_credential(credential=found, by=request.member, at=request.now)
        return request.go("access:systems", agency, said=f"{found.name} opens nothing any more.")
    return request.show(
        form=ConfirmForm(), agency=agency, credential=found, cancel_url=reverse("access:systems", args=[agency.pk])
    )


def _against_making(request: Request, agency: Agency) -> str:
    signed, expires = agency.protocol_signed_on, agency.protocol_expires_on
    return against_making(protocol_on(request.viewer.today, signed=signed, expires=expires))


def _agency(key: UUID) -> Agency:
    found = queries.agency_by_id(key)
    if found is None:
        raise Http404
    return found


def _credential(agency: Agency, key: UUID) -> Credential:
    found = credentials_of(agency).filter(pk=key).first()
    if found is None:
        raise Http404
    return found
