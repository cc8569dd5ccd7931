"""Who answers which trigger, and what the state of one allows (MIS-12)."""

from collections.abc import Collection, Mapping

from lantern.missing.vocabulary import ANSWERER_WORDS, Answerer
from lantern.organisation.vocabulary import Role

WHO_ANSWERS: Mapping[Answerer, frozenset[Role]] = {
    Answerer.CHILDRENS_SERVICES: frozenset({Role.MISSING_COORDINATOR, Role.SOCIAL_WORKER, Role.TEAM_MANAGER}),
    Answerer.LIAISON_OFFICER: frozenset({Role.LIAISON_OFFICER}),
}


def answers_for(roles: Collection[Role]) -> frozenset[Answerer]:
    """For whom somebody with `roles` may answer: each agency answers its own."""
    return frozenset(answerer for answerer, may in WHO_ANSWERS.items() if may & set(roles))


def against_answering(answerer: Answerer, roles: Collection[Role], *, withdrawn: str = "", answered: str = "") -> str:
    """Why this trigger cannot be answered by somebody with `roles`, or "". The last two say why it no longer waits."""
    if answerer not in answers_for(roles):
        return f"{ANSWERER_WORDS[answerer]} must answer this one."
    if withdrawn:
        return f"It was withdrawn: {withdrawn[:1].lower()}{withdrawn[1:]}"
    return answered
