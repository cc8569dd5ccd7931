"""What the lists of triggers, chats, requests and letters take out: the pages' own rows, and nothing that was written."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.queries.marked import read_mark
from lantern.documents.rules import Cell, Column, Holds
from lantern.exchange.queries.cells import WHO, said, time, who
from lantern.missing.models import ChatRequest, Letter, Trigger
from lantern.missing.queries import letters
from lantern.missing.queries.chat_asked import Differing, differing
from lantern.missing.queries.chat_board import Going, going_on, of_group
from lantern.missing.queries.triggers import Asked, triggers
from lantern.missing.vocabulary import TRIGGER_WORDS, LettersShown, TriggerKind
from lantern.timekeeping.moments import Moment

TRIGGER = (
    *WHO,
    Column("What set it off", width=34),
    Column("Known since", Holds.TIME),
    Column("Who answers", width=22),
    Column("Answered", Holds.TIME),
    Column("Withdrawn", Holds.TIME),
)
CHAT = (
    *WHO,
    Column("How it stands", width=28),
    Column("Opened", Holds.TIME),
    Column("Due", Holds.TIME),
    Column("Given to", width=26),
)
REQUEST = (Column("Received", Holds.TIME), Column("Who asks", width=18), Column("How", width=18), Column("District"))
DIFFERING = (*WHO, Column("Asked", Holds.TIME), Column("What differs", width=60))
LETTER = (
    *WHO,
    Column("To", width=18),
    Column("Due", Holds.TIME),
    Column("Printed", Holds.TIME),
    Column("Posted", Holds.TIME),
)


def triggers_asked(viewer: Viewer, params: Mapping[str, str]) -> QuerySet[Any]:
    """As the page is narrowed."""
    return triggers(viewer, Asked.read(params))


def trigger(each: Trigger, viewer: Viewer) -> Sequence[Cell]:
    """Its cause by kind: the words of it may name people."""
    known = said(Moment(each.at, each.date_only))
    answers = (each.answerer, time(each.answered_at), time(each.withdrawn_at))
    return (*who(each.child, viewer), TRIGGER_WORDS[TriggerKind(each.kind)], known, *answers)


def chats_asked(viewer: Viewer, params: Mapping[str, str]) -> Sequence[Going]:
    """As the page is narrowed, and as many."""
    return of_group(going_on(viewer, read_mark(params)), params.get("shown", ""), viewer)


def chat(each: Going, viewer: Viewer) -> Sequence[Cell]:
    """What the board says of one, without the child's wish."""
    holds = each.chat.worker.name if each.chat.worker else ""
    return (*who(each.chat.child, viewer), each.state.value, time(each.chat.opened_at), time(each.due), holds)


def request(each: ChatRequest, viewer: Viewer) -> Sequence[Cell]:
    """When, by whom and how: who is meant is what nobody has said yet."""
    return (time(each.received_at), each.asker, each.channel, viewer.areas.name(each.area_id) if each.area_id else "")


def letters_asked(viewer: Viewer, params: Mapping[str, str]) -> QuerySet[Any]:
    """Children who are owed letters, or the letters there are, as the page is narrowed."""
    shown, mark = LettersShown.read(params.get("show", "")), read_mark(params)
    if shown is LettersShown.PRINTED:
        return letters.not_posted(viewer, mark).select_related("child")
    if shown is LettersShown.POSTED:
        return letters.posted(viewer, mark).select_related("child")
    return letters.children_owed(viewer, letters.not_open(), mark, theirs=shown is LettersShown.THEIRS)


def letter(each: Any, viewer: Viewer) -> Sequence[Cell]:
    """To whom and since when; without where, and without what it says."""
    if isinstance(each, Letter):
        return (*who(each.child, viewer), each.to, None, time(each.printed_at), time(each.posted_at))
    return (*who(each, viewer), "", time(each.due), None, None)


def letter_about(each: Child | Letter) -> tuple[UUID]:
    """The child whose row it is."""
    return (each.child_id if isinstance(each, Letter) else each.pk,)


def differing_asked(viewer: Viewer, params: Mapping[str, str]) -> Sequence[Differing]:
    """As the page is narrowed."""
    return differing(viewer, read_mark(params))


def otherwise(each: Differing, viewer: Viewer) -> Sequence[Cell]:
    """Which of the two is to be looked at, in the page's own sentence; what the child said stays in Lantern."""
    return (*who(each.asked.child, viewer), said(Moment(each.asked.happened_at, each.asked.date_only)), each.words)
