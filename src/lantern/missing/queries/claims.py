"""What children's episodes owe, worked out from their facts; nothing is written here."""

from collections.abc import Iterator
from datetime import datetime

from lantern.missing.queries.derived import Derived, following_clocks
from lantern.missing.queries.owing import SUBJECT, TRIGGER
from lantern.missing.rules.chats import NOTHING_SAID
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.following import following
from lantern.missing.rules.owed import Owed, Owner, owed
from lantern.missing.rules.triggers import Fired
from lantern.obligations.rules import Claim


def claims_of(found: Derived) -> Iterator[Claim]:
    """What the episodes and the triggers of one child owe."""
    facts = found.facts
    for episode in found.history.episodes:
        steps, chat = facts.steps.get(episode.key, ()), facts.chats.get(episode.key, NOTHING_SAID)
        for one in owed(episode, steps, facts.is_open_on, facts.clocks_on(episode), chat):
            yield _of_episode(found, episode, one)
        clocks = following_clocks(facts.arranged(episode.start.day))
        for one in following(episode, steps, found.around(episode), clocks):
            yield _of_episode(found, episode, one)
    for fired in found.fired:
        yield _of_trigger(found, fired)


def _of_episode(found: Derived, episode: EpisodeFacts, one: Owed) -> Claim:
    holder = found.facts.chat_workers.get(episode.key)
    owners = {Owner.ALLOCATED_WORKER: found.facts.worker, Owner.CHAT_WORKER: holder}
    return Claim(
        child=found.facts.child,
        subject_kind=SUBJECT,
        subject=found.facts.incidents[episode.key],
        kind=one.kind,
        cause=one.cause,
        starts_at=one.starts.at,
        due_at=one.due,
        met_at=one.met_at,
        owner_role=one.owner_role,
        owner=owners.get(one.owner_role),
        begins_at=one.begins,
    )


def _of_trigger(found: Derived, fired: Fired) -> Claim:
    """Each is chased until the agency whose it is has answered (MIS-12)."""
    return Claim(
        child=found.facts.child,
        subject_kind=TRIGGER,
        subject=found.id_of(fired),
        kind=f"trigger: {fired.kind}",
        cause=fired.answerer,
        starts_at=fired.at.at,
        due_at=fired.due,
        met_at=_met(found.answered(fired), fired),
        owner_role=fired.answerer,
    )


def _met(answered: datetime | None, fired: Fired) -> datetime | None:
    """An answer from before the cause was known by its own time was given about it all the same."""
    return max(answered, fired.at.at) if answered else None
