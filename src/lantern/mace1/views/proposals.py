"""The proposals for one meeting: who asks, who comes by themselves, who is reviewed; the chair decides and defers (M1-2)."""

from django.http import Http404
from django.middleware.csrf import get_token
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.forms.done import done
from lantern.mace1.actions.deferring import AGAINST
from lantern.mace1.actions.deferring import defer as put_off
from lantern.mace1.forms.requesting import DeferForm
from lantern.mace1.models import Item
from lantern.mace1.parts import proposals as parts
from lantern.mace1.parts.requests import about
from lantern.mace1.queries.proposals import proposals_for
from lantern.mace1.queries.requests import open_later
from lantern.mace1.rules.refusals import DEFERRED
from lantern.meetings.models import Meeting
from lantern.meetings.queries.places import places
from lantern.meetings.tabs import tabs
from lantern.trail import actions as trail

SEE = Permission.SEE_CHILDREN


@page("mace1/proposals.html", may=SEE)
def proposals(request: Request, meeting: Meeting) -> Response:
    """Every child who is, or may be, discussed; for those who chair and support the series."""
    viewer, of = request.viewer, places(request.viewer)
    if meeting.series_id not in of.runs:
        raise Http404
    found = proposals_for(meeting, viewer)
    trail.viewed_many("mace1/proposals", found.children, by=request.member, at=request.now)
    return request.show(
        meeting=meeting,
        tabs=tabs("mace1:proposals", meeting, viewer),
        against=of.against,
        decided=found.decided,
        number=found.number,
        columns=parts.COLUMNS,
        sections=parts.sections(
            found,
            meeting,
            viewer,
            chairs=meeting.series_id in of.chairs and not of.against,
            token=get_token(request.http),
        ),
    )


@page("mace1/defer.html", may=SEE, writes=True)
def defer(request: Request, item: Item) -> Response:
    """To a later meeting, and why; the chair alone."""
    meeting, of = item.meeting, places(request.viewer)
    if of.against or meeting.series_id not in of.chairs:
        raise Http404
    against = DEFERRED if item.deferred_at else AGAINST.get(meeting.stage, "")
    if against and not request.posted:
        return request.go("mace1:proposals", meeting, refused=against)
    later = open_later(meeting.series_id, meeting.begins_at).exclude(pk=meeting.pk)
    form = DeferForm(request.POST, meetings=later)
    if done(form, put_off, item=item, by=request.member, at=request.now):
        return request.go("mace1:proposals", meeting, said="Deferred: the child stands on the later agenda.")
    return request.show(
        form=form, item=item, cancel_url=reverse("mace1:proposals", args=[meeting.pk]),
        **about(item.child, request.viewer),
    )  # fmt: skip
