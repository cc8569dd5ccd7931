"""A decision as somebody enters it, and what it lacks (M1-6, M1-9)."""

from dataclasses import dataclass
from uuid import UUID

from lantern.mace1.rules import refusals
from lantern.mace1.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Decided:
    """What the meeting decided of a child. `review` is the meeting that reviews the child, `closing` why they are closed.

    `level` and `ways` are what was agreed, "" and none when nothing was; `words` the chair's reasons.
    """

    outcome: Outcome
    words: str
    level: str = ""
    ways: tuple[str, ...] = ()
    review: UUID | None = None
    closing: str = ""


def lacks(decided: Decided) -> str:
    """What is missing, or ""."""
    if not decided.words.strip():
        return refusals.NO_WORDS
    if decided.outcome is Outcome.STAYS:
        return "" if decided.review else refusals.NO_REVIEW
    return "" if decided.closing else refusals.NO_CLOSING
