"""After a chat: the social worker is told and says so, and what is to be done gets its outcome (MIS-11)."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.forms import Form
from lantern.missing import actions
from lantern.missing.forms import FollowUpForm, OutcomeForm, TellForm
from lantern.missing.models import Chat, FollowUp
from lantern.missing.parts.who import identity_of, named
from lantern.missing.queries.chat_board import owners_for, social_worker_of, tellings_to
from lantern.missing.rules.refusals import NotAllowed
from lantern.organisation.models import Member

NOBODY = "The child has no social worker. Allocate one on the child’s page, then tell them."


@page("missing/chat_tell.html", may=Permission.OFFER_CHATS, writes=True)
def tell(request: Request, chat: Chat) -> Response:
    """Tell the social worker how it went."""
    worker = social_worker_of(chat, request.viewer)
    form = TellForm(request.POST)
    if request.posted and worker and form.is_valid():
        site = f"{request.http.scheme}://{request.http.get_host()}"
        try:
            actions.tell_of_chat(
                chat=chat, to=worker, words=form.cleaned_data["words"], site=site, by=request.member, at=request.now
            )
            return _to(request, chat, f"{worker.name} is told.")
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return _show(request, chat, form, worker=worker, against="" if worker else NOBODY)


@page("missing/chat.html", may=Permission.OFFER_CHATS, writes=True)
def acknowledge(request: Request, chat: Chat) -> Response:
    """Who was told says that they have read it."""
    telling = tellings_to(request.viewer).filter(chat=chat).first()
    if not request.posted or telling is None:
        return _to(request, chat)
    actions.acknowledge_telling(telling=telling, by=request.member, at=request.now)
    return _to(request, chat, "Acknowledged.")


@page("missing/chat_follow_up.html", may=Permission.OFFER_CHATS, writes=True)
def add_follow_up(request: Request, chat: Chat) -> Response:
    """Something to do because of what the chat told."""
    owners = owners_for(chat, request.viewer)
    form = FollowUpForm(request.POST, now=request.now, owners=[(str(each.pk), each.name) for each in owners])
    if request.posted and form.is_valid():
        data = form.cleaned_data
        owner: Member = next(each for each in owners if str(each.pk) == data["owner"])
        actions.add_follow_up(
            chat=chat, text=data["text"], owner=owner, due_on=data["due_on"], by=request.member, at=request.now
        )
        return _to(request, chat, "Added.")
    return _show(request, chat, form)


@page("missing/chat_outcome.html", may=Permission.OFFER_CHATS, writes=True)
def finish_follow_up(request: Request, chat: Chat, follow_up: UUID) -> Response:
    """What came of it."""
    found = FollowUp.visible_to(request.viewer).filter(pk=follow_up, chat=chat).first()
    if found is None:
        raise Http404
    form = OutcomeForm(request.POST)
    if request.posted and form.is_valid():
        try:
            actions.finish_follow_up(
                follow_up=found, outcome=form.cleaned_data["outcome"], by=request.member, at=request.now
            )
            return _to(request, chat, "Saved.")
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return _show(request, chat, form, follow_up=found, against="It is done already." if found.done_at else "")


def _to(request: Request, chat: Chat, said: str = "") -> Response:
    return request.go("missing:chat", chat, said=said)


def _show(request: Request, chat: Chat, form: Form, **context: Any) -> Response:
    viewer = request.viewer
    return request.show(
        form=form,
        name=named(chat.child, viewer),
        who=identity_of(chat.child, viewer),
        cancel_url=reverse("missing:chat", args=[chat.pk]),
        **context,
    )
