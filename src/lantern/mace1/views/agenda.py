"""The agenda of a meeting, and the meeting as a whole: sent, begun, over (M1-4, M1-6)."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.rules.refusals import NotAllowed
from lantern.mace1.actions.mailing import mail_owners
from lantern.mace1.parts import agenda as parts
from lantern.mace1.queries.agenda import items_of
from lantern.mace1.queries.discussing import times_discussed
from lantern.mace1.queries.templates import templates_for
from lantern.mace1.rules.refusals import NOT_RUNNING
from lantern.meetings.actions import running
from lantern.meetings.models import Meeting
from lantern.meetings.queries.places import places
from lantern.meetings.rules import states
from lantern.meetings.tabs import comes, tabs
from lantern.meetings.vocabulary import Act, Stage
from lantern.trail import actions as trail

SEE = Permission.SEE_CHILDREN
ACTS: dict[str, tuple[Act, Any, str]] = {
    "send": (Act.SEND_AGENDA, running.send_agenda, "The agenda is sent: those who come can open it now."),
    "begin": (Act.BEGIN, running.begin, "The meeting has begun."),
    "end": (Act.END, running.end, "The meeting is over. Its actions are issued, and reviews stand on their agendas."),
}
NEXT = {Stage.PLANNED: ("send", "Send the agenda"), Stage.AGENDA_OUT: ("begin", "Begin the meeting"),
        Stage.RUNNING: ("end", "End the meeting")}  # fmt: skip


@page("mace1/agenda.html", may=SEE, writes=True)
def agenda(request: Request, meeting: Meeting) -> Response:
    """Who is discussed, in their order, as far as the viewer may see them; the next step of the meeting for who runs it."""
    viewer = request.viewer
    if not comes(meeting, viewer):
        raise Http404
    of = places(viewer)
    if request.posted:
        return _act(request, meeting, runs=meeting.series_id in of.runs)
    is_open = not of.against and (meeting.agenda_sent_at is not None or meeting.series_id in of.runs)
    items = list(items_of(meeting, viewer)) if is_open else []
    trail.viewed_many("mace1/agenda", items, by=request.member, at=request.now)
    go, label = NEXT.get(meeting.stage, ("", ""))
    return request.show(
        meeting=meeting,
        tabs=tabs("mace1:agenda", meeting, viewer),
        against=of.against or ("" if is_open else "The agenda is not sent yet."),
        parts=parts.parts(
            items, meeting, viewer, times_discussed([each.child_id for each in items]), templates_for(items)
        ),
        number=len(items),
        go=go if meeting.series_id in of.runs and not of.against else "",
        go_label=label,
        reason=states.against(meeting.times, ACTS[go][0]) if go else "",
        log_url=f"{reverse('mace1:actions')}?meeting={meeting.pk}" if meeting.ended_at and not of.against else "",
        first_url=reverse("mace1:item", args=[items[0].pk]) if items and meeting.begun_at else "",
    )


def _act(request: Request, meeting: Meeting, *, runs: bool) -> Response:
    act = ACTS.get(request.POST.get("go", ""))
    if act is None:
        raise Http404
    if not runs:
        return request.go("mace1:agenda", meeting, refused=NOT_RUNNING)
    try:
        act[1](meeting=meeting, by=request.member, at=request.now)
    except NotAllowed as refusal:
        return request.go("mace1:agenda", meeting, refused=refusal.reason)
    failed = _mailed(request, meeting) if act[0] is Act.END else ""
    return request.go("mace1:agenda", meeting, said=act[2], refused=failed)


def _mailed(request: Request, meeting: Meeting) -> str:
    """Whom the mail did not reach, in words, or ""."""
    site = f"{request.http.scheme}://{request.http.get_host()}"
    failed = mail_owners(meeting=meeting, site=site, by=request.member, at=request.now)
    names = ", ".join(each.name for each in failed)
    return f"No mail could be sent to {names}. What they are asked to do stands in their My work." if names else ""
