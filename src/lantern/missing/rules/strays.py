"""Messages that came under a reference already linked, and tell of somebody else: a slip in a reference (MIS-4)."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from lantern.children.rules.described import Described
from lantern.children.rules.profiles import Profile
from lantern.missing.rules.facts import Incident
from lantern.missing.rules.message import Message
from lantern.missing.rules.subjects import tell_of_two


def in_conflict(messages: Iterable[Message]) -> tuple[Message, ...]:
    """The messages of those incidents whose messages cannot well be about one child. What people entered is about the
    child whose page they were on."""
    about: dict[Incident, list[Message]] = defaultdict(list)
    for message in messages:
        if not message.person_made:
            about[message.incident].append(message)
    return tuple(message for said in about.values() if _conflict({m.who for m in said}) for message in said)


def strays(conflicting: Iterable[Message], record: Profile) -> frozenset[str]:
    """Of messages in conflict, the keys of those that are not about the child of `record`.

    None where that would leave nothing of an incident: then the record is what is wrong.
    """
    about: dict[Incident, list[Message]] = defaultdict(list)
    for message in conflicting:
        about[message.incident].append(message)
    found: set[str] = set()
    for said in about.values():
        others = {message.key for message in said if tell_of_two(Profile.of(message.who), record)}
        if len(others) < len(said):
            found |= others
    return frozenset(found)


def _conflict(told: set[Described]) -> bool:
    profiles = [Profile.of(who) for who in told] if len(told) > 1 else []
    return any(tell_of_two(one, other) for one, other in combinations(profiles, 2))
