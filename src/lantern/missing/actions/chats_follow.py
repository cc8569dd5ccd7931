"""A chat goes along when all that it is about turns out to be of another child (MIS-4, MIS-9)."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from lantern.missing.models import (
    Answer,
    Chat,
    ChatRequest,
    ChatText,
    Cover,
    FollowUp,
    Offer,
    Sitting,
    Telling,
)
from lantern.network.models import Mention

ABOUT_A_CHAT = (Cover, Offer, Answer, Sitting, ChatText, FollowUp, Telling, ChatRequest)


def chats_follow(of: Mapping[UUID, UUID]) -> None:
    """`of` says which child each incident is about now. A chat that is also about an episode of its own child stays."""
    moved = Cover.objects.filter(incident__in=list(of), ended_at=None).values("chat")
    rows = Cover.objects.filter(chat__in=moved, ended_at=None)
    about: dict[UUID, set[UUID | None]] = defaultdict(set)
    own: dict[UUID, UUID] = {}
    for chat, child, incident, now in rows.values_list(
        "chat_id", "chat__child_id", "incident_id", "incident__child_id"
    ):
        about[chat].add(of.get(incident, now))
        own[chat] = child
    for chat, children in about.items():
        (first, *others) = children
        if first is not None and not others and first != own[chat]:
            _move(chat, first)


def _move(chat: UUID, child: UUID) -> None:
    Chat.objects.filter(pk=chat).update(child=child)
    for model in ABOUT_A_CHAT:
        model.objects.filter(chat=chat).update(child=child)
    Mention.objects.filter(source_kind="chat", source_id=chat).update(child=child)
