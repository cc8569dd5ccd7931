"""Everything an episode rests on, read for many children in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from lantern.children.models import Address, Allocation, Child
from lantern.children.queries.profiles import recorded_profiles
from lantern.children.queries.standing import open_on
from lantern.children.vocabulary import WorkKind
from lantern.missing.models import Decision, Incident, Message, Step
from lantern.missing.queries.answers import Answered, answers_of
from lantern.missing.queries.chat_facts import chat_facts
from lantern.missing.queries.chat_harm import told_of_harm
from lantern.missing.rules import message as rules
from lantern.missing.rules import owed, wire
from lantern.missing.rules.chats import ChatFacts, Terms
from lantern.missing.rules.facts import EpisodeFacts, Joins
from lantern.missing.rules.strays import in_conflict, strays
from lantern.missing.rules.triggers import Account
from lantern.missing.vocabulary import DecisionKind, Grade, Link, StepKind
from lantern.obligations.models import Waiver
from lantern.organisation.queries import arrangement_on, current_partnership
from lantern.organisation.rules.arrangement import Arrangement
from lantern.timekeeping.moments import Moment

Key = tuple[str, str]
STANDING = Q(undone_at=None) | Q(kind=DecisionKind.SPLIT)


class Row(NamedTuple):
    """A stored message's id and what became of it."""

    pk: UUID
    outcome: str
    reason: str


@dataclass
class ChildFacts:
    """One child's facts as the rules want them."""

    child: UUID
    area: UUID | None
    worker: UUID | None
    is_open_on: Callable[[date], bool]
    clocks_on: Callable[[EpisodeFacts], owed.Clocks]
    arranged: Callable[[date], Arrangement]
    born: date | None = None
    incidents: dict[Key, UUID] = field(default_factory=dict)
    held: dict[Key, str] = field(default_factory=dict)
    decided: set[Key] = field(default_factory=set)
    messages: dict[str, rules.Message] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    steps: dict[Key, list[owed.Step]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[Key, list[Answered]] = field(default_factory=lambda: defaultdict(list))
    chats: dict[Key, ChatFacts] = field(default_factory=lambda: defaultdict(ChatFacts))
    chat_workers: dict[Key, UUID] = field(default_factory=dict)
    told: list[tuple[frozenset[Key], Account]] = field(default_factory=list)
    addresses: list[tuple[date, date, UUID | None]] = field(default_factory=list)
    joins: Joins = field(default_factory=Joins)

    def area_on(self, day: date) -> UUID | None:
        """The area of the child's address on `day`, else of today's (PAR-2)."""
        return next((area for since, until, area in self.addresses if since <= day < until and area), self.area)


def children_facts(ids: list[UUID], arranged: Callable[[date], Arrangement] | None = None) -> Iterator[ChildFacts]:
    """The facts of each child in `ids`; twelve queries for any number of children.

    An episode follows the clocks of the day it began, and the statuses that counted as open on the day of its return;
    `arranged` says by what arrangement, else the partnership's own.
    """
    if arranged is None:
        partnership = current_partnership()
        arranged = partial(arrangement_on, partnership=partnership)
    workers, rules_of = _workers(ids), _by(ids, arranged)
    found: dict[UUID, ChildFacts] = {}
    for pk, area, born in Child.objects.filter(pk__in=ids).values_list("pk", "area_id", "born"):
        found[pk] = ChildFacts(child=pk, area=area, worker=workers.get(pk), born=born, **rules_of(pk))
    keys = _incidents(found)
    _messages(found, keys)
    _steps_and_joins(found, keys)
    _addresses(found)
    yield from found.values()


def by_another(found: Sequence[ChildFacts], arranged: Callable[[date], Arrangement]) -> list[ChildFacts]:
    """The same facts by another arrangement, without reading them again."""
    rules_of = _by([each.child for each in found], arranged)
    return [replace(each, **rules_of(each.child)) for each in found]


def _by(ids: list[UUID], arranged: Callable[[date], Arrangement]) -> Callable[[UUID], dict[str, Any]]:
    """What of a child's facts hangs on the arrangement; one query for all of them."""
    open_then = open_on(ids, lambda day: arranged(day).missing.open_statuses)
    return lambda pk: {
        "is_open_on": partial(open_then, pk),
        "clocks_on": lambda episode: clocks(arranged(episode.start.day)),
        "arranged": arranged,
    }


def clocks(arrangement: Arrangement) -> owed.Clocks:
    """The arrangement's clocks as the rules want them."""
    given = arrangement.missing.clocks
    return owed.Clocks(
        attendance={
            Grade.IMMEDIATE: given.attend_immediate,
            Grade.PRIORITY: given.attend_priority,
            Grade.SCHEDULED: given.attend_scheduled,
        },
        vulnerability_check=given.vulnerability_check,
        chat_offer=given.chat_offer,
        contact=given.contact,
        prevention_plan=given.prevention_plan,
        chat=given.chat,
        terms=terms(arrangement),
    )


def terms(arrangement: Arrangement) -> Terms:
    """The arrangement's word on missing chats as the rules want it."""
    given = arrangement.missing.chats
    return Terms(given.after_away, given.only_if_open, given.parent_ends)


def _workers(ids: list[UUID]) -> dict[UUID, UUID]:
    rows = Allocation.objects.filter(child__in=ids, kind=WorkKind.SOCIAL_WORKER, until=None)
    return dict(rows.values_list("child_id", "member_id"))


def _incidents(found: dict[UUID, ChildFacts]) -> dict[UUID, tuple[UUID, Key]]:
    keys: dict[UUID, tuple[UUID, Key]] = {}
    rows = Incident.objects.filter(child__in=found)
    for pk, child, source, reference, held, link in rows.values_list(
        "pk", "child_id", "source", "reference", "held", "link"
    ):
        assert child is not None
        if link == Link.PERSON:
            found[child].decided.add((source, reference))
        keys[pk] = (child, (source, reference))
        found[child].incidents[source, reference] = pk
        found[child].held[source, reference] = held
    return keys


def _messages(found: dict[UUID, ChildFacts], keys: dict[UUID, tuple[UUID, Key]]) -> None:
    rows = Message.objects.filter(incident__child__in=found)
    for pk, incident, fingerprint, said, outcome, reason in rows.values_list(
        "pk", "incident_id", "fingerprint", "said", "outcome", "reason"
    ):
        facts = found[keys[incident][0]]
        facts.messages[fingerprint] = wire.from_json(said)
        facts.rows[fingerprint] = Row(pk, outcome, reason)


def _steps_and_joins(found: dict[UUID, ChildFacts], keys: dict[UUID, tuple[UUID, Key]]) -> None:
    """Steps by the incident they were recorded for, and people's decisions about which incidents are one."""
    touched: dict[UUID, set[Key]] = defaultdict(set)
    same: dict[UUID, dict[Key, Key]] = defaultdict(dict)
    aside: dict[UUID, dict[str, str]] = defaultdict(dict)
    moved: dict[UUID, dict[str, Key]] = defaultdict(dict)
    steps = list(_steps(keys))
    chats = chat_facts({pk: child for pk, (child, _) in keys.items()})
    for incident in chats:
        touched[keys[incident][0]].add(keys[incident][1])
    for incident, _ in steps:
        touched[keys[incident][0]].add(keys[incident][1])
    answers = list(answers_of(keys))
    for incident, _ in answers:
        touched[keys[incident][0]].add(keys[incident][1])
    for subject in Waiver.objects.filter(subject_id__in=keys, ended_at=None).values_list("subject_id", flat=True):
        touched[keys[subject][0]].add(keys[subject][1])
    for decision in Decision.objects.filter(incident__in=keys).filter(STANDING):
        child, key = keys[decision.incident_id]
        if decision.kind == DecisionKind.SPLIT and decision.other_id in keys:
            apart = keys[decision.other_id][1]
            if decision.undone_at:  # what people did about the part goes back to the whole
                same[child][apart] = key
            else:
                moved[child] |= dict.fromkeys(decision.messages, apart)
        if decision.kind == DecisionKind.SAME_EPISODE and decision.other_id in keys:
            same[child][key] = keys[decision.other_id][1]
        if decision.kind == DecisionKind.SET_ASIDE:
            facts = found[child]
            aside[child] |= {one.key: decision.reason for one in facts.messages.values() if one.incident == key}
    strange = _strays(found)
    for child, facts in found.items():
        facts.joins = Joins(
            same[child], aside[child], frozenset(touched[child]), strange.get(child, frozenset()), moved[child]
        )
    for incident, step in steps:
        child, key = keys[incident]
        found[child].steps[found[child].joins.anchor(key)].append(step)
    for incident, answer in answers:
        child, key = keys[incident]
        found[child].answers[found[child].joins.anchor(key)].append(answer)
    for incident, said in chats.items():
        child, key = keys[incident]
        anchor = found[child].joins.anchor(key)
        found[child].chats[anchor] |= said.facts
        if said.worker:
            found[child].chat_workers[anchor] = said.worker
    for account, about in told_of_harm(chats):
        child = keys[min(about)][0]
        found[child].told.append((frozenset(found[child].joins.anchor(keys[one][1]) for one in about), account))


def _strays(found: dict[UUID, ChildFacts]) -> dict[UUID, frozenset[str]]:
    """By child, messages that are about somebody else, where no person has said whom their incident is about."""
    conflicting = {
        child: in_conflict(one for one in facts.messages.values() if one.incident not in facts.decided)
        for child, facts in found.items()
    }
    records = recorded_profiles(child for child, messages in conflicting.items() if messages)
    return {child: strays(conflicting[child], record) for child, record in records.items()}


def _steps(incidents: Iterable[UUID]) -> Iterator[tuple[UUID, owed.Step]]:
    rows = Step.objects.filter(incident__in=list(incidents), withdrawn_at=None)
    columns = "incident_id", "kind", "happened_at", "date_only", "said"
    for incident, kind, at, date_only, said in rows.values_list(*columns):
        yield incident, owed.Step(StepKind(kind), Moment(at, date_only), said)


def _addresses(found: dict[UUID, ChildFacts]) -> None:
    rows = Address.objects.filter(child__in=found).values_list("child_id", "since", "until", "area_id")
    for child, since, until, area in rows:
        found[child].addresses.append((since or date.min, until or date.max, area))
