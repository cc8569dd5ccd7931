"""Minutes: read, issued, amended, disagreed with; papers taken out as files (M1-7, M1-10, M1-11)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.forms.done import done
from lantern.children.identity import identity_of
from lantern.children.naming import name_for
from lantern.children.rules.refusals import NotAllowed
from lantern.documents.pdf import pdf
from lantern.documents.word import word
from lantern.mace1.actions import minutes as actions
from lantern.mace1.forms.minutes import PDF, AmendForm, DissentForm, TakeOutForm
from lantern.mace1.models import Item
from lantern.mace1.parts.papers import Paper, document
from lantern.mace1.queries.minutes import Papers, papers_of, with_maps, with_templates
from lantern.mace1.rules.refusals import NOT_CHAIR
from lantern.meetings.actions import running
from lantern.meetings.models import Meeting
from lantern.meetings.queries.places import places
from lantern.meetings.rules import states
from lantern.meetings.tabs import comes, tabs
from lantern.meetings.vocabulary import Act
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail

SEE = Permission.SEE_CHILDREN
KINDS = {
    PDF: (pdf, "application/pdf"),
    "docx": (word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@page("mace1/minutes.html", may=SEE, writes=True)
def minutes(request: Request, meeting: Meeting) -> Response:
    """What was said and decided, as far as the viewer may see it; the chair issues them."""
    viewer = request.viewer
    chairs = _enter(request, meeting, Paper.MINUTES)
    if request.posted:
        return _issue(request, meeting, chairs=chairs)
    papers = papers_of(meeting, viewer)
    trail.viewed_many("mace1/minutes", [each.item for each in papers.children], by=request.member, at=request.now)
    shown = document(Paper.MINUTES, papers, viewer)
    sections = list(zip(shown.sections[1:], papers.children, strict=True))
    return request.show(
        meeting=meeting,
        tabs=tabs("mace1:minutes", meeting, viewer),
        cover=shown.sections[0],
        sections=sections,
        reason=states.against(meeting.times, Act.ISSUE_MINUTES) if chairs else "",
        may_issue=chairs and meeting.minutes_issued_at is None,
        may_amend=meeting.series_id in places(viewer).runs and meeting.minutes_issued_at is not None,
    )


@page("mace1/take_out.html", may=SEE, writes=True)
def take_out(request: Request, meeting: Meeting, paper: str) -> Response:
    """The agenda or the minutes as a file, once it is said what for."""
    if paper not in set(Paper):
        raise Http404
    wanted = Paper(paper)
    _enter(request, meeting, wanted)
    papers, form = papers_of(meeting, request.viewer), TakeOutForm(request.POST)
    if form.is_valid():
        return _file(request, papers, wanted, **form.cleaned_data)
    return request.show(
        form=form, meeting=meeting, paper=wanted, number=len(papers.children), cancel_url=_back(meeting, wanted)
    )


@page("mace1/amend.html", may=SEE, writes=True)
def amend(request: Request, item: Item) -> Response:
    """Whoever runs the meeting corrects its minutes."""
    _enter(request, item.meeting, Paper.MINUTES)
    if item.meeting.series_id not in places(request.viewer).runs:
        raise Http404
    form = AmendForm(request.POST)
    if done(form, actions.amend, item=item, by=request.member, at=request.now):
        return request.go("mace1:minutes", item.meeting, said="The minutes are amended.")
    return request.show(**_about(request, item, form))


@page("mace1/dissent.html", may=SEE, writes=True)
def dissent(request: Request, item: Item) -> Response:
    """Somebody who comes to the meeting does not agree."""
    _enter(request, item.meeting, Paper.AGENDA)
    form = DissentForm(request.POST)
    if done(form, actions.dissent, item=item, by=request.member, at=request.now):
        return request.go("mace1:item", item, said="The minutes will carry that your agency does not agree.")
    return request.show(**_about(request, item, form))


def _enter(request: Request, meeting: Meeting, paper: Paper) -> bool:
    """Whether the viewer chairs the meeting. Core members read minutes once they are issued, the agenda once it is sent."""
    of = places(request.viewer)
    out = meeting.minutes_issued_at if paper is Paper.MINUTES else meeting.agenda_sent_at
    begun = meeting.begun_at is not None or paper is Paper.AGENDA
    runs = meeting.series_id in of.runs and begun
    if of.against or not comes(meeting, request.viewer) or not (runs or out):
        raise Http404
    return meeting.series_id in of.chairs


def _issue(request: Request, meeting: Meeting, *, chairs: bool) -> Response:
    if not chairs:
        return request.go("mace1:minutes", meeting, refused=NOT_CHAIR)
    try:
        running.issue_minutes(meeting=meeting, by=request.member, at=request.now)
    except NotAllowed as refusal:
        return request.go("mace1:minutes", meeting, refused=refusal.reason)
    return request.go("mace1:minutes", meeting, said="The minutes are issued.")


def _file(request: Request, papers: Papers, paper: Paper, *, kind: str, purpose: str) -> HttpResponse:
    made, mime = KINDS[kind]
    whole = with_templates(with_maps(papers, request.viewer), request.viewer) if paper is Paper.AGENDA else papers
    content = made(document(paper, whole, request.viewer))
    items = [each.item for each in papers.children]
    actions.take_out(
        meeting=papers.meeting,
        items=items,
        what=f"{paper} as {kind}",
        purpose=purpose,
        by=request.member,
        at=request.now,
    )
    name = f"mace1-{paper}-{london(papers.meeting.begins_at).date().isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=mime, headers=headers)


def _back(meeting: Meeting, paper: Paper) -> str:
    return reverse("mace1:minutes" if paper is Paper.MINUTES else "mace1:agenda", args=[meeting.pk])


def _about(request: Request, item: Item, form: Any) -> dict[str, Any]:
    return {
        "form": form,
        "item": item,
        "name": name_for(item.child, request.viewer),
        "who": identity_of(item.child, request.viewer),
        "cancel_url": reverse("mace1:item", args=[item.pk]),
    }
