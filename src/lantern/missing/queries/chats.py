"""Missing chats, through the viewer's scope."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Value

from lantern.missing.models import Answer, Chat, ChatRequest, ChatText, Episode, FollowUp, Offer, Sitting, Telling
from lantern.missing.queries.chat_facts import chats_of, fact_of
from lantern.missing.rules.chats import NOTHING_SAID, ChatFacts, standing
from lantern.missing.vocabulary import ChatState
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment


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
    """What `chat` rests on, in two queries. The caller has reached it through the scope."""
    found: dict[str, list[Any]] = {kind: [] for kind in RECORDED}
    facts = NOTHING_SAID
    for kind, one in _recorded(chat):
        found[kind].append(one)
        if one.withdrawn_at is None:
            first, second, _ = RECORDED[kind][1]
            moment = Moment(one.happened_at, one.date_only)
            facts |= fact_of(kind, getattr(one, first), getattr(one, second), moment)
    return ChatTold(facts, episodes_of_chat(chat), found["offer"], found["answer"], found["sitting"])


RECORDED: dict[str, tuple[Any, tuple[str, str, str]]] = {
    "offer": (Offer, ("to", "how", "reason")),
    "answer": (Answer, ("whose", "said", "channel")),
    "sitting": (Sitting, ("how", "how", "where")),
}
SAME = ("happened_at", "date_only", "note", "recorded_at", "withdrawn_at")


def _recorded(chat: Chat) -> Iterator[tuple[str, Any]]:
    """Offers, answers and sittings with who recorded each, in the order in which they happened, in one query."""
    first, *rest = [
        model.objects.filter(chat=chat).annotate(fact=Value(kind)).values_list("fact", "pk", "by__name", *SAME, *own)
        for kind, (model, own) in RECORDED.items()
    ]
    rows = first.union(*rest, all=True)
    for kind, pk, by, *values in sorted(rows, key=lambda row: (row[3], row[6])):
        model, own = RECORDED[kind]
        given = dict(zip((*SAME, *own), values, strict=True))
        yield kind, model(pk=pk, chat=chat, child_id=chat.child_id, by=Member(name=by) if by else None, **given)


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
