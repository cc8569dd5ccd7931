"""What a chat told, saved as one types; the same page works as a plain form (MIS-9)."""

from uuid import uuid4

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.frame import Link
from lantern.missing import actions
from lantern.missing.models import Chat
from lantern.missing.parts.chat_record import CHOICES, record_parts
from lantern.missing.parts.chats import episode_words
from lantern.missing.parts.who import identity_of, named
from lantern.missing.queries.chat_texts import against_writing, sections_now, writers
from lantern.missing.queries.chats import episodes_of_chat
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Section
from lantern.writing.actions import Kept
from lantern.writing.rules import Typed
from lantern.writing.sent import NO_ANSWER, Sent, refuse, save_all, save_one

SECTIONS = {each.slug: each for each in Section}


@page("missing/chat_record.html", may=Permission.READ_CHATS, writes=True)
def record(request: Request, chat: Chat) -> Response:
    """Every section; posted as a whole, each is saved by itself and what others wrote meanwhile is shown beside."""
    against, sent = against_writing(chat, request.viewer), Sent()
    if request.posted and not against:
        sent = save_all(request, SECTIONS, lambda slug, typed: _save(request, chat, SECTIONS[slug], typed))
        if not sent.clashed and not sent.refused:
            return request.go("missing:chat", chat, said="Saved.")
    return request.show(
        chat=chat,
        name=named(chat.child, request.viewer),
        who=identity_of(chat.child, request.viewer),
        breadcrumbs=[
            Link("Missing", reverse("missing:now")),
            Link("Missing chat", reverse("missing:chat", args=[chat.pk])),
        ],
        parts=record_parts(sections_now(chat), writers(chat), request.viewer, sent.typed),
        episodes=[episode_words(each, request.viewer) for each in episodes_of_chat(chat)],
        against=against,
        clashed=sent.clashed,
        refused=sent.reasons,
        editing=uuid4(),
        save_url=reverse("missing:save_section", args=[chat.pk]),
    )


@page("missing/chat_record.html", may=Permission.READ_CHATS, writes=True)
def save_section(request: Request, chat: Chat) -> Response:
    """One section, sent by the page's script every few seconds; answers what became of it and what stands now."""
    if not request.posted:
        return request.go("missing:chat_record", chat)
    section = SECTIONS.get(request.POST.get("section", ""))
    if section is None or against_writing(chat, request.viewer):
        return refuse()
    return save_one(request, lambda typed: _save(request, chat, section, typed), lambda: writers(chat))


def _save(request: Request, chat: Chat, section: Section, typed: Typed) -> Kept:
    if typed.text and section in CHOICES and typed.text not in dict(CHOICES[section]):
        raise NotAllowed(NO_ANSWER)
    return actions.save_section(
        chat=chat, section=section, text=typed.text, based_on=typed.based_on, editing=typed.editing, by=request.member,
        at=request.now,
    )  # fmt: skip
