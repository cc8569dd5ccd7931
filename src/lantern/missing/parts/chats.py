"""A missing chat as its page draws it: how far it has come, who said what when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.design.parts import Stage, Tag
from lantern.missing.models import Answer, Chat, Episode, Offer, Sitting
from lantern.missing.queries.chat_facts import facts_of_chats
from lantern.missing.queries.chats import ChatTold
from lantern.missing.rules.chats import OVER, REFUSED, held, offered, standing
from lantern.missing.vocabulary import ABSENCE_WORDS, Absence, ChatState, OfferedHow, OfferedTo, Said
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import Span

STATE_KINDS = {
    ChatState.HELD: "done",
    ChatState.ACCEPTED: "note",
    ChatState.OFFERED: "plain",
    ChatState.NO_ANSWER: "warning",
    ChatState.ASKED_FOR: "warning",
}
SAID_WORDS = {Said.ACCEPTED: "said yes", Said.DECLINED: "said no", Said.NO_ANSWER: "could not be reached"}
LATEST = 5


@dataclass(frozen=True)
class ChatLine:
    """One thing that happened: offered, answered, held."""

    at: Moment
    title: str
    by: str
    note: str
    withdraw_url: str
    is_withdrawn: bool


def state_tag(state: ChatState) -> Tag:
    """How a chat stands, as a mark."""
    return Tag(state.value.capitalize(), STATE_KINDS.get(state, "plain"))


def chat_stages(told: ChatTold) -> list[Stage]:
    """Offered, answered, held."""
    state, facts = told.state, told.facts
    first = offered(facts)
    answers = [each for each in facts.answers if each.said is not Said.NO_ANSWER]
    answered = max((each.at for each in answers), default=None)
    return [
        _stage("Offered", first, is_now=first is None, note="not offered" if state is ChatState.NOT_OFFERED else ""),
        _stage("Answered", answered, is_now=first is not None and not answered, note=_answer_note(state)),
        _stage("Held", held(facts), is_now=state is ChatState.ACCEPTED, note="" if state not in OVER else "not owed"),
    ]


def _stage(label: str, at: Moment | None, *, is_now: bool, note: str) -> Stage:
    return Stage(label, "done" if at else "now" if is_now else "next", at=at, note=note)  # type: ignore[arg-type]


def _answer_note(state: ChatState) -> str:
    return state.value if state in {ChatState.ACCEPTED, ChatState.NO_ANSWER} | REFUSED else ""


def chat_lines(chat: Chat, told: ChatTold, viewer: Viewer) -> list[ChatLine]:
    """Everything recorded, latest first, what was taken back included."""
    may = viewer.may(Permission.OFFER_CHATS)
    lines = [*_lines(chat, told.offers, "offer", may), *_lines(chat, told.answers, "answer", may)]
    lines += _lines(chat, told.sittings, "sitting", may)
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _lines(chat: Chat, facts: Iterable[Any], kind: str, may: bool) -> Iterator[ChatLine]:
    for fact in facts:
        url = reverse("missing:take_back", args=[chat.pk, kind, fact.pk])
        yield chat_line(fact, url if may and fact.withdrawn_at is None else "")


def chat_line(fact: Offer | Answer | Sitting, withdraw_url: str = "") -> ChatLine:
    """One thing that was recorded."""
    return ChatLine(
        at=Moment(fact.happened_at, fact.date_only),
        title=_title(fact),
        by=fact.by.name if fact.by else "",
        note="\n".join(filter(None, (getattr(fact, "reason", ""), fact.note))),
        withdraw_url=withdraw_url,
        is_withdrawn=fact.withdrawn_at is not None,
    )


def _title(fact: Offer | Answer | Sitting) -> str:
    if isinstance(fact, Offer):
        return "Not offered" if fact.how == OfferedHow.NOT_OFFERED else f"Offered to the {fact.to} {fact.how}"
    if isinstance(fact, Answer):
        way = f", by {fact.channel}" if fact.channel else ""
        return f"The {OfferedTo(fact.whose)} {SAID_WORDS[Said(fact.said)]}{way}"
    return f"Held {fact.how}" + (f", {fact.where}" if fact.where else "")


def episode_words(episode: Episode, viewer: Viewer) -> str:
    """Missing from Fri 6 Nov, 9pm, for 5 hours."""
    kind = ABSENCE_WORDS[Absence(episode.absence)]
    lasted = f", for {words.elapsed_in(Span(episode.start, episode.end), viewer.now)}" if episode.end else ""
    return f"{kind} from {words.said_long(episode.start)}{lasted}"


def wish_words(chat: Chat) -> str:
    """With whom the child would rather talk."""
    return ", ".join(filter(None, (chat.wish if chat.wish != "somebody they name" else "", chat.wish_words)))


def chats_of_child(child: Child) -> list[tuple[Chat, Tag]]:
    """The child's latest chats and how each stands; two queries."""
    rows = list(Chat.objects.filter(child=child).order_by("-opened_at")[:LATEST])
    facts = facts_of_chats([each.pk for each in rows])
    return [(each, state_tag(standing(facts[each.pk]))) for each in rows]
