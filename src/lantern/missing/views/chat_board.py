"""The board of missing chats: what goes on, who holds it, who could, and what was asked for (MIS-9, MIS-10)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.cut import TODAY, cut_words, mark_pills
from lantern.children.models import Child
from lantern.children.queries.marked import read_mark
from lantern.children.queries.search import search
from lantern.design.frame import Link
from lantern.design.listing import pills
from lantern.missing import actions
from lantern.missing.forms import AskForm, CapacityForm, SetAsideForm, WorkerForm
from lantern.missing.models import Chat, ChatRequest
from lantern.missing.parts.chat_asked import differing_lines
from lantern.missing.parts.chat_board import board_rows, columns, worker_rows
from lantern.missing.parts.chats import wish_words
from lantern.missing.parts.tabs import tabs
from lantern.missing.parts.who import named
from lantern.missing.queries.allowed import against
from lantern.missing.queries.chat_asked import differing
from lantern.missing.queries.chat_board import (
    AT_MOST,
    candidates,
    case_of,
    chat_worker_by_id,
    follow_ups_of,
    going_on,
    of_group,
    tellings_to,
    waiting_requests,
    worker_profile,
)
from lantern.missing.rules.allocation import ranked
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.views.entered import entered, entered_of_chat
from lantern.trail import actions as trail

CRUMB = "Missing chats"


@page("missing/chats.html", may=Permission.OFFER_CHATS)
def board(request: Request) -> Response:
    """Every chat that goes on, the earliest due first; those nobody holds, one's own; each cut by a mark (MIS-14)."""
    viewer, shown, mark = request.viewer, request.GET.get("shown", ""), read_mark(request.GET)
    if shown in MINE:
        return _mine(request, shown)
    found = going_on(viewer, mark)
    groups = {key: of_group(found, key, viewer) for key, _ in SHOWN}
    rows = groups.get(shown, found)
    allocates = viewer.may(Permission.ALLOCATE_CHATS)
    differ = differing(viewer, mark) if allocates else []
    shown_of = [*(each.chat for each in rows), *(each.asked for each in differ)]
    trail.viewed_many("missing/chats", shown_of, by=request.member, at=request.now)
    return request.show(
        tabs=tabs(viewer, "chats"),
        take_out_url=take_out_url(viewer, "chats", request.GET),
        pills=pills(request.GET, "shown", SHOWN, {key: len(each) for key, each in groups.items()}),
        marks=mark_pills(request.GET),
        marks_label=TODAY,
        mark=mark.label.lower() if mark else "",
        cut=cut_words(mark),
        columns=columns(),
        rows=board_rows(rows, viewer),
        count=len(rows),
        more=len(found) >= AT_MOST,
        waiting=waiting_requests(viewer).count() if allocates else 0,
        workers=worker_rows(candidates(viewer), viewer) if allocates else [],
        allocates=allocates,
        differing=differing_lines(differ, viewer),
        differing_url=take_out_url(viewer, "differing", request.GET) if differ else "",
    )


SHOWN = (("", "All that go on"), ("nobody", "Nobody holds them yet"), ("mine", "Mine"))
MINE: dict[str, tuple[str, Callable[[Viewer], QuerySet[Any]]]] = {
    "told": ("Read how it went", tellings_to),
    "todo": ("To do because of a chat", follow_ups_of),
}


def _mine(request: Request, shown: str) -> Response:
    """What the viewer was told of and has not acknowledged; or what they are to do because of a chat."""
    title, of = MINE[shown]
    found = list(of(request.viewer).select_related("child", "chat")[:100])
    trail.viewed_many("missing/chats", [each.chat for each in found], by=request.member, at=request.now)
    return request.show(
        "missing/chats_mine.html",
        title=title,
        breadcrumbs=[Link("Missing", reverse("missing:now")), Link(CRUMB, reverse("missing:chats"))],
        items=[(each, named(each.child, request.viewer)) for each in found],
    )


@page("missing/chat_worker.html", may=Permission.ALLOCATE_CHATS, writes=True)
def allocate(request: Request, chat: Chat) -> Response:
    """Who is to hold a chat: what speaks for and against each."""
    viewer = request.viewer
    fits = ranked(candidates(viewer), case_of(chat, viewer))
    said = [(str(each.candidate.id), each.candidate.name, _hint(each.pros, each.cons)) for each in fits]
    form = WorkerForm(request.POST, fits=said, initial={"worker": str(chat.worker_id or "")})

    def save() -> str:
        worker = chat_worker_by_id(UUID(form.cleaned_data["worker"]))
        if worker is None:
            raise Http404
        actions.allocate_chat(chat=chat, worker=worker, by=request.member, at=request.now)
        return f"{worker.name} holds this chat now."

    return entered_of_chat(request, chat, form, save, wish=wish_words(chat), nobody=not fits)


def _hint(pros: tuple[str, ...], cons: tuple[str, ...]) -> str:
    said = "; ".join(pros)
    told = f"{said}{'. ' if said and cons else ''}{'Against: ' + '; '.join(cons) if cons else ''}"
    return told[:1].upper() + told[1:]


@page("missing/chat_capacity.html", may=Permission.ALLOCATE_CHATS, writes=True)
def capacity(request: Request, member_id: UUID) -> Response:
    """How many chats somebody holds at a time, and where they travel."""
    worker = chat_worker_by_id(member_id)
    if worker is None:
        raise Http404
    viewer, now = request.viewer, worker_profile(member_id)
    areas = [(str(each), viewer.areas.name(each)) for each, level in viewer.areas.levels.items() if level == "district"]
    form = CapacityForm(request.POST, areas=areas, initial=_initial(now))
    if request.posted and form.is_valid():
        data = form.cleaned_data
        try:
            actions.set_capacity(
                worker=worker, capacity=data["capacity"], travels=[UUID(each) for each in data["travels"]],
                described=data["described"], note=data["note"], seen=data["base"] or 0, by=request.member, at=request.now,
            )  # fmt: skip
            return request.go("missing:chats", said=f"Saved for {worker.name}.")
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return request.show(form=form, worker=worker, cancel_url=reverse("missing:chats"))


def _initial(profile: Any) -> dict[str, Any]:
    if profile is None:
        return {"capacity": 4, "base": 0}
    return {
        "capacity": profile.capacity,
        "travels": [str(each) for each in profile.travels],
        "described": profile.described,
        "note": profile.note,
        "base": profile.version,
    }


@page("missing/chat_ask.html", may=Permission.REQUEST_CHAT, writes=True)
def ask_for(request: Request, child: Child) -> Response:
    """Any professional asks for a chat with a child, or enters what the child or a parent asked."""
    form = AskForm(request.POST)

    def save() -> Response:
        asked = actions.request_chat(child=child, by=request.member, at=request.now, **form.cleaned_request())
        said = "Asked for. The missing coordinator sees it at once."
        if request.viewer.may(Permission.OFFER_CHATS):
            return request.go("missing:chat", asked.chat_id, said=said)
        return request.go("casefile:overview", child, said=said)

    return entered(request, child, form, save, back=reverse("casefile:overview", args=[child.pk]))


@page("missing/chat_requests.html", may=Permission.ALLOCATE_CHATS)
def requests(request: Request) -> Response:
    """What was asked for by people who are not known to be about any child yet."""
    waiting = list(waiting_requests(request.viewer)[:100])
    return request.show(
        breadcrumbs=[Link("Missing", reverse("missing:now")), Link(CRUMB, reverse("missing:chats"))],
        waiting=waiting,
        take_out_url=take_out_url(request.viewer, "requests", request.GET),
    )


@page("missing/chat_request.html", may=Permission.ALLOCATE_CHATS, writes=True)
def one_request(request: Request, chat_request: ChatRequest) -> Response:
    """Which child a request is about, or why it leads to nothing."""
    viewer = request.viewer
    if chat_request.chat_id:
        return request.go("missing:chat", chat_request.chat_id)
    form = SetAsideForm(request.POST if request.posted and "reason" in request.POST else None)
    refused = ""
    try:
        if request.posted and not form.is_bound and (key := request.POST.get("child", "")):
            child = request.record(Child, key)
            chat = actions.match_request(request=chat_request, child=child, by=request.member, at=request.now)
            return request.go("missing:chat", chat, said="The request stands with the child now.")
        if form.is_bound and form.is_valid():
            reason = form.cleaned_data["reason"]
            actions.set_request_aside(request=chat_request, reason=reason, by=request.member, at=request.now)
            return request.go("missing:chat_requests", said="Set aside.")
    except NotAllowed as refusal:
        refused = refusal.reason
    sought = request.GET.get("q", " ".join(filter(None, (chat_request.name, chat_request.postcode))))
    found = search(viewer, sought)
    if found:
        trail.searched(
            "missing/chat_request", [each.child for each in found], sought="", detail="by a request", by=request.member,
            at=request.now,
        )  # fmt: skip
    return request.show(
        asked=chat_request,
        form=form,
        refused=refused,
        sought=sought,
        found=[(each.child, named(each.child, viewer), "; ".join(each.why)) for each in found],
        breadcrumbs=[
            Link("Missing", reverse("missing:now")),
            Link(CRUMB, reverse("missing:chats")),
            Link("Requests", reverse("missing:chat_requests")),
        ],
        against=against(viewer, Permission.ALLOCATE_CHATS),
    )
