"""A missing chat: its own page, and what is entered about how it came about (MIS-8, MIS-9)."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.queries.record import take_record, with_record
from lantern.design.frame import Link
from lantern.missing import actions
from lantern.missing.forms import AnswerForm, ConfirmForm, OfferForm, SittingForm
from lantern.missing.models import Answer, Chat, Episode, Offer, Sitting
from lantern.missing.parts.authorities import chat_holder, filled_in
from lantern.missing.parts.chat_asked import asked_lines
from lantern.missing.parts.chat_record import told_lines
from lantern.missing.parts.chats import chat_line, chat_lines, chat_stages, episode_words, state_tag, wish_words
from lantern.missing.parts.who import identity_of, named
from lantern.missing.queries.allowed import against
from lantern.missing.queries.chat_asked import asked_since, differs, with_asked
from lantern.missing.queries.chat_texts import against_writing
from lantern.missing.queries.chats import after_chat, chat_of_episode, chat_told, episodes_of_chat, episodes_to_cover
from lantern.missing.queries.told import told
from lantern.missing.views.entered import entered, entered_of_chat
from lantern.missing.vocabulary import ChatState
from lantern.timekeeping.moments import Moment

FACTS: dict[str, type[Offer] | type[Answer] | type[Sitting]] = {"offer": Offer, "answer": Answer, "sitting": Sitting}
SAVED = "Saved."


@page("missing/chat.html", may=Permission.RECORD_STEPS)
def chat_of(request: Request, episode: Episode) -> Response:
    """The chat about an episode; where there is none yet, its offer is entered first; the episode for all others."""
    if not request.viewer.may(Permission.OFFER_CHATS):
        return request.go("missing:episode", episode)
    found = chat_of_episode(episode)
    return request.go("missing:chat", found) if found else request.go("missing:offer_chat", episode)


@page("missing/chat_offer.html", may=Permission.OFFER_CHATS, writes=True)
def offer_chat(request: Request, episode: Episode) -> Response:
    """A chat was offered after this return, or was not."""
    form = OfferForm(request.POST, now=request.now, initial={"happened": Moment(request.now)} | filled_in(episode))
    by_letter = episode.end is not None and not told(episode, request.now).was_open_to_services

    def save() -> Response:
        offer = actions.offer_chat(episode=episode, by=request.member, at=request.now, **form.cleaned_offer())
        if answer := form.cleaned_answer():
            actions.answer_chat(chat=offer.chat, by=request.member, at=request.now, **answer)
        return request.go("missing:chat", offer.chat, said=SAVED)

    return entered(
        request,
        episode.child,
        form,
        save,
        back=reverse("missing:episode", args=[episode.pk]),
        against="" if episode.end else "The child is not back yet. Record the return first.",
        episode=episode,
        by_letter=by_letter,
        sends_letters=request.viewer.may(Permission.SEND_LETTERS),
    )


def _with_all(found: Any) -> Any:
    return with_asked(with_record(found))


@page("missing/chat.html", may=Permission.OFFER_CHATS, along=_with_all)
def chat(request: Request, chat: Chat) -> Response:
    """How the chat stands, what it told, and the way on; who was told of it has opened it now."""
    take_record(chat)
    viewer, behind, after, asked = request.viewer, chat_told(chat), after_chat(chat), asked_since(chat)
    mine = [each for each in after.tellings if each.to_id == viewer.member.pk and each.acknowledged_at is None]
    for each in mine:
        actions.open_telling(telling=each, by=request.member, at=request.now)
    return request.show(
        chat=chat,
        breadcrumbs=[Link("Missing", reverse("missing:now")), Link("Missing chats", reverse("missing:chats"))],
        name=named(chat.child, viewer),
        who=identity_of(chat.child, viewer),
        state=state_tag(behind.state),
        holder="" if chat.authority else chat_holder(chat.child, list(behind.episodes), viewer),
        is_held=behind.state is ChatState.HELD,
        stages=chat_stages(behind),
        lines=chat_lines(chat, behind, viewer),
        episodes=[(each, episode_words(each, viewer)) for each in behind.episodes],
        requests=after.requests,
        asked=asked_lines(asked, viewer, shown={each.words for each in after.requests}),
        differs=differs(asked, behind.facts),
        told=told_lines(after.texts),
        follow_ups=after.follow_ups,
        tellings=after.tellings,
        to_acknowledge=bool(mine),
        wish=wish_words(chat),
        write_reason=against(viewer, Permission.READ_CHATS) or against_writing(chat, viewer),
        allocates=viewer.may(Permission.ALLOCATE_CHATS),
    )


@page("missing/chat_answer.html", may=Permission.OFFER_CHATS, writes=True)
def answer_chat(request: Request, chat: Chat) -> Response:
    """What the child, or the parent or carer, said to it."""
    form = AnswerForm(
        request.POST,
        now=request.now,
        initial={"happened": Moment(request.now), "wish": chat.wish, "wish_words": chat.wish_words},
    )

    def save() -> str:
        actions.answer_chat(chat=chat, by=request.member, at=request.now, **form.cleaned_answer())
        return SAVED

    return entered_of_chat(request, chat, form, save)


@page("missing/chat_held.html", may=Permission.OFFER_CHATS, writes=True)
def record_sitting(request: Request, chat: Chat) -> Response:
    """The chat was held; one chat may be about several episodes."""
    episodes = episodes_to_cover(chat)
    form = SittingForm(
        request.POST,
        now=request.now,
        episodes=[(str(each.pk), episode_words(each, request.viewer)) for each in episodes],
        initial={"happened": Moment(request.now), "covers": [str(each.pk) for each in episodes_of_chat(chat)]},
    )

    def save() -> str:
        chosen = [each for each in episodes if str(each.pk) in form.chosen]
        actions.record_sitting(chat=chat, covers=chosen, by=request.member, at=request.now, **form.cleaned_sitting())
        return SAVED

    return entered_of_chat(request, chat, form, save)


@page("missing/chat_take_back.html", may=Permission.OFFER_CHATS, writes=True)
def take_back(request: Request, chat: Chat, kind: str, fact: UUID) -> Response:
    """Take back an offer, an answer or a sitting that was recorded by mistake."""
    model = FACTS.get(kind)
    found = model.visible_to(request.viewer).filter(pk=fact, chat=chat).first() if model else None
    if found is None:
        raise Http404

    def save() -> str:
        actions.withdraw_chat_fact(fact=found, by=request.member, at=request.now)
        return SAVED

    return entered_of_chat(request, chat, ConfirmForm(request.POST), save, line=chat_line(found))
