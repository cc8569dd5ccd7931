"""People, places and things that a chat names: each one confirmed with one press, never typed again (INT-6)."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.asked import read_id
from lantern.design.frame import Link
from lantern.missing.models import Chat
from lantern.missing.parts.chat_names import named_in, section_label
from lantern.missing.parts.who import identity_of, named
from lantern.missing.queries.chat_texts import against_writing
from lantern.missing.queries.chats import episodes_of_chat, texts_of_chat
from lantern.missing.vocabulary import Section
from lantern.network.actions import confirm_mention, withdraw_mention
from lantern.network.models import Entity
from lantern.network.queries import mentions_in, visible_entity
from lantern.network.rules.suggesting import suggestions
from lantern.network.vocabulary import Kind

SOURCE = "chat"


@page("missing/chat_names.html", may=Permission.READ_CHATS, writes=True)
def names(request: Request, chat: Chat) -> Response:
    """What may be named, in its own words; a press confirms it, another takes it back."""
    viewer = request.viewer
    against = against_writing(chat, viewer)
    if request.posted and not against:
        _take_back(request, chat) if "take_back" in request.POST else _confirm(request, chat)
        return request.go("missing:chat_names", chat)
    confirmed = list(mentions_in(SOURCE, chat.pk, viewer))
    return request.show(
        chat=chat,
        name=named(chat.child, viewer),
        who=identity_of(chat.child, viewer),
        breadcrumbs=[
            Link("Missing chats", reverse("missing:chats")),
            Link("Missing chat", reverse("missing:chat", args=[chat.pk])),
        ],
        found=named_in(chat, texts_of_chat(chat), episodes_of_chat(chat), confirmed, viewer),
        confirmed=[(each, section_label(each.part)) for each in confirmed],
        against=against,
    )


def _confirm(request: Request, chat: Chat) -> None:
    """The words must stand in the section they are said to be of: nothing is named that was not told."""
    kind, words, part = (request.POST.get(name, "") for name in ("kind", "words", "part"))
    if kind not in list(Kind) or part not in list(Section) or not words.strip():
        raise Http404
    text = next((each.text for each in texts_of_chat(chat) if each.section == part), "")
    whole = {one.words for one in suggestions(text)}
    if words not in text and words not in whole:
        raise Http404
    same = _same(request, kind)
    confirm_mention(
        child=chat.child, kind=Kind(kind), words=words, source_kind=SOURCE, source_id=chat.pk, part=part, by=request.member,
        at=request.now, same_as=same,
    )  # fmt: skip


def _same(request: Request, kind: str) -> Entity | None:
    """The entity that it is said to be; a person is no vehicle, whatever the page says."""
    key = request.POST.get("same_as", "")
    found = visible_entity(_id(key), request.viewer) if key else None
    if found and found.kind != kind:
        raise Http404
    return found


def _take_back(request: Request, chat: Chat) -> None:
    key = _id(request.POST["take_back"])
    mention = mentions_in(SOURCE, chat.pk, request.viewer).filter(pk=key).first()
    if mention is None:
        raise Http404
    withdraw_mention(mention=mention, by=request.member, at=request.now)


def _id(text: str) -> UUID:
    if (found := read_id(text)) is None:
        raise Http404
    return found
