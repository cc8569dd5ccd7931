"""One member: what they do, what that opens, and what an administrator may change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.safestring import SafeString

from lantern.access import queries, rows
from lantern.access.forms import ConfirmForm, RoleForm
from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design import controls
from lantern.organisation import actions
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.queries import standing_of
from lantern.organisation.rules import membership
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.vocabulary import Role


@page("access/member.html", may=Permission.SEE_ORGANISATION)
def member(request: Request, member_id: UUID) -> Response:
    """Somebody's roles with areas and dates, what those open in words, and their sign-in."""
    found = _member(member_id)
    today, held = request.viewer.today, list(queries.roles_ever(found))
    current = [each for each in held if rows.in_force(each, today)]
    manages = request.viewer.may(Permission.MANAGE_MEMBERS)
    standing = standing_of(found, request.now)
    by = request.member.pk
    return request.show(
        member=found,
        columns=rows.ROLES,
        current=rows.roles(current, today, _end_buttons(request, current, standing) if manages else {}),
        past=rows.roles([each for each in held if each not in current], today, {}),
        openings=rows.openings(each for each in current if each.since <= today),
        state=rows.sign_in_state(found, list(found.invitations.order_by("-sent_at")), request.now),
        manages=manages,
        sees_trail=request.viewer.may(Permission.SEE_TRAIL),
        against_giving=membership.against_giving(standing, by=by),
        against_inviting=membership.against_inviting(standing),
        against_removing=membership.against_removing(standing, by=by),
        against_resetting=membership.against_resetting(standing, by=by),
        against_ending_sessions=membership.against_ending_sessions(standing, by=by),
    )


@page("access/give_role.html", may=Permission.MANAGE_MEMBERS, writes=True, powerful=True)
def give_role(request: Request, member_id: UUID) -> Response:
    """Give a role over an area, from a day on."""
    found = _member(member_id)
    form = RoleForm(request.POST, now=request.now, initial={"since": request.viewer.today})
    if form.is_valid():
        try:
            given = actions.give_role(member=found, **form.cleaned_data, by=request.member, at=request.now)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            return request.go("access:member", found, said=f"{found.name}: {rows.role_words(given)}.")
    return request.show(form=form, member=found, cancel_url=reverse("access:member", args=[found.pk]))


@page("", may=Permission.MANAGE_MEMBERS, writes=True)
def end_role(request: Request, member_id: UUID, role_id: UUID) -> Response:
    """End a role today."""
    found = _member(member_id)
    held = next((each for each in queries.roles_ever(found) if each.pk == role_id), None)
    if held is None or not request.posted or not rows.in_force(held, request.viewer.today):
        raise Http404
    return _done(request, found, f"Ended: {rows.role_words(held)}.", actions.end_role, held=held)


@page("", may=Permission.MANAGE_MEMBERS, writes=True)
def invite(request: Request, member_id: UUID) -> Response:
    """Send the invitation, or send it again; the earlier link no longer opens."""
    if not request.posted:
        raise Http404
    found, site = _member(member_id), request.http.build_absolute_uri("/")
    return _done(request, found, f"Invitation sent to {found.email}.", actions.invite, member=found, site=site)


@page("access/remove_member.html", may=Permission.MANAGE_MEMBERS, writes=True, powerful=True)
def remove(request: Request, member_id: UUID) -> Response:
    """Remove somebody, after saying what that does."""
    found = _member(member_id)
    if request.posted:
        return _done(request, found, f"{found.name} is removed.", actions.remove_member, member=found)
    reason = membership.against_removing(standing_of(found, request.now), by=request.member.pk)
    return request.show(
        form=ConfirmForm(), member=found, reason=reason, cancel_url=reverse("access:member", args=[found.pk])
    )


def _done(request: Request, member: Member, said: str, act: Any, /, **what: Any) -> Response:
    """Do it, or say why not, and go back to the member."""
    try:
        act(**what, by=request.member, at=request.now)
    except NotAllowed as refusal:
        messages.warning(request.http, refusal.reason)
        return request.go("access:member", member)
    return request.go("access:member", member, said=said)


def _end_buttons(request: Request, held: list[RoleHeld], standing: membership.Standing) -> dict[UUID, SafeString]:
    token = get_token(request.http)
    return {
        each.pk: controls.post(
            "End",
            reverse("access:end_role", args=[each.member_id, each.pk]),
            token,
            reason=membership.against_ending(standing, Role(each.role)),
            kind="secondary",
            small=True,
        )
        for each in held
    }


def _member(key: UUID) -> Member:
    found = queries.member_by_id(key)
    if found is None:
        raise Http404
    return found
