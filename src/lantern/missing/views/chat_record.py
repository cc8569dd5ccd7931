"""What a chat told, saved as one types; the same page works as a plain form (MIS-9)."""

from uuid import uuid4

from django.http import JsonResponse
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.frame import Link
from lantern.missing import actions
from lantern.missing.actions.chat_texts import Kept
from lantern.missing.models import Chat
from lantern.missing.parts.chat_record import CHOICES, record_parts
from lantern.missing.parts.chats import episode_words
from lantern.missing.parts.who import identity_of, named
from lantern.missing.queries.chat_texts import against_writing, sections_now, writers
from lantern.missing.queries.chats import episodes_of_chat
from lantern.missing.rules.chat_texts import Result, Typed
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Section

SECTIONS = {each.slug: each for each in Section}


@page("missing/chat_record.html", may=Permission.READ_CHATS, writes=True)
def record(request: Request, chat: Chat) -> Response:
    """Every section; posted as a whole, each is saved by itself and what others wrote meanwhile is shown beside."""
    against = against_writing(chat, request.viewer)
    refused, clashed = dict[Section, tuple[Typed, str]](), False
    if request.posted and not against:
        refused, clashed = _save_all(request, chat)
        if not clashed and not refused:
            return request.go("missing:chat", chat, said="Saved.")
    names = writers(chat)
    return request.show(
        chat=chat,
        name=named(chat.child, request.viewer),
        who=identity_of(chat.child, request.viewer),
        breadcrumbs=[
            Link("Missing", reverse("missing:now")),
            Link("Missing chat", reverse("missing:chat", args=[chat.pk])),
        ],
        parts=record_parts(
            sections_now(chat), names, request.viewer, {section: typed for section, (typed, _) in refused.items()}
        ),
        episodes=[episode_words(each, request.viewer) for each in episodes_of_chat(chat)],
        against=against,
        clashed=clashed,
        refused=" ".join(dict.fromkeys(reason for _, reason in refused.values())),
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
        return JsonResponse({"refused": "This section cannot be written."}, status=403)
    try:
        kept = _save(request, chat, section, _typed(request, "text", "base"))
    except NotAllowed as refusal:
        return JsonResponse({"refused": refusal.reason}, status=422)
    told = {"result": kept.result.value, "version": kept.now.version}
    if kept.result is Result.BESIDE:
        told |= {"text": kept.now.text, "by": writers(chat).get(kept.now.by, "")}
    return JsonResponse(told, status=202 if kept.result is Result.BESIDE else 201)


def _save_all(request: Request, chat: Chat) -> tuple[dict[Section, tuple[Typed, str]], bool]:
    """Save what the form holds; what was refused and why, and whether somebody else wrote meanwhile."""
    refused, clashed = dict[Section, tuple[Typed, str]](), False
    for slug, section in SECTIONS.items():
        if slug not in request.POST:
            continue
        typed = _typed(request, slug, f"{slug}-base")
        try:
            clashed |= _save(request, chat, section, typed).result is Result.BESIDE
        except NotAllowed as refusal:
            refused[section] = typed, refusal.reason
    return refused, clashed


def _save(request: Request, chat: Chat, section: Section, typed: Typed) -> Kept:
    if typed.text and section in CHOICES and typed.text not in dict(CHOICES[section]):
        raise NotAllowed("That is not one of the answers to this question.")
    return actions.save_section(
        chat=chat, section=section, text=typed.text, based_on=typed.based_on, editing=typed.editing, by=request.member,
        at=request.now,
    )  # fmt: skip


def _typed(request: Request, text: str, base: str) -> Typed:
    return Typed(
        _clean(request.POST.get(text, "")),
        _number(request.POST.get(base)),
        str(request.member.pk),
        _clean(request.POST.get("editing", ""))[:40],
    )


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
