"""What somebody decided about an incident, in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lantern.access.viewer import Viewer
from lantern.exchange.parts.queue import HIDDEN
from lantern.missing.models import Decision
from lantern.missing.parts.who import named
from lantern.missing.vocabulary import DecisionKind


@dataclass(frozen=True)
class Decided:
    """One decision; `against_undoing` says why it cannot be taken back, or ""."""

    decision: Decision
    words: str
    against_undoing: str


def decided(rows: Iterable[Any], viewer: Viewer) -> list[Decided]:
    """One line a decision, made by `queries.queue.decisions`."""
    return [Decided(each, words_of(each, viewer), against_undoing(each)) for each in rows]


def words_of(decision: Any, viewer: Viewer) -> str:
    """It is about Amber Fictional, 14."""
    child = named(decision.child, viewer) if decision.child and decision.child_seen else HIDDEN.lower()
    return {
        DecisionKind.IS_CHILD: f"It is about {child}",
        DecisionKind.IS_NOT_CHILD: f"It is not about {child}",
        DecisionKind.IS_NEW: f"A new child: {child}" if decision.child else "A new child",
        DecisionKind.SAME_EPISODE: f"The same episode as {decision.other.reference if decision.other else ''}",
        DecisionKind.SPLIT: f"Two episodes: the second is {decision.other.reference if decision.other else ''}",
        DecisionKind.SET_ASIDE: f"Set aside: {decision.reason}",
    }[DecisionKind(decision.kind)]


def against_undoing(decision: Any) -> str:
    """Decisions are taken back from the latest on, so that none rests on one that is gone."""
    if decision.undone_at:
        return "It was taken back."
    return "A later decision rests on it: undo that first." if decision.overtaken else ""
