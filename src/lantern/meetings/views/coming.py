"""Who comes to a meeting, apologies, attendance; and the statement that opens papers (PAR-5, SHA-3, ATT-1)."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.forms.done import done
from lantern.design.asked import read_id
from lantern.design.frame import Link
from lantern.meetings.actions import coming as actions
from lantern.meetings.actions import statement as statements
from lantern.meetings.forms.planning import ApologyForm
from lantern.meetings.models import Meeting
from lantern.meetings.parts import rows
from lantern.meetings.queries.coming import coming, could_represent, sitting
from lantern.meetings.queries.places import places
from lantern.meetings.queries.places import statement as words_of
from lantern.meetings.rules.papers import NOT_ACCEPTED
from lantern.meetings.rules.refusals import NotAllowed
from lantern.meetings.tabs import tabs
from lantern.organisation.models import Member

SEE, PLAN = Permission.SEE_MEETINGS, Permission.PLAN_MEETINGS


@page("meetings/meeting.html", may=SEE, writes=True)
def meeting(request: Request, meeting: Meeting) -> Response:
    """Each seat and who comes in it; whoever runs the meeting says who is there."""
    viewer, of = request.viewer, places(request.viewer)
    runs = meeting.series_id in of.runs
    if request.posted:
        return _said(request, meeting, runs=runs)
    found = coming(meeting)
    return request.show(
        meeting=meeting,
        breadcrumbs=[Link("Meetings", reverse("meetings:list"))],
        tabs=tabs("meetings:meeting", meeting, viewer),
        columns=rows.COMING,
        rows=rows.coming_rows(found, meeting, runs=runs),
        without=found.without,
        attending=found.attending if meeting.begun_at else None,
        deadlines=rows.deadlines(rows.cycle_of(meeting)),
        moves=list(meeting.moves.select_related("by").order_by("at")),
        against=of.against if meeting.series_id in of.sits or meeting.pk in of.represents else "",
        sits=request.member.pk in sitting(meeting),
        sorry=request.member.pk in found.apologies,
        may_plan=viewer.may(PLAN) and meeting.begun_at is None and meeting.cancelled_at is None,
    )


def _said(request: Request, meeting: Meeting, *, runs: bool) -> Response:
    """One press: somebody is here, or is not; or the viewer comes after all."""
    try:
        if "coming" in request.POST:
            actions.come_after_all(meeting=meeting, member=request.member, by=request.member, at=request.now)
            return request.go("meetings:meeting", meeting, said="You are expected again.")
        who = _person(request, meeting) if runs else None
        if who is None:
            raise Http404
        actions.say_here(meeting=meeting, member=who, is_here="here" in request.POST, by=request.member, at=request.now)
    except NotAllowed as refusal:
        return request.go("meetings:meeting", meeting, refused=refusal.reason)
    return request.go("meetings:meeting", meeting)


def _person(request: Request, meeting: Meeting) -> Member | None:
    key: UUID | None = read_id(request.POST.get("here") or request.POST.get("gone") or "")
    return coming(meeting).people.get(key) if key else None


@page("meetings/apologies.html", may=SEE, writes=True)
def apologies(request: Request, meeting: Meeting) -> Response:
    """The viewer cannot come, and says who comes instead."""
    if request.member.pk not in sitting(meeting):
        raise Http404
    form = ApologyForm(request.POST, people=could_represent(request.member, meeting))
    if done(form, actions.send_apologies, meeting=meeting, member=request.member, by=request.member, at=request.now):
        return request.go("meetings:meeting", meeting, said="Your apologies are sent.")
    return request.show(form=form, meeting=meeting, cancel_url=reverse("meetings:meeting", args=[meeting.pk]))


@page("meetings/statement.html", may=SEE, writes=True)
def statement(request: Request) -> Response:
    """The words of today, and accepting them."""
    of, onward = places(request.viewer), request.GET.get("next", "")
    if request.posted:
        statements.accept(by=request.member, at=request.now)
        inside = url_has_allowed_host_and_scheme(onward, allowed_hosts=None)
        return request.go(
            onward if inside and onward.startswith("/") else "meetings:list", said="Papers are open to you."
        )
    return request.show(
        paragraphs=[each for each in words_of(request.viewer).split("\n\n") if each.strip()],
        against=of.against if of.against != NOT_ACCEPTED else "",
        to_accept=of.against == NOT_ACCEPTED and not of.is_nowhere,
        nowhere=of.is_nowhere,
    )
