"""From a signed-in user to a member inside a partnership: one transaction a request, walls up, or out."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import auth, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lantern.access.viewer import Viewer, viewer_of
from lantern.accounts import second_factor
from lantern.accounts.adapters import client_address
from lantern.organisation.models import Member
from lantern.organisation.queries import every_membership, own_memberships
from lantern.organisation.vocabulary import API_PATH
from lantern.tenancy.current import within
from lantern.trail import actions as trail
from lantern.trail.queries.seen import last_seen

Respond = Callable[[HttpRequest], HttpResponse]
THROUGH_AGENCY = "Your agency wants its people to sign in with its own sign-in. Enter your email address to go there."
OPEN_PATHS = ("/account/", "/static/", "/demo/", "/invitation/", "/chat/", API_PATH)


def members_enter(get_response: Respond) -> Respond:
    """Give the request `viewer` and run it inside the member's partnership, in one transaction that a 500 undoes."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.viewer = None  # type: ignore[attr-defined]
        request.now = datetime.now(UTC)  # type: ignore[attr-defined]
        response = _respond(request, get_response)
        response["Cache-Control"] = "no-store"
        return response

    return respond


def _respond(request: HttpRequest, get_response: Respond) -> HttpResponse:
    if request.path.startswith(OPEN_PATHS):
        return get_response(request)
    if not request.user.is_authenticated:
        return _to(request, settings.LOGIN_URL)
    if not second_factor.passed(request):
        return second_factor.ask_for_it(request)
    with transaction.atomic(), trail.from_address(client_address(request)):
        return _inside(request, get_response)


def _inside(request: HttpRequest, get_response: Respond) -> HttpResponse:
    memberships = own_memberships(request.user.id, via=second_factor.via(request))
    if len(memberships) > 1 and "membership" not in request.session:
        return _to(request, "access:partnership")
    member = _chosen(request, memberships)
    if member is None:
        return _out(request)
    with within(member.partnership.id):
        _enter(request, member, others=len(memberships) > 1)
        response = get_response(request)
    if response.status_code >= 500:
        transaction.set_rollback(True)
    return response


def _out(request: HttpRequest) -> HttpResponse:
    """Signed out; who could have come in through their agency is told so."""
    memberships: list[Any] = every_membership(request.user.id)
    closed = second_factor.via(request) is None and any(each.connection_required for each in memberships)
    auth.logout(request)
    if closed:
        messages.warning(request, THROUGH_AGENCY)
    return _to(request, settings.LOGIN_URL)


def _chosen(request: HttpRequest, memberships: list[Member]) -> Member | None:
    """The membership chosen for this session, else the only one; a removed one is not replaced by another."""
    chosen = request.session.get("membership") or (str(memberships[0].pk) if memberships else "")
    return next((member for member in memberships if str(member.pk) == chosen), None)


def _enter(request: HttpRequest, member: Member, *, others: bool) -> None:
    """The viewer of this request; the first one of a session is a sign-in, which the trail keeps (SHA-6).

    When they were last here is read before that is written, for the briefing.
    """
    now: datetime = request.now  # type: ignore[attr-defined]
    request.has_other_partnerships = others  # type: ignore[attr-defined]
    if request.session.get("entered") != str(member.pk):
        before = last_seen(member.pk)
        request.session["last_here"] = before.isoformat() if before else ""
        request.session["membership"] = request.session["entered"] = str(member.pk)
        trail.record("access.signed_in", member, by=member, at=now)
    request.viewer = _viewer(request, member, now)  # type: ignore[attr-defined]


def _viewer(request: HttpRequest, member: Member, now: datetime) -> Viewer:
    focus = request.session.get("area")
    before = request.session.get("last_here")
    here = datetime.fromisoformat(before) if before else None
    return viewer_of(member, now=now, focus=UUID(focus) if focus else None, last_here=here)


def _to(request: HttpRequest, url_name: str) -> HttpResponse:
    """To a page that leads back here."""
    target = reverse(url_name)
    if request.method == "GET" and request.path != "/":
        target += "?" + urlencode({"next": request.get_full_path()})
    return redirect(target)
