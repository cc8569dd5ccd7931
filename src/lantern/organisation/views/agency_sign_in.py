"""Signing in at one's agency: there and back. Whatever is wrong is one sentence on a page, and nobody is signed in."""

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from lantern.accounts.adapters import start_session_through
from lantern.accounts.issuer import Unreachable
from lantern.accounts.offers import ADDRESS
from lantern.accounts.rules.agency_tokens import Told, Unbelievable, domain_of
from lantern.accounts.sessions import VIA
from lantern.organisation import actions, agency_answers
from lantern.organisation.agency_answers import Asked
from lantern.organisation.models import Member
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.ways import Way, way
from lantern.tenancy.current import within

NOT_REACHED = "Your agency’s sign-in does not answer. Try again in a few minutes, or ask its help desk."
INACTIVE = "This sign-in is switched off. Ask the administrator of your partnership."
OTHER = "Your agency’s sign-in says you are somebody else than who is signed in here. Sign out first."


@require_safe
def begin(request: HttpRequest, partnership_id: UUID, agency_id: UUID) -> HttpResponse:
    """To the agency's issuer. Only for who typed an address of its domains, so that no other site can begin it."""
    found = _way(partnership_id, agency_id)
    address = request.session.get(ADDRESS, "")
    afresh = _is_through(request, found)
    if not afresh and domain_of(address) not in found.connection.domains:
        return redirect("account_login")
    if limited := ratelimit.consume_or_429(request, action="agency_sign_in"):
        return limited
    following = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure()):
        following = ""
    try:
        return redirect(agency_answers.ask(request, found, following=following, address=address, afresh=afresh))
    except Unreachable:
        return _refused(request, found, NOT_REACHED)


@require_safe
def back(request: HttpRequest, partnership_id: UUID, agency_id: UUID) -> HttpResponse:
    """From the agency's issuer, with a code that this server exchanges for a token that says who it is."""
    asked = agency_answers.taken(request)
    found = _way(partnership_id, agency_id)
    try:
        who = agency_answers.told(request, found, asked, request.GET)
        assert asked is not None
        return _confirmed(request, found, asked, who) if asked.afresh else _let_in(request, found, asked, who)
    except Unreachable:
        return _refused(request, found, NOT_REACHED)
    except (Unbelievable, NotAllowed) as refusal:
        return _refused(request, found, refusal.reason)


def _let_in(request: HttpRequest, found: Way, asked: Asked, who: Told) -> HttpResponse:
    member = _member(request, found, who)
    via = {
        "connection": str(found.connection.pk),
        "name": found.name,
        "confirm": found.begins,
        "subject": who.subject,
    }
    start_session_through(request, member.user, via)
    request.session["membership"] = str(member.pk)
    request.session.pop(ADDRESS, None)
    return redirect(asked.following or "/")


def _confirmed(request: HttpRequest, found: Way, asked: Asked, who: Told) -> HttpResponse:
    """Is it still you: the same person as at sign-in, proved now."""
    if not _is_through(request, found) or request.session[VIA]["subject"] != who.subject:
        return _refused(request, found, OTHER)
    record_authentication(request, request.user, "agency", reauthenticated=True)
    return redirect(asked.following or "/")


def _member(request: HttpRequest, found: Way, who: Told) -> Member:
    with within(found.partnership_id):
        now = request.now  # type: ignore[attr-defined]
        member = actions.come_in(connection=found.connection, subject=who.subject, email=who.email, at=now)
        if member.user is None or not member.user.is_active:
            raise NotAllowed(INACTIVE)
    return member


def _is_through(request: HttpRequest, found: Way) -> bool:
    """Whether this session came in this way, so that it can only prove itself anew."""
    via = request.session.get(VIA)
    return bool(request.user.is_authenticated and via and via["connection"] == str(found.connection.pk))


def _way(partnership_id: UUID, agency_id: UUID) -> Way:
    with within(partnership_id):
        found = way(agency_id)
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, found: Way, reason: str) -> HttpResponse:
    return render(request, "organisation/agency_refused.html", {"agency": found.name, "reason": reason}, status=403)
