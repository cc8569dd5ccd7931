"""The lists that can be taken out as a file: the page's own queryset, in the viewer's scope, and the columns that may leave.

No free text and no address is among the columns: what leaves is what a list counts, never what was written about a child.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.queries import lists as children
from lantern.children.queries.marked import read_mark
from lantern.children.rules.authorities import duty_words
from lantern.children.vocabulary import Status
from lantern.documents.rules import Cell, Column, Holds
from lantern.exchange.queries import doubles, queue
from lantern.exchange.queries import lists_after_return as after
from lantern.exchange.queries import lists_of_duty as duty
from lantern.exchange.queries import lists_of_exploitation as exploited
from lantern.exchange.queries import lists_of_mace1 as of_mace1
from lantern.exchange.queries import lists_of_persons as concern
from lantern.exchange.queries import lists_of_queue as of_queue
from lantern.exchange.queries.cells import WHO, said, time, who
from lantern.missing.models import Episode, Incident
from lantern.missing.queries.board import shown_now
from lantern.missing.queries.chat_board import waiting_requests
from lantern.missing.queries.episodes import ORDER, Asked, episodes
from lantern.missing.vocabulary import ABSENCE_WORDS, Absence, Shown
from lantern.obligations import queries as obligations
from lantern.obligations import rows, subjects
from lantern.obligations.asked import asked_for
from lantern.obligations.models import Obligation

Params = Mapping[str, str]


@dataclass(frozen=True)
class Listed:
    """One list: who may open it, what it holds, what of each row may leave, and whose row it is."""

    title: str
    may: Permission
    back: str
    columns: tuple[Column, ...]
    found: Callable[[Viewer, Params], QuerySet[Any] | Sequence[Any]]
    row: Callable[[Any, Viewer], Sequence[Cell]]
    children: Callable[[Any], Iterable[UUID]]


def whose(row: Any) -> tuple[UUID]:
    """A row about one child."""
    return (row.child_id,)


def nobody(row: Any) -> tuple[UUID, ...]:
    """A row about no child that is known yet."""
    return ()


def _episodes(viewer: Viewer, params: Params) -> QuerySet[Any]:
    asked = Asked.read(params)
    return episodes(viewer, asked).order_by(*ORDER[asked.sort])


def _now(viewer: Viewer, params: Params) -> QuerySet[Any]:
    shown = params.get("show", "")
    return shown_now(viewer, Shown(shown) if shown in set(Shown) else Shown.ALL, read_mark(params))


def _episode(each: Episode, viewer: Viewer) -> Sequence[Cell]:
    return (
        *who(each.child, viewer),
        Status(each.child.status).label,
        ABSENCE_WORDS[Absence(each.absence)],
        said(each.start),
        time(each.reported_at),
        said(each.end),
        each.risk,
        each.grade,
        each.missing_from,
        each.found_kind,
        each.found_by,
        each.harm,
    )


def _owed(viewer: Viewer, params: Params) -> QuerySet[Obligation]:
    return obligations.owed(viewer, asked_for(params))


def _obligation(each: Obligation, viewer: Viewer) -> Sequence[Cell]:
    return (
        *who(each.child, viewer),
        subjects.verb(each),
        time(each.due_at),
        time(each.met_at),
        time(each.waived_at),
        duty_words(
            rows.holder_of(each, viewer),
            rows.whose(each, viewer) if each.owner_id != viewer.member.pk else viewer.member.name,
        ),
    )


def _child(each: Child, viewer: Viewer) -> Sequence[Cell]:
    return (*who(each, viewer), Status(each.status).label, "yes" if each.provisional else "no", time(each.created_at))


def _waiting(each: Incident, viewer: Viewer) -> Sequence[Cell]:
    return (
        each.source,
        each.reference,
        time(each.first_said),
        viewer.areas.name(each.area_id) if each.area_id else "",
    )


EPISODE = (
    *WHO,
    Column("Status"),
    Column("Kind", width=14),
    Column("Last seen", Holds.TIME),
    Column("Reported", Holds.TIME),
    Column("Returned", Holds.TIME),
    Column("Risk", width=10),
    Column("Grade", width=12),
    Column("From", width=12),
    Column("Found at", width=14),
    Column("Found by", width=14),
    Column("Harm", width=12),
)
OWED = (
    *WHO,
    Column("What", width=34),
    Column("Due", Holds.TIME),
    Column("Done", Holds.TIME),
    Column("Waived", Holds.TIME),
    Column("Whose", width=26),
)
CHILD = (*WHO, Column("Status"), Column("Provisional", width=12), Column("Record opened", Holds.TIME))
WAITING = (Column("Source"), Column("Reference"), Column("First told", Holds.TIME), Column("District"))

LISTS: dict[str, Listed] = {
    "episodes": Listed(
        "Every episode", Permission.SEE_MISSING, "missing:episodes", EPISODE, _episodes, _episode, whose
    ),
    "missing-now": Listed(
        "Missing now", Permission.SEE_MISSING, "missing:now", EPISODE, _now, _episode, whose
    ),
    "owed": Listed(
        "Obligations due", Permission.SEE_OBLIGATIONS, "obligations:owed", OWED, _owed, _obligation, whose
    ),
    "my-children": Listed(
        "Children you work with", Permission.SEE_CHILDREN, "children:search", CHILD,
        lambda viewer, _: children.allocated_to(viewer), _child, lambda row: (row.pk,),
    ),
    "provisional": Listed(
        "Provisional records", Permission.SEE_CHILDREN, "children:provisional", CHILD,
        lambda viewer, _: children.provisional(viewer), _child, lambda row: (row.pk,),
    ),
    "unplaced": Listed(
        "Children without an area", Permission.SEE_CHILDREN, "children:unplaced", CHILD,
        lambda viewer, _: children.unplaced(viewer), _child, lambda row: (row.pk,),
    ),
    "notifications": Listed(
        "Notifications that wait for a person", Permission.DECIDE_NOTIFICATIONS, "exchange:queue", WAITING,
        lambda viewer, _: queue.who_is_it(viewer), _waiting, nobody,
    ),
    "triggers": Listed(
        "Triggers", Permission.SEE_MISSING, "missing:triggers", after.TRIGGER, after.triggers_asked, after.trigger,
        whose,
    ),
    "chats": Listed(
        "Missing chats", Permission.OFFER_CHATS, "missing:chats", after.CHAT, after.chats_asked, after.chat,
        lambda row: (row.chat.child_id,),
    ),
    "requests": Listed(
        "Requests for a chat that wait for a person", Permission.ALLOCATE_CHATS, "missing:chat_requests", after.REQUEST,
        lambda viewer, _: waiting_requests(viewer), after.request, nobody,
    ),
    "letters": Listed(
        "Letters that offer a chat", Permission.SEND_LETTERS, "missing:letters", after.LETTER, after.letters_asked,
        after.letter, after.letter_about,
    ),
    "differing": Listed(
        "Where a child says otherwise", Permission.ALLOCATE_CHATS, "missing:chats", after.DIFFERING, after.differing_asked,
        after.otherwise, lambda row: (row.asked.child_id,),
    ),
    "places": Listed(
        "Places in common", Permission.ACKNOWLEDGE, "missing:common_places", duty.PLACE, duty.places, duty.place,
        duty.place_about,
    ),
    "rota": Listed("Rota", Permission.SEE_MISSING, "missing:rota", duty.ROTA, duty.shifts, duty.shift, nobody),
    "overlaps": Listed(
        "Notifications that overlap another", Permission.DECIDE_NOTIFICATIONS, "exchange:queue", of_queue.LINKED,
        lambda viewer, _: queue.overlapping(viewer), of_queue.linked, of_queue.linked_about,
    ),
    "times": Listed(
        "Notifications with times in doubt", Permission.DECIDE_NOTIFICATIONS, "exchange:queue", of_queue.LINKED,
        lambda viewer, _: queue.in_doubt(viewer), of_queue.linked, of_queue.linked_about,
    ),
    "decisions": Listed(
        "Recent decisions", Permission.SEE_NOTIFICATIONS, "exchange:decisions", of_queue.DECISION,
        lambda viewer, _: queue.decisions(viewer), of_queue.decision, of_queue.decision_about,
    ),
    "doubles": Listed(
        "Likely duplicates", Permission.DECIDE_NOTIFICATIONS, "exchange:doubles", of_queue.PAIR,
        lambda viewer, _: doubles.doubles(viewer), of_queue.pair, of_queue.both,
    ),
    "merges": Listed(
        "Merged and told apart", Permission.DECIDE_NOTIFICATIONS, "exchange:merges", of_queue.SAID, of_queue.said_of_two,
        of_queue.said, of_queue.both,
    ),
    "levels": Listed(
        "Children by level of exploitation", Permission.SEE_EXPLOITATION, "exploitation:levels", exploited.LEVEL,
        exploited.levels, exploited.level, whose,
    ),
    "concerns": Listed(
        "Concerns", Permission.LOOK_AT_CONCERNS, "exploitation:concerns", exploited.CONCERN, exploited.concerns,
        exploited.concern, whose,
    ),
    "tracker": Listed(
        "MACE 1 tracker", Permission.SEE_CHILDREN, "mace1:tracker", of_mace1.TRACKED, of_mace1.tracked, of_mace1.case, whose,
    ),
    "actions": Listed(
        "Actions of MACE 1", Permission.SEE_CHILDREN, "mace1:actions", of_mace1.ACTION, of_mace1.actions, of_mace1.action,
        whose,
    ),
    "contexts": Listed(
        "Groups and places", Permission.SEE_PERSONS, "network:contexts", concern.CONTEXT, concern.contexts, concern.context,
        nobody,
    ),
    "persons-of-concern": Listed(
        "Persons of concern", Permission.SEE_PERSONS, "network:persons", concern.PERSON, concern.persons, concern.person,
        concern.person_about,
    ),
    "orders": Listed(
        "Orders and notices", Permission.SEE_PERSONS, "network:orders", concern.ORDER, concern.orders, concern.order,
        concern.order_about,
    ),
}  # fmt: skip
"""By the word in the address."""
