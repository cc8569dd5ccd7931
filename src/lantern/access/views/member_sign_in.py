"""A member's sign-in, as far as an administrator may touch it: ended everywhere, or its second step reset."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from lantern.access import queries
from lantern.access.forms import ConfirmForm
from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.organisation import actions
from lantern.organisation.models import Member
from lantern.organisation.queries import standing_of
from lantern.organisation.rules import membership
from lantern.organisation.rules.refusals import NotAllowed


@page("", may=Permission.MANAGE_MEMBERS, writes=True)
def end_sessions(request: Request, member_id: UUID) -> Response:
    """Sign them out wherever they are signed in."""
    if not request.posted:
        raise Http404
    found = _member(member_id)
    return _done(request, found, f"{found.name} is signed out everywhere.", actions.end_sessions)


@page("access/reset_second_factor.html", may=Permission.MANAGE_MEMBERS, writes=True, powerful=True)
def reset(request: Request, member_id: UUID) -> Response:
    """Phone and recovery codes are lost: after saying what it does, a link by mail to set up another second step."""
    found = _member(member_id)
    if request.posted:
        site = request.http.build_absolute_uri("/")
        said = f"{found.name}’s second step is reset. The link is on its way to them."
        return _done(request, found, said, actions.reset_second_factor, site=site)
    reason = membership.against_resetting(standing_of(found, request.now), by=request.member.pk)
    cancel_url = reverse("access:member", args=[found.pk])
    return request.show(form=ConfirmForm(), member=found, reason=reason, cancel_url=cancel_url)


def _done(request: Request, member: Member, said: str, act: Any, /, **what: Any) -> Response:
    try:
        act(member=member, **what, by=request.member, at=request.now)
    except NotAllowed as refusal:
        messages.warning(request.http, refusal.reason)
        return request.go("access:member", member)
    return request.go("access:member", member, said=said)


def _member(key: UUID) -> Member:
    found = queries.member_by_id(key)
    if found is None:
        raise Http404
    return found
