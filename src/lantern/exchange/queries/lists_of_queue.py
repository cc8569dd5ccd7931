"""What the pages of the queue take out: overlaps, times in doubt, decisions, likely duplicates, merges (MIS-3, MIS-4)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from lantern.access.viewer import Viewer
from lantern.children.models import Lookalike, Merge, NeverSame
from lantern.children.rules.merging import in_order_of_keeping
from lantern.documents.rules import Cell, Column, Holds
from lantern.exchange.queries import doubles
from lantern.exchange.queries.cells import WHO, time, who
from lantern.exchange.queries.queue import COUNTED_TO
from lantern.missing.models import Episode, Incident
from lantern.missing.vocabulary import DecisionKind

LINKED = (*WHO, Column("Source"), Column("Reference"), Column("First told", Holds.TIME))
DECISION = (
    *WHO,
    Column("Reference"),
    Column("Decision", width=34),
    Column("By", width=26),
    Column("When", Holds.TIME),
    Column("Taken back", Holds.TIME),
)
OTHER = tuple(Column(f"Other: {each.label.lower()}", each.holds, each.width) for each in WHO)
PAIR = (*WHO, *OTHER)
SAID = (
    *PAIR,
    Column("What was said", width=18),
    Column("By", width=26),
    Column("When", Holds.TIME),
    Column("Taken back", Holds.TIME),
)
DECIDED = {
    DecisionKind.IS_CHILD: "It is about this child",
    DecisionKind.IS_NOT_CHILD: "It is not about this child",
    DecisionKind.IS_NEW: "A new child",
    DecisionKind.SAME_EPISODE: "The same episode as another",
    DecisionKind.SPLIT: "Two episodes",
    DecisionKind.SET_ASIDE: "Set aside",
}
NOBODY: tuple[Cell, ...] = (None,) * len(WHO)


def linked(each: Incident | Episode, viewer: Viewer) -> Sequence[Cell]:
    """A notification whose child is known, and whose episode or times are not."""
    incident: Any = each.incident if isinstance(each, Episode) else each
    return (*who(incident.child, viewer), incident.source, incident.reference, time(incident.first_said))


def linked_about(each: Incident | Episode) -> tuple[UUID, ...]:
    """The child whose notification it is."""
    incident: Any = each.incident if isinstance(each, Episode) else each
    return (incident.child_id,)


def decision(each: Any, viewer: Viewer) -> Sequence[Cell]:
    """What was decided, by whom and when; nothing of a child the viewer does not see, and not the words of the reason."""
    about = who(each.child, viewer) if each.child and each.child_seen else NOBODY
    said = DECIDED[DecisionKind(each.kind)]
    return (*about, each.incident.reference, said, each.by.name, time(each.at), time(each.undone_at))


def decision_about(each: Any) -> tuple[UUID, ...]:
    """The child decided about, where the viewer sees them."""
    return (each.child_id,) if each.child_id and each.child_seen else ()


def pair(each: Lookalike, viewer: Viewer) -> Sequence[Cell]:
    """The two records, the one to keep first."""
    ordered: list[Any] = list(in_order_of_keeping((each.child, each.other)))
    return tuple(cell for child in ordered for cell in who(child, viewer))


def said_of_two(viewer: Viewer, params: Mapping[str, str]) -> Sequence[Any]:
    """Records that a person said are one child or two, as the page shows them."""
    return [*doubles.merges(viewer), *doubles.told_apart(viewer)[:COUNTED_TO]]


def said(each: Merge | NeverSame, viewer: Viewer) -> Sequence[Cell]:
    """What was said of two records, the one that was kept first; the words of the reason stay."""
    words = "One record" if isinstance(each, Merge) else "Two children"
    both = (*who(each.child, viewer), *who(each.other, viewer))
    return (*both, words, each.by.name, time(each.at), time(each.undone_at))


def both(each: Lookalike | Merge | NeverSame) -> tuple[UUID, ...]:
    """The children of a pair."""
    return (each.child_id, each.other_id)
