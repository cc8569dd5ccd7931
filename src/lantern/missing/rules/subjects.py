"""Whom an incident is about, as its messages together describe them (MIS-3, MIS-4)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

from lantern.children.rules import weights
from lantern.children.rules.matching import best_names, weigh
from lantern.children.rules.profiles import Name, Profile, holds_given_name
from lantern.missing.rules.facts import Incident
from lantern.missing.rules.message import Message

ONE_NAME = frozenset({weights.FORENAME_SAME, weights.FORENAME_FORM})
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Subject:
    """The one that an incident is about. `began` is the earliest time any of its messages gives.

    `profile` holds what all messages say; `told` holds each message's own, when they cannot well be about one child.
    """

    incident: Incident
    profile: Profile
    began: datetime = NEVER
    told: frozenset[Profile] = frozenset()

    @property
    def place_in_line(self) -> tuple[datetime, Incident]:
        """Earlier incidents come first, whatever order they are read in."""
        return self.began, self.incident


def subjects(messages: Iterable[Message]) -> tuple[Subject, ...]:
    """One subject for each incident in `messages`, the earliest first."""
    by_incident: dict[Incident, list[Message]] = defaultdict(list)
    for message in messages:
        by_incident[message.incident].append(message)
    found = (_subject(incident, about) for incident, about in by_incident.items())
    return tuple(sorted(found, key=lambda subject: subject.place_in_line))


def provisional_key(incident: Incident) -> str:
    """The key of the child that is made up for an incident whose child nobody knows."""
    return "provisional:" + ":".join(incident)


def are_two_people(one: frozenset[Name], other: frozenset[Name]) -> bool:
    """Whether the forenames are those of two people."""
    return best_names(one, other)[0] in weights.ANOTHER_PERSON


def are_two_people_beside(one: frozenset[Name], other: frozenset[Name], others: Iterable[frozenset[Name]]) -> bool:
    """As `are_two_people`, unless both come from a name among `others`: Drek and Deerk are one beside Derek.

    Elie is no such witness for Ella and Ellie: those are names, and Elie is not.
    """
    return are_two_people(one, other) and not any(_comes_from(one, of) and _comes_from(other, of) for of in others)


def _comes_from(one: frozenset[Name], of: frozenset[Name]) -> bool:
    """Whether `of` is a name given to children, and `one` a form of it, or no such name and a slip away from it."""
    if not any(map(holds_given_name, of)):
        return False
    level = best_names(one, of)[0]
    return level in ONE_NAME or (level is weights.FORENAME_NEAR and not any(map(holds_given_name, one)))


def _subject(incident: Incident, messages: list[Message]) -> Subject:
    told = frozenset(Profile.of(message.who) for message in messages)
    profile = Profile.of(*(message.who for message in messages))
    contradict = any(tell_of_two(one, other) for one, other in combinations(told, 2))
    return Subject(incident, profile, min(map(_began, messages)), told if contradict else frozenset())


def _began(message: Message) -> datetime:
    moments = (message.last_seen, message.reported, message.found)
    return min((moment.at for moment in moments if moment), default=message.said_at or NEVER)


def tell_of_two(one: Profile, other: Profile) -> bool:
    """Two forenames; or birth date and home both different, as when a reference is used a second time."""
    evidence = weigh(one, other)
    assert evidence is not None
    moved = evidence.place in (weights.PLACE_DIFFERENT, weights.PLACE_AREA)
    return evidence.another_person or (evidence.born is weights.BORN_DIFFERENT and moved)
