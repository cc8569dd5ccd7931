"""What children's episodes owe, worked out from their facts; nothing is written here."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

from lantern.missing.queries.facts import ChildFacts, children_facts
from lantern.missing.queries.owing import SUBJECT
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.fold import fold
from lantern.missing.rules.owed import owed
from lantern.obligations.rules import Claim
from lantern.organisation.rules.arrangement import Arrangement


def claims_of(facts: ChildFacts, episodes: Iterable[EpisodeFacts]) -> Iterator[Claim]:
    """What the episodes of one child owe."""
    for episode in episodes:
        steps = facts.steps.get(episode.key, ())
        for one in owed(episode, steps, facts.is_open_on, facts.clocks_on(episode)):
            yield Claim(
                child=facts.child,
                subject_kind=SUBJECT,
                subject=facts.incidents[episode.key],
                kind=one.kind,
                cause=one.cause,
                starts_at=one.starts.at,
                due_at=one.due,
                met_at=one.met_at,
                owner_role=one.owner_role,
                owner=facts.worker if one.owner_role == "allocated worker" else None,
            )


def claims_under(arrangement_on: Callable[[date], Arrangement], children: list[UUID]) -> list[Claim]:
    """What all episodes of these children would owe if `arrangement_on` said which arrangement is in force when."""
    return [
        claim
        for facts in children_facts(children, arrangement_on)
        for claim in claims_of(facts, fold(facts.messages.values(), facts.joins).episodes)
    ]
