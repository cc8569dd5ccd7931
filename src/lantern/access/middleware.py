"""From a signed-in user to a member inside a partnership: one transaction a request, walls up, or out."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lantern.access.viewer import Viewer, viewer_of
from lantern.accounts import second_factor
from lantern.organisation.models import Member
from lantern.organisation.queries import memberships_of
from lantern.tenancy.current import set_locally, within
from lantern.trail.actions import from_address

Respond = Callable[[HttpRequest], HttpResponse]
OPEN_PATHS = ("/account/", "/static/", "/demo/", "/invitation/")


def members_enter(get_response: Respond) -> Respond:
    """Give the request `viewer` and run it inside the member's partnership, in one transaction that a 500 undoes."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.viewer = None  # type: ignore[attr-defined]
        request.now = datetime.now(UTC)  # type: ignore[attr-defined]
        if request.path.startswith(OPEN_PATHS):
            return get_response(request)
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not second_factor.passed(request):
            return redirect("mfa_activate_totp")
        with transaction.atomic(), from_address(request.META.get("REMOTE_ADDR")):
            return _inside(request, get_response)

    return respond


def _inside(request: HttpRequest, get_response: Respond) -> HttpResponse:
    set_locally("lantern.user", str(request.user.pk))
    member = _membership(request)
    if member is None:
        auth.logout(request)
        return _to_sign_in(request)
    with within(member.partnership_id):
        request.viewer = _viewer(request, member)  # type: ignore[attr-defined]
        response = get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
    response["Cache-Control"] = "no-store"
    return response


def _membership(request: HttpRequest) -> Member | None:
    """The membership chosen for this session, or the only one; removed ones no longer count (security.md 5)."""
    found = list(memberships_of(request.user.pk))
    chosen = request.session.get("membership")
    return next((member for member in found if str(member.pk) == chosen), found[0] if found else None)


def _viewer(request: HttpRequest, member: Member) -> Viewer:
    focus = request.session.get("area")
    return viewer_of(member, now=request.now, focus=UUID(focus) if focus else None)  # type: ignore[attr-defined]


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    target = reverse("account_login")
    if request.method == "GET" and request.path != "/":
        target += f"?next={request.path}"
    return redirect(target)
