"""Who may answer about an unusual access, and with what (SHA-6)."""

from uuid import UUID

from lantern.governance.vocabulary import ANSWERS, State


class NotAllowed(Exception):
    """What was asked cannot be done; `reason` is the sentence to show."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_can_answer(*, state: State, answer: State, about: UUID, by: UUID) -> None:
    """Raises `NotAllowed`: nobody judges their own looks, and what was answered is not answered alike again."""
    if about == by:
        raise NotAllowed("Somebody else has to look into your own access")
    if answer not in ANSWERS[state]:
        raise NotAllowed(f"This is {state.label.lower()} already")
