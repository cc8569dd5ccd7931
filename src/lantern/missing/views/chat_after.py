"""After a chat: the social worker is told and says so, and what is to be done gets its outcome (MIS-11)."""

from uuid import UUID

from django.http import Http404

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.missing import actions
from lantern.missing.forms import FollowUpForm, OutcomeForm, TellForm
from lantern.missing.models import Chat, FollowUp
from lantern.missing.queries.chat_board import owners_for, social_worker_of, tellings_to
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.views.entered import entered_of_chat, pressed

NOBODY = "The child has no social worker. Allocate one on the child’s page, then tell them."


@page("missing/chat_tell.html", may=Permission.OFFER_CHATS, writes=True)
def tell(request: Request, chat: Chat) -> Response:
    """Tell the social worker how it went."""
    worker = social_worker_of(chat, request.viewer)
    form = TellForm(request.POST)

    def save() -> str:
        if worker is None:
            raise NotAllowed(NOBODY)
        site = f"{request.http.scheme}://{request.http.get_host()}"
        actions.tell_of_chat(
            chat=chat, to=worker, words=form.cleaned_data["words"], site=site, by=request.member, at=request.now
        )
        return f"{worker.name} is told."

    return entered_of_chat(request, chat, form, save, worker=worker, against="" if worker else NOBODY)


@page("missing/chat.html", may=Permission.OFFER_CHATS, writes=True)
def acknowledge(request: Request, chat: Chat) -> Response:
    """Who was told says that they have read it."""

    def act() -> str:
        telling = tellings_to(request.viewer).filter(chat=chat).first()
        if telling is None:
            return ""
        actions.acknowledge_telling(telling=telling, by=request.member, at=request.now)
        return "Acknowledged."

    return pressed(request, act, "missing:chat", chat)


@page("missing/chat_follow_up.html", may=Permission.OFFER_CHATS, writes=True)
def add_follow_up(request: Request, chat: Chat) -> Response:
    """Something to do because of what the chat told."""
    owners = {str(each.pk): each for each in owners_for(chat, request.viewer)}
    form = FollowUpForm(request.POST, now=request.now, owners=[(key, each.name) for key, each in owners.items()])

    def save() -> str:
        data = form.cleaned_data
        actions.add_follow_up(
            chat=chat,
            text=data["text"],
            owner=owners[data["owner"]],
            due_on=data["due_on"],
            by=request.member,
            at=request.now,
        )
        return "Added."

    return entered_of_chat(request, chat, form, save)


@page("missing/chat_outcome.html", may=Permission.OFFER_CHATS, writes=True)
def finish_follow_up(request: Request, chat: Chat, follow_up: UUID) -> Response:
    """What came of it."""
    found = FollowUp.visible_to(request.viewer).filter(pk=follow_up, chat=chat).first()
    if found is None:
        raise Http404
    form = OutcomeForm(request.POST)

    def save() -> str:
        actions.finish_follow_up(
            follow_up=found, outcome=form.cleaned_data["outcome"], by=request.member, at=request.now
        )
        return "Saved."

    against = "It is done already." if found.done_at else ""
    return entered_of_chat(request, chat, form, save, follow_up=found, against=against)
