"""One question with all there is to answer it: who is it, is it one episode, when was the child back (MIS-3, MIS-4)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.design.controls import post
from lantern.exchange.forms import SetAsideForm
from lantern.exchange.parts import queue as parts
from lantern.exchange.queries import queue as queries
from lantern.exchange.vocabulary import BACK, Ask
from lantern.missing import actions
from lantern.missing.models import Incident
from lantern.missing.parts.history import message_lines
from lantern.missing.parts.who import child_url, named
from lantern.missing.rules.refusals import NotAllowed
from lantern.organisation.queries import arrangement_on
from lantern.trail import actions as trail

HIDDEN_ONE = "It may be a child outside your areas. Ask a county-level coordinator before you open a new record."
MEANWHILE = "Somebody decided this while you were looking."


@page("exchange/incident.html", may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def incident(request: Request, incident: Incident) -> Response:
    """What the messages say beside what is known, and a button for each answer."""
    ask = queries.ask_of(incident)
    if request.posted:
        return _decided(request, incident, ask)
    context = _about(request, incident, ask)
    return request.show(incident=incident, ask=ask, heading=HEADINGS[ask].format(incident.reference), **context)


@page("exchange/set_aside.html", may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def set_aside(request: Request, incident: Incident) -> Response:
    """Say why an incident's messages are not used."""
    if incident.child_id is None:
        raise Http404
    form = SetAsideForm(request.POST)
    if form.is_valid():
        ask = queries.ask_of(incident) or Ask.TIMES
        actions.set_aside(incident=incident, **form.cleaned_data, by=request.member, at=request.now)
        return _on(request, ask, incident, "Set aside.")
    return request.show(form=form, incident=incident, cancel_url=reverse("exchange:incident", args=[incident.pk]))


HEADINGS = {
    Ask.WHO: "Who is {}?",
    Ask.OVERLAP: "Is {} the same episode?",
    Ask.TIMES: "When was the child of {} back?",
    None: "{}",
}


def _about(request: Request, incident: Incident, ask: Ask | None) -> dict[str, Any]:
    received = queries.messages_in(incident)
    told = parts.as_told(incident, received)
    following = queries.next_after(request.viewer, ask, incident) if ask is not None else None
    return {
        "facts": [*(parts.described(received, request.viewer) if ask is Ask.WHO else ()), *parts.circumstances(told)],
        "messages_received": message_lines(received, request.viewer),
        "next_url": reverse("exchange:incident", args=[following]) if following else "",
        "child": named(incident.child, request.viewer) if incident.child else "",
        "child_url": child_url(incident.child, request.viewer) if incident.child else "",
        **(_candidates(request, incident) if ask is Ask.WHO else _episodes(request, incident, ask, told)),
    }


def _candidates(request: Request, incident: Incident) -> dict[str, Any]:
    viewer = request.viewer
    rows = queries.candidates(viewer, incident)
    seen = [each.child for each in rows if each.seen]
    trail.viewed_many("exchange/incident", seen, by=request.member, at=request.now)
    given = arrangement_on(viewer.today, viewer.member.partnership).missing.matching
    return {
        "candidates": parts.likely(rows, queries.latest_episodes(each.pk for each in seen), viewer, given),
        "against_new": HIDDEN_ONE if len(seen) < len(rows) else "",
    }


def _episodes(request: Request, incident: Incident, ask: Ask | None, told: Any) -> dict[str, Any]:
    rows = queries.beside(incident)
    if ask is Ask.OVERLAP:
        return {"rivals": parts.rivals(told, rows, request.viewer)}
    own = [each for each in rows if each.incident_id == incident.pk]
    return {"rivals": parts.rivals(None, own, request.viewer) if own else []}


def _decided(request: Request, incident: Incident, ask: Ask | None) -> Response:
    """Do what the button pressed says, then on to the next; what somebody else has decided since is not undone by it."""
    pressed = next((name for name in ANSWERS if name in request.POST), None)
    if pressed is None:
        raise Http404
    asked, answer = ANSWERS[pressed]
    if ask is not asked:
        messages.warning(request.http, MEANWHILE)
        return request.go("exchange:incident", incident)
    try:
        said = answer(request, incident, request.POST[pressed])
    except NotAllowed as refusal:
        messages.error(request.http, refusal.reason)
        return request.go("exchange:incident", incident)
    return _on(request, asked, incident, said)


def _is(request: Request, incident: Incident, key: str) -> str:
    child = request.record(Child, key)
    actions.decide_child(incident=incident, child=child, by=request.member, at=request.now)
    return f"{incident.reference} is about {named(child, request.viewer)}."


def _is_not(request: Request, incident: Incident, key: str) -> str:
    child = request.record(Child, key)
    actions.decide_not_child(incident=incident, child=child, by=request.member, at=request.now)
    return f"{incident.reference} is not about {named(child, request.viewer)}."


def _is_new(request: Request, incident: Incident, _: str) -> str:
    if any(not each.seen for each in queries.candidates(request.viewer, incident)):
        raise NotAllowed(HIDDEN_ONE)
    child = actions.decide_new(incident=incident, by=request.member, at=request.now)
    return f"{incident.reference} is about a new child: {named(child, request.viewer)}."


def _is_same(request: Request, incident: Incident, key: str) -> str:
    other = request.record(Incident, key)
    actions.join_episode(incident=incident, other=other, by=request.member, at=request.now)
    return f"{incident.reference} and {other.reference} are one episode."


ANSWERS: dict[str, tuple[Ask, Callable[[Request, Incident, str], str]]] = {
    "is": (Ask.WHO, _is),
    "is_not": (Ask.WHO, _is_not),
    "is_new": (Ask.WHO, _is_new),
    "same": (Ask.OVERLAP, _is_same),
}


def _on(request: Request, ask: Ask, incident: Incident, said: str) -> Response:
    """To the next one in the queue, with a word of what was done and a button that undoes it."""
    messages.success(request.http, format_html("{} {}", said, _undo(request, incident)))
    following = queries.next_after(request.viewer, ask, incident)
    if following:
        return redirect("exchange:incident", following)
    return redirect(f"{reverse('exchange:queue')}?ask={ask.value}")


def _undo(request: Request, incident: Incident) -> str:
    latest = queries.decisions(request.viewer).filter(incident=incident, undone_at=None).first()
    if latest is None:
        return ""
    url = f"{reverse('exchange:undo', args=[latest.pk])}?{BACK}=1"
    return post("Undo", url, get_token(request.http), kind="secondary", small=True, key="u")
