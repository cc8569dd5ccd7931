"""A request for a discussion: asked, read, answered by the chair, taken back, not agreed with (M1-2, M1-10)."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.forms.done import done
from lantern.children.models import Child
from lantern.children.rules.refusals import NotAllowed
from lantern.design.forms import Form
from lantern.mace1.actions import requesting
from lantern.mace1.forms.requesting import AskForm, DecideForm, DissentForm
from lantern.mace1.models import Dissent
from lantern.mace1.models import Request as Asking
from lantern.mace1.parts.requests import about, asked_words, place_of, state_tag
from lantern.mace1.queries.requests import kind_for, meeting_for, open_case_of, open_later, series_for
from lantern.mace1.rules.refusals import NO_MEETING
from lantern.mace1.rules.ways import InTime, missed_words, way_of
from lantern.mace1.vocabulary import Asked, ItemKind
from lantern.meetings.models import Meeting, Series
from lantern.meetings.queries.places import places

ASK, SEE = Permission.ASK_FOR_DISCUSSION, Permission.SEE_CHILDREN


@page("mace1/ask.html", may=ASK, writes=True)
def ask(request: Request, child: Child) -> Response:
    """Why the child should be discussed; the page says at which meeting that would be, or why at none."""
    case = open_case_of(child)
    kind, form = kind_for(case), AskForm(request.POST)
    given = {"child": child, "kind": kind, "way": way_of(request.viewer.roles), "by": request.member, "at": request.now}
    if request.posted and done(form, requesting.ask, **given):
        return request.go("casefile:overview", child, said="The chair is asked. The answer comes to you.")
    series, found, against = _goes_to(request, child)
    return request.show(
        form=form,
        is_review=kind is ItemKind.REVIEW,
        series=series,
        goes_to=found.goes_to if found else None,
        missed=missed_words(found, request.viewer.today) if found else "",
        against=against,
        cancel_url=reverse("casefile:overview", args=[child.pk]),
        **about(child, request.viewer),
    )


def _goes_to(request: Request, child: Child) -> tuple[Series | None, InTime | None, str]:
    try:
        series = series_for(child, open_case_of(child), request.now)
    except NotAllowed as refusal:
        return None, None, refusal.reason
    found = meeting_for(series.pk, request.now)
    return series, found, "" if found.goes_to else NO_MEETING


@page("mace1/request.html", may=SEE)
def asked(request: Request, asked: Asking) -> Response:
    """What was asked and what became of it."""
    viewer = request.viewer
    mine, waits = asked.by_id == viewer.member.pk, asked.state == Asked.WAITING
    said = list(Dissent.visible_to(viewer).filter(request=asked).select_related("by__agency").order_by("at"))
    return request.show(
        asked=asked,
        words=asked_words(asked),
        state=state_tag(asked),
        place=place_of(asked, viewer),
        dissents=said,
        may_decide=waits and _chairs(viewer, asked),
        may_take_back=waits and mine,
        may_dissent=asked.state == Asked.DECLINED and mine,
        **about(asked.child, viewer),
    )


@page("mace1/decide.html", may=SEE, writes=True)
def decide(request: Request, asked: Asking) -> Response:
    """The chair's answer: yes, at another meeting, or no and why."""
    if not _chairs(request.viewer, asked):
        raise Http404
    form = DecideForm(request.POST, of=asked.meeting, **_meetings(request, asked))
    if form.is_valid():
        given = {"asked": asked, "by": request.member, "at": request.now, "reason": form.cleaned_data["reason"]}
        try:
            if form.declines:
                requesting.decline(**given)
            else:
                requesting.accept(**given, to=form.to)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            return request.go("mace1:proposals", asked.meeting, said="Declined." if form.declines else "Accepted.")
    return request.show(
        form=form, asked=asked, words=asked_words(asked), cancel_url=_url(asked), **about(asked.child, request.viewer)
    )


@page("mace1/decide.html", may=SEE, writes=True)
def accept(request: Request, asked: Asking) -> Response:
    """Yes, for the meeting asked for: one press beside the proposal."""
    if not _chairs(request.viewer, asked):
        raise Http404
    if not request.posted:
        return request.go("mace1:decide", asked)
    try:
        requesting.accept(asked=asked, by=request.member, at=request.now)
    except NotAllowed as refusal:
        return request.go("mace1:decide", asked, refused=refusal.reason)
    return request.go("mace1:proposals", asked.meeting, said="Accepted: the child is on the agenda.")


@page("mace1/take_back.html", may=SEE, writes=True)
def take_back(request: Request, asked: Asking) -> Response:
    """Whoever asked does not ask any more."""
    return _done(request, asked, Form(request.POST), requesting.take_back, "The request is taken back.")


@page("mace1/dissent_request.html", may=SEE, writes=True)
def dissent(request: Request, asked: Asking) -> Response:
    """Whoever asked does not agree that it was declined."""
    return _done(request, asked, DissentForm(request.POST), requesting.dissent, "Your dissent is recorded.")


def _done(request: Request, asked: Asking, form: Form, action: Callable[..., Any], said: str) -> Response:
    """For whoever asked alone; everybody else meets nothing here."""
    if asked.by_id != request.member.pk:
        raise Http404
    if done(form, action, asked=asked, by=request.member, at=request.now):
        return request.go("mace1:request", asked, said=said)
    return request.show(
        form=form, asked=asked, words=asked_words(asked), cancel_url=_url(asked), **about(asked.child, request.viewer)
    )


def _chairs(viewer: Viewer, asked: Asking) -> bool:
    of = places(viewer)
    return not of.against and asked.series_id in of.chairs


def _meetings(request: Request, asked: Asking) -> dict[str, Any]:
    """Whether the meeting asked for can still take the child, and which later ones can."""
    found: list[Meeting] = list(open_later(asked.series_id, request.now))
    return {
        "is_open": asked.meeting_id in {each.pk for each in found},
        "meetings": [each for each in found if each.pk != asked.meeting_id],
    }


def _url(asked: Asking) -> str:
    return reverse("mace1:request", args=[asked.pk])
