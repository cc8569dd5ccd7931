"""Missing chats, through the viewer's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lantern.missing.models import Answer, Chat, ChatRequest, ChatText, Episode, FollowUp, Offer, Sitting, Telling
from lantern.missing.queries.chat_facts import chats_of, facts_of_chats
from lantern.missing.rules.chats import ChatFacts, standing
from lantern.missing.vocabulary import ChatState


@dataclass(frozen=True)
class ChatTold:
    """All that was recorded of how a chat came about; what was taken back is among it."""

    facts: ChatFacts
    episodes: Sequence[Episode]
    offers: Sequence[Offer]
    answers: Sequence[Answer]
    sittings: Sequence[Sitting]

    @property
    def state(self) -> ChatState:
        """How it stands."""
        return standing(self.facts)


def chat_told(chat: Chat) -> ChatTold:
    """What `chat` rests on, in five queries. The caller has reached it through the scope."""
    return ChatTold(
        facts_of_chats([chat.pk])[chat.pk],
        episodes_of_chat(chat),
        list(chat.offers.select_related("by").order_by("happened_at", "recorded_at")),
        list(chat.answers.select_related("by").order_by("happened_at", "recorded_at")),
        list(chat.sittings.select_related("by").order_by("happened_at", "recorded_at")),
    )


def episodes_of_chat(chat: Chat) -> list[Episode]:
    """What the chat is about, earliest first."""
    covered = chat.covers.filter(ended_at=None).values("incident")
    return list(Episode.objects.filter(incident__in=covered, child=chat.child_id).order_by("started_at"))


def episodes_to_cover(chat: Chat) -> list[Episode]:
    """Every episode that this chat may be about: those the child came back from, latest first."""
    return list(Episode.objects.filter(child=chat.child_id, ended_at__isnull=False).order_by("-started_at")[:20])


def chat_of_episode(episode: Episode) -> UUID | None:
    """The latest chat that covers the episode."""
    found = chats_of([episode.incident_id], episode.child_id).chats
    return found[-1] if found else None


@dataclass(frozen=True)
class AfterChat:
    """What a chat told, who asked for it, what is to be done, and who was told."""

    texts: Sequence[ChatText]
    requests: Sequence[ChatRequest]
    follow_ups: Sequence[FollowUp]
    tellings: Sequence[Telling]


def texts_of_chat(chat: Chat) -> list[ChatText]:
    """What it told, section by section, as it stands."""
    return list(ChatText.objects.filter(chat=chat, standing=True).exclude(text=""))


def after_chat(chat: Chat) -> AfterChat:
    """In four queries. The caller has reached the chat through the scope."""
    return AfterChat(
        texts_of_chat(chat),
        list(ChatRequest.objects.filter(chat=chat).order_by("received_at")),
        list(FollowUp.objects.filter(chat=chat).select_related("owner").order_by("done_at", "due_on", "at")),
        list(Telling.objects.filter(chat=chat).select_related("to", "by").order_by("-at")),
    )
