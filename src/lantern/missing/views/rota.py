"""The rota: who is on duty when for which area, and when nobody is (MIS-13)."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.missing import actions
from lantern.missing.forms.duty import EVERYBODY, ShiftForm
from lantern.missing.parts import duty as parts
from lantern.missing.parts.tabs import tabs
from lantern.missing.queries import rota as queries
from lantern.missing.queries.allowed import against
from lantern.missing.queries.arranged import arranged
from lantern.missing.rules.refusals import NotAllowed


@page("missing/rota.html", may=Permission.SEE_MISSING)
def rota(request: Request) -> Response:
    """The next days of every rota that counts for the viewer's areas."""
    viewer = request.viewer
    keeps = queries.may_keep(viewer) if viewer.may(Permission.KEEP_ROTA) else []
    return request.show(
        tabs=tabs(viewer, "rota"),
        rotas=[parts.drawn(each, keeps, viewer) for each in queries.rotas(viewer)],
        take_out_url=take_out_url(viewer, "rota", request.GET),
        columns=parts.COLUMNS,
        minutes=arranged(viewer).acknowledge_minutes,
        reason=against(viewer, Permission.KEEP_ROTA),
    )


@page("missing/shift.html", may=Permission.KEEP_ROTA, writes=True)
def new_shift(request: Request) -> Response:
    """Put somebody on a rota."""
    viewer = request.viewer
    members = {str(each.pk): each for each in queries.can_be_asked(viewer)}
    areas = areas_offered(viewer)
    form = ShiftForm(
        request.POST, members=[(key, each.name) for key, each in members.items()], areas=areas, now=request.now
    )
    if request.posted and form.is_valid():
        shift, member = form.cleaned_shift(), members[form.cleaned_data["member"]]
        try:
            _check_covers(member, shift["area"], viewer)
            actions.add_shift(member=member, by=request.member, at=request.now, **shift)
            return request.go("missing:rota", said=f"{member.name} is on the rota.")
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return request.show(form=form, nobody=not members or not areas, cancel_url=reverse("missing:rota"))


@page("missing/shift_end.html", may=Permission.KEEP_ROTA, writes=True)
def end_shift(request: Request, shift_id: UUID) -> Response:
    """Take somebody off a rota."""
    viewer = request.viewer
    shift = queries.shift_by_id(shift_id, viewer)
    if shift is None:
        raise Http404
    refused = ""
    if request.posted:
        try:
            actions.end_shift(shift=shift, by=request.member, at=request.now)
            return request.go("missing:rota", said=f"{shift.member.name} is off the rota.")
        except NotAllowed as refusal:
            refused = refusal.reason
    return request.show(
        shift=shift,
        span=parts.span_words(shift.since, shift.until, viewer.now),
        place=parts.rota_name(shift.area_id, viewer),
        refused=refused,
        cancel_url=reverse("missing:rota"),
    )


def areas_offered(viewer: Viewer) -> list[tuple[str, str]]:
    """The rotas that the viewer keeps, as choices; the area they look at comes first."""
    keeps = queries.may_keep(viewer)
    ordered = sorted(keeps, key=lambda area: area != viewer.focus) if viewer.focus else keeps
    return [(str(area) if area else EVERYBODY, parts.rota_name(area, viewer)) for area in ordered]


def _check_covers(member: Any, area: UUID | None, viewer: Viewer) -> None:
    if not queries.covers(member, area, viewer):
        raise NotAllowed(
            f"{member.name} holds no role over {parts.rota_name(area, viewer)}, and would not see the child."
        )
