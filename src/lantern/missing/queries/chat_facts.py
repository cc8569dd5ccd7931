"""What was recorded of missing chats, as the rules want it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Value

from lantern.missing.models import Answer, Chat, Cover, Offer, Sitting
from lantern.missing.rules import chats as rules
from lantern.missing.vocabulary import ChatState, OfferedHow, OfferedTo, Said
from lantern.timekeeping.moments import Moment


@dataclass
class OfIncident:
    """What the chats that cover an incident come to, and who is to hold the latest that has somebody."""

    facts: rules.ChatFacts = rules.NOTHING_SAID
    chats: list[UUID] = field(default_factory=list)
    worker: UUID | None = None


def chat_facts(children: Mapping[UUID, UUID]) -> dict[UUID, OfIncident]:
    """By incident, for those that a chat covers; `children` says whom each incident is about, in two queries.

    A cover counts only while its incident is about the chat's child: a wrong link that is undone takes the chat off (MIS-4).
    """
    rows = Cover.objects.filter(incident__in=list(children), ended_at=None).order_by("chat__opened_at", "chat")
    covers = list(rows.values_list("incident_id", "child_id", "chat_id", "chat__worker_id"))
    said = facts_of_chats({chat for _, _, chat, _ in covers})
    found: dict[UUID, OfIncident] = {}
    for incident, child, chat, worker in covers:
        if children[incident] == child:
            one = found.setdefault(incident, OfIncident())
            one.facts |= said[chat]
            one.chats.append(chat)
            one.worker = worker or one.worker
    return found


def chats_of(incidents: Collection[UUID], child: UUID) -> OfIncident:
    """What the chats that cover any of a child's `incidents` come to together, latest chat last; in one query."""
    covers = Cover.objects.filter(incident__in=list(incidents), child=child, ended_at=None)
    opened = covers.annotate(fact=Value("cover"), one=Value(""), other=Value(""), date_only=Value(False))
    rows = opened.values_list("fact", "chat_id", "one", "other", "chat__opened_at", "date_only")
    together, since = OfIncident(), {}
    for kind, chat, one, other, at, date_only in rows.union(*_said(covers.values("chat")), all=True):
        if kind == "cover":
            since[chat] = at
        else:
            together.facts |= fact_of(kind, one, other, Moment(at, date_only))
    together.chats = sorted(since, key=lambda chat: (since[chat], chat))
    return together


def facts_of_chats(ids: Collection[UUID]) -> Mapping[UUID, rules.ChatFacts]:
    """By chat, in one query; what was taken back is left out."""
    found = dict.fromkeys(ids, rules.NOTHING_SAID)
    first, *rest = _said(ids)
    for kind, chat, one, other, at, date_only in first.union(*rest, all=True) if ids else ():
        found[chat] |= fact_of(kind, one, other, Moment(at, date_only))
    return found


def state_of(chat: Chat) -> ChatState:
    """How one chat stands."""
    return rules.standing(facts_of_chats([chat.pk])[chat.pk])


def _said(chats: Any) -> list[Any]:
    """Offers, answers and sittings of the chats as rows of one shape."""

    def rows(model: Any, kind: str, one: str, other: str) -> Any:
        standing = model.objects.filter(chat__in=chats, withdrawn_at=None).annotate(fact=Value(kind))
        return standing.values_list("fact", "chat_id", one, other, "happened_at", "date_only")

    return [
        rows(Offer, "offer", "to", "how"),
        rows(Answer, "answer", "whose", "said"),
        rows(Sitting, "sitting", "how", "how"),
    ]


def fact_of(kind: str, one: str, other: str, at: Moment) -> rules.ChatFacts:
    """One row of what was recorded, as the rules want it."""
    if kind == "offer":
        offer = rules.Offer(OfferedTo(one) if one else None, OfferedHow(other), at)
        return rules.ChatFacts(offers=frozenset({offer}))
    if kind == "answer":
        return rules.ChatFacts(answers=frozenset({rules.Answer(OfferedTo(one), Said(other), at)}))
    return rules.ChatFacts(sittings=frozenset({at}))
