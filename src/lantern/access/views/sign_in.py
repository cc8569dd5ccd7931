"""An agency's own sign-in: its issuer recorded, tried, ended (security.md 5)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from lantern.access import queries
from lantern.access.forms import ConfirmForm
from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.accounts import issuer
from lantern.organisation import actions
from lantern.organisation.actions.connection import ConnectionDetails
from lantern.organisation.forms import ConnectionForm
from lantern.organisation.models import Agency, SignInConnection
from lantern.organisation.rules.refusals import NotAllowed


@page("access/agency_sign_in.html", may=Permission.MANAGE_MEMBERS, writes=True, powerful=True)
def connection(request: Request, agency_id: UUID) -> Response:
    """Which issuer speaks for the agency, for which mail domains."""
    agency, current = _agency(agency_id), queries.connection_of(agency_id)
    form = ConnectionForm(request.POST, has_secret=current is not None, initial=_initial(current))
    if form.is_valid():
        try:
            details = ConnectionDetails(**form.cleaned_data)
            actions.connect_agency(agency=agency, details=details, by=request.member, at=request.now)
        except NotAllowed as refusal:
            form.add_error("secret", refusal.reason)
        else:
            return request.go("access:agency_sign_in", agency, said="Saved. Test the connection before people need it.")
    back = reverse("organisation:agency_sign_in_back", args=[request.member.partnership.pk, agency.pk])
    return request.show(
        form=form,
        agency=agency,
        current=current,
        people=queries.known_through(current) if current else 0,
        back=request.http.build_absolute_uri(back),
        cancel_url=reverse("access:change_agency", args=[agency.pk]),
    )


@page("", may=Permission.MANAGE_MEMBERS, writes=True, powerful=True)
def test_connection(request: Request, agency_id: UUID) -> Response:
    """Ask the issuer what it is and for its keys, and say how that went."""
    agency, current = _agency(agency_id), queries.connection_of(agency_id)
    if not request.posted or current is None:
        raise Http404
    try:
        found = issuer.discover(current.issuer)
        count = len(issuer.keys_of(found)["keys"])
    except issuer.Unreachable as fault:
        messages.warning(request.http, f"The connection does not work. {fault.reason}")
        return request.go("access:agency_sign_in", agency)
    keys = "1 key" if count == 1 else f"{count} keys"
    said = f"The issuer answers, and signs with {keys}. Whether the secret is right shows when somebody signs in."
    return request.go("access:agency_sign_in", agency, said=said)


@page("access/end_agency_sign_in.html", may=Permission.MANAGE_MEMBERS, writes=True, powerful=True)
def end_connection(request: Request, agency_id: UUID) -> Response:
    """End it, after saying what that does."""
    agency, current = _agency(agency_id), queries.connection_of(agency_id)
    if current is None:
        raise Http404
    if request.posted:
        actions.end_connection(connection=current, by=request.member, at=request.now)
        return request.go("access:agency_sign_in", agency, said=f"{agency.name}’s own sign-in has ended.")
    cancel_url = reverse("access:agency_sign_in", args=[agency.pk])
    return request.show(form=ConfirmForm(), agency=agency, current=current, cancel_url=cancel_url)


def _agency(key: UUID) -> Agency:
    found = queries.agency_by_id(key)
    if found is None:
        raise Http404
    return found


def _initial(current: SignInConnection | None) -> dict[str, object]:
    if current is None:
        return {}
    return {
        "issuer": current.issuer,
        "client_id": current.client_id,
        "domains": ", ".join(current.domains),
        "required": current.required,
    }
