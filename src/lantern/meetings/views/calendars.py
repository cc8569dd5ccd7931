"""Dates as a file that a calendar reads (M1-1)."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse

from lantern.access.page import Request, page
from lantern.access.vocabulary import Permission
from lantern.meetings.models import Meeting
from lantern.meetings.parts.calendars import TYPE, calendar
from lantern.meetings.queries.places import places, statement
from lantern.meetings.queries.series import coming_in
from lantern.meetings.views.mailed import site

SEE = Permission.SEE_MEETINGS


@page("meetings/meeting.html", may=SEE)
def of_meeting(request: Request, meeting: Meeting) -> HttpResponse:
    """One meeting, as it stands: moved, or cancelled."""
    return _file(request, [meeting], "meeting")


@page("meetings/list.html", may=SEE)
def own(request: Request) -> HttpResponse:
    """Every meeting to come in which the viewer has a seat."""
    coming = list(coming_in(places(request.viewer).sits, request.now))
    if not coming:
        raise Http404
    return _file(request, coming, "meetings")


def _file(request: Request, meetings: Sequence[Meeting], name: str) -> HttpResponse:
    content = calendar(meetings, statement=statement(request.viewer), site=site(request), now=request.now)
    return HttpResponse(
        content, content_type=TYPE, headers={"Content-Disposition": f'attachment; filename="{name}.ics"'}
    )
