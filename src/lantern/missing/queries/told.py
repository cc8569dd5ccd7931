"""What an episode's page tells: every message it was folded from, what people did, and what waits beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.queries.record import record_of
from lantern.children.vocabulary import WorkKind
from lantern.missing.models import Episode, Incident, Message, Step
from lantern.missing.queries.chat_facts import chats_of
from lantern.missing.queries.owing import owed_by_episode
from lantern.missing.rules import wire
from lantern.missing.rules.chats import NOTHING_SAID, ChatFacts
from lantern.missing.rules.precedence import KIND_RANK
from lantern.obligations.models import Obligation


@dataclass(frozen=True)
class Told:
    """All that stands behind an episode; messages in the order in which they were made."""

    messages: Sequence[Message]
    steps: Sequence[Step]
    owed: Sequence[Obligation]
    held: Sequence[Incident]
    chat: ChatFacts = NOTHING_SAID
    chats: Sequence[UUID] = ()

    @property
    def was_open_to_services(self) -> bool:
        """Whether the child was open to children's services on the day of the return: a contact is owed then (MIS-8)."""
        return any(one.kind == "contact" for one in self.owed)


def told(episode: Episode, now: datetime) -> Told:
    """What `episode` rests on `now`, in four queries. The caller has reached it through the scope."""
    folded, behind = _folded(episode), _messages(episode, with_held=True)
    messages = [each for each in behind if each.incident_id == episode.incident_id or each.fingerprint in folded]
    incidents = {episode.incident_id, *(message.incident_id for message in messages)}
    held = {each.incident_id: each.incident for each in behind if each.incident_id not in incidents}
    steps = Step.objects.filter(incident__in=incidents).select_related("by").order_by("happened_at", "id")
    chat = chats_of(incidents, episode.child_id)
    return Told(
        messages,
        list(steps),
        owed_by_episode([episode.pk], now).get(episode.pk, []),
        list(held.values()),
        chat.facts,
        chat.chats,
    )


def messages_of(episode: Episode) -> list[Message]:
    """The messages of the episode's own incident and of those that a person joined to it."""
    return _messages(episode, with_held=False)


def _messages(episode: Episode, *, with_held: bool) -> list[Message]:
    wanted = Q(incident=episode.incident_id) | Q(fingerprint__in=_folded(episode))
    if with_held:
        wanted |= ~Q(incident__held="")
    of_child = Message.objects.filter(incident__child=episode.child_id)  # by itself, so that an index finds them
    rows = of_child.filter(wanted).select_related("incident", "by__agency")
    return sorted(rows, key=_as_it_went)


def _as_it_went(message: Message) -> tuple[datetime, int, str]:
    """When the message says it was made, else when it came; of one time, as an incident unfolds."""
    read = wire.from_json(message.said)
    return read.said_at or message.received_at, KIND_RANK[read.kind], message.fingerprint


def _folded(episode: Episode) -> frozenset[str]:
    """The keys of the messages whose facts the episode holds."""
    return frozenset(said[2] for said in episode.history)


def worker_of(child: Child, viewer: Viewer) -> str:
    """The social worker's name, or ""."""
    workers = record_of(child).workers(viewer.today)
    return next((each.member_name for each in workers if each.kind == WorkKind.SOCIAL_WORKER), "")


def open_episode_of(child: Child) -> Episode | None:
    """The episode in which the child is missing now, if there is one."""
    return Episode.objects.filter(child=child, ended_at=None, back_by=None).first()
