"""Everything My work shows, read through the viewer's scope: each number is counted from the queryset of its list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from lantern.access.queries import PeopleAsked, people
from lantern.access.queries import Shown as People
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.queries.lists import allocated_to, provisional, unplaced
from lantern.design.keyset import counted_together
from lantern.design.listing import Count
from lantern.exchange.queries.queue import in_doubt, overlapping, who_is_it
from lantern.exchange.queries.received import has_feed
from lantern.home.queries.since import Since
from lantern.home.queries.since import lists as since_lists
from lantern.mace1.models import Item, Request
from lantern.mace1.queries.action_log import late_in_own_series
from lantern.mace1.queries.requests import answered_lately, to_decide
from lantern.mace1.queries.returns import still_to_say
from lantern.missing.models import Incident
from lantern.missing.queries.board import missing_now
from lantern.missing.queries.chat_board import follow_ups_of, tellings_to, waiting_requests
from lantern.missing.queries.duty import Standing, waiting
from lantern.missing.queries.triggers import Asked as TriggersAsked
from lantern.missing.queries.triggers import triggers
from lantern.missing.vocabulary import Risk, StepKind, TriggerState
from lantern.network.queries.contexts import late_steps_of, reviews_of
from lantern.network.queries.orders import expiring
from lantern.obligations.models import Obligation
from lantern.obligations.queries import Asked, due_now, due_this_week, owed
from lantern.obligations.vocabulary import Shown
from lantern.organisation.models import Member

COUNTED_TO = 100  # more than a person can take in at a glance
ITEMS = 6
QUESTIONS = 3


class Number(StrEnum):
    """The numbers of the page, by what they count."""

    MISSING = "missing"
    HIGH = "high"
    CHECKS_OVERDUE = "checks overdue"
    TRIGGERS = "triggers"
    NOW = "now"
    WEEK = "week"
    WHO = "who"
    OVERLAP = "overlap"
    TIMES = "times"
    PROVISIONAL = "provisional"
    UNPLACED = "unplaced"
    INVITED = "invited"
    WORKS_WITH = "works with"
    CHATS_ASKED = "chats asked for"
    CHATS_TOLD = "told of a chat"
    CHATS_TO_DO = "to do after a chat"
    ORDERS = "orders that end"
    STEPS = "late steps"
    REVIEWS = "late reviews"
    DISCUSSIONS = "discussions asked for"
    ANSWERS = "answers to requests"
    LATE_ACTIONS = "late actions"
    RETURNS = "returns to give"


def _checks_overdue(viewer: Viewer) -> QuerySet[Any]:
    return owed(viewer, Asked(shown=Shown.OVERDUE, kind=StepKind.VULNERABILITY_CHECK))


def _invited(viewer: Viewer) -> QuerySet[Any]:
    return people(viewer, PeopleAsked(shown=People.WAITING))


LISTS: dict[Number, tuple[Permission, Callable[[Viewer], QuerySet[Any]]]] = {
    Number.MISSING: (Permission.SEE_MISSING, missing_now),
    Number.HIGH: (Permission.SEE_MISSING, lambda viewer: missing_now(viewer).filter(risk=Risk.HIGH)),
    Number.CHECKS_OVERDUE: (Permission.SEE_OBLIGATIONS, _checks_overdue),
    Number.TRIGGERS: (Permission.ANSWER_TRIGGERS, lambda viewer: triggers(viewer, TriggersAsked(TriggerState.MINE))),
    Number.NOW: (Permission.SEE_OBLIGATIONS, due_now),
    Number.WEEK: (Permission.SEE_OBLIGATIONS, due_this_week),
    Number.WHO: (Permission.DECIDE_NOTIFICATIONS, who_is_it),
    Number.OVERLAP: (Permission.DECIDE_NOTIFICATIONS, overlapping),
    Number.TIMES: (Permission.DECIDE_NOTIFICATIONS, in_doubt),
    Number.PROVISIONAL: (Permission.EDIT_CHILD, provisional),
    Number.UNPLACED: (Permission.EDIT_CHILD, unplaced),
    Number.INVITED: (Permission.MANAGE_MEMBERS, _invited),
    Number.WORKS_WITH: (Permission.SEE_CHILDREN, allocated_to),
    Number.CHATS_ASKED: (Permission.ALLOCATE_CHATS, waiting_requests),
    Number.CHATS_TOLD: (Permission.OFFER_CHATS, tellings_to),
    Number.CHATS_TO_DO: (Permission.OFFER_CHATS, follow_ups_of),
    Number.ORDERS: (Permission.RECORD_PERSONS, expiring),
    Number.STEPS: (Permission.SEE_PERSONS, late_steps_of),
    Number.REVIEWS: (Permission.RECORD_PERSONS, reviews_of),
    Number.DISCUSSIONS: (Permission.SEE_CHILDREN, to_decide),
    Number.RETURNS: (Permission.SEE_CHILDREN, still_to_say),
    Number.LATE_ACTIONS: (Permission.SEE_CHILDREN, late_in_own_series),
    Number.ANSWERS: (Permission.ASK_FOR_DISCUSSION, answered_lately),
}
Numbers = dict[Number, Count]


@dataclass(frozen=True)
class Work:
    """What one person should know and do; a number that their roles do not open is not there.

    `is_new` says to those who set the partnership up that no feed has come in yet.
    """

    numbers: Numbers
    now: list[Obligation]
    week: list[Obligation]
    questions: list[Incident]
    invited: list[Member]
    is_new: bool = False
    waiting: Sequence[Standing] = ()
    since: dict[Since, Count] = field(default_factory=dict)
    asked: Sequence[Request] = ()
    answered: Sequence[Request] = ()
    returns: Sequence[Item] = ()

    def number(self, of: Number) -> int:
        return self.numbers[of].number if of in self.numbers else 0

    @property
    def children(self) -> list[Any]:
        """The records about children that the page shows."""
        return [*self.now, *self.week, *(each.episode for each in self.waiting), *self.asked, *self.answered]


def work(viewer: Viewer) -> Work:
    """All of it in at most nine queries, and three more for somebody who manages members."""
    lists = {number: read(viewer) for number, (may, read) in LISTS.items() if viewer.may(may)}
    lately = since_lists(viewer)
    counted = counted_together({**lists, **lately}, cap=COUNTED_TO)
    numbers = {number: counted[number] for number in lists}

    def first(number: Number, most: int) -> list[Any]:
        return list(lists[number][:most]) if number in numbers and numbers[number].number else []

    return Work(
        numbers=numbers,
        now=first(Number.NOW, ITEMS),
        week=first(Number.WEEK, ITEMS),
        questions=first(Number.WHO, QUESTIONS),
        invited=first(Number.INVITED, ITEMS),
        is_new=viewer.may(Permission.MANAGE_MEMBERS) and not has_feed(),
        waiting=_asked_of(viewer),
        since={kind: counted[kind] for kind in lately},
        asked=first(Number.DISCUSSIONS, QUESTIONS),
        answered=first(Number.ANSWERS, ITEMS),
        returns=first(Number.RETURNS, 1),
    )


def _asked_of(viewer: Viewer) -> list[Standing]:
    """Children at high risk whom nobody acknowledged, where it is the viewer's turn, or everybody's (MIS-13)."""
    if not viewer.may(Permission.ACKNOWLEDGE):
        return []
    return [each for each in waiting(viewer) if each.is_turn_of(viewer.member) or each.nobody_left][:ITEMS]
