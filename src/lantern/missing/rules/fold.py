"""A child's missing episodes are a pure fold over the messages about the child (MIS-3).

The order of arrival is never read: any permutation of the same messages gives the same history, and folding again after
a correction gives what would have been there had everything been right from the start.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lantern.missing.rules.facts import NO_JOINS, ChildHistory, EpisodeFacts, Held, Incident, Joins, Verdict
from lantern.missing.rules.incident import episode_facts, in_order
from lantern.missing.rules.message import Message
from lantern.missing.rules.overlaps import settle
from lantern.missing.rules.verdicts import verdicts
from lantern.missing.vocabulary import Outcome

STRAY = "It describes somebody else than the earlier messages of this reference: it is not used until a person decides."
STRAYED = "A message of this reference seems to be about another child and is not used. Whom is this about?"
NO_START = "It says neither when the child was last seen nor when that was reported."


def fold(messages: Iterable[Message], joins: Joins = NO_JOINS) -> ChildHistory:
    """Episodes, verdicts and what waits for a person, from all messages linked to one child and people's decisions.

    Messages need distinct keys. Of messages with identical content the first by key counts as the first; that decides
    which of them is called the duplicate and nothing else.
    """
    by_key = {message.key: _moved(message, joins) for message in messages}
    unused = joins.strays | joins.set_aside.keys()
    used = [message for message in by_key.values() if message.key not in unused]
    incidents = group(used, joins)
    read = {key: episode_facts(key, about) for key, about in incidents.items()}
    standing, held = settle((facts for facts in read.values() if facts), touched(incidents, joins))
    held += [_without_start(key, incidents[key]) for key, facts in read.items() if facts is None]
    standing = _with_strays(standing, by_key, joins)
    return ChildHistory(
        episodes=tuple(standing),
        outcomes=_outcomes(by_key, incidents, standing, held, joins),
        held=tuple(sorted(held, key=lambda one: one.key)),
    )


def group(messages: Iterable[Message], joins: Joins) -> dict[Incident, list[Message]]:
    """Messages in order, by the incident whose episode they belong to."""
    incidents = defaultdict[Incident, list[Message]](list)
    for message in in_order(messages):
        incidents[joins.anchor(message.incident)].append(message)
    return dict(incidents)


def touched(incidents: Mapping[Incident, Sequence[Message]], joins: Joins) -> frozenset[Incident]:
    """Incidents a person has worked on: entered a message, joined another to it, split it off, did what was owed."""
    worked_on = {joins.anchor(incident) for incident in joins.touched}
    entered = {key for key, about in incidents.items() if any(message.person_made for message in about)}
    apart = set(joins.moved.values())
    return frozenset(worked_on | entered | apart | {key for key in incidents if joins.has_joined(key)})


def _moved(message: Message, joins: Joins) -> Message:
    """The message under the incident that a person says it belongs to."""
    if message.key not in joins.moved:
        return message
    source, reference = joins.moved[message.key]
    return replace(message, source=source, reference=reference)


def _without_start(key: Incident, messages: Sequence[Message]) -> Held:
    return Held(key, NO_START, tuple(message.key for message in messages))


def _with_strays(standing: Iterable[EpisodeFacts], by_key: Mapping[str, Message], joins: Joins) -> list[EpisodeFacts]:
    """The episodes; one whose reference is used for somebody else as well says so."""
    doubtful = {joins.anchor(by_key[key].incident) for key in joins.strays if key in by_key}
    return [replace(facts, doubts=(*facts.doubts, STRAYED)) if facts.key in doubtful else facts for facts in standing]


def _outcomes(
    by_key: Mapping[str, Message],
    incidents: Mapping[Incident, Sequence[Message]],
    standing: Iterable[EpisodeFacts],
    held: Iterable[Held],
    joins: Joins,
) -> dict[str, Verdict]:
    """Exactly one verdict for each message: of its episode, of what holds it back, or of who set it aside."""
    given: dict[str, Verdict] = {
        key: (Outcome.REFUSED, f"Set aside by a person: {why}") for key, why in joins.set_aside.items() if key in by_key
    }
    given |= dict.fromkeys(joins.strays & by_key.keys() - joins.set_aside.keys(), (Outcome.NEEDS_PERSON, STRAY))
    for facts in standing:
        given |= verdicts(facts, incidents[facts.key])
    for one in held:
        given |= dict.fromkeys(one.messages, (Outcome.NEEDS_PERSON, one.because))
    return given
