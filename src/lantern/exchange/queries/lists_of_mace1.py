"""What the tracker takes out: the page's own rows, without what was said of a child in a meeting (M1-8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.vocabulary import SchoolKind
from lantern.documents.rules import Cell, Column, Holds
from lantern.exchange.queries.cells import WHO, time, who
from lantern.mace1.parts.tracker import days_open, models_of
from lantern.mace1.queries.action_log import LogAsked, logged
from lantern.mace1.queries.tracker import Asked
from lantern.mace1.queries.tracker import tracked as found

TRACKED = (
    *WHO,
    Column("Case", width=12),
    Column("How they came", width=30),
    Column("Opened", Holds.TIME),
    Column("Models", width=30),
    Column("Education", width=22),
    Column("Level at open", width=14),
    Column("Level now", width=14),
    Column("Times discussed", Holds.NUMBER),
    Column("Last discussed", Holds.TIME),
    Column("Days open", Holds.NUMBER),
    Column("Actions open", Holds.NUMBER),
    Column("Actions late", Holds.NUMBER),
    Column("Review", Holds.TIME),
    Column("Closed", Holds.TIME),
    Column("Outcome", width=24),
)


ACTION = (
    *WHO,
    Column("What for", width=14),
    Column("Agency", width=28),
    Column("Who", width=24),
    Column("Due", Holds.DAY),
    Column("Done", Holds.DAY),
    Column("Dropped", Holds.TIME),
    Column("Last told", Holds.TIME),
    Column("Meeting", width=30),
)


def tracked(viewer: Viewer, params: Mapping[str, str]) -> "QuerySet[Any]":
    """As the page is narrowed and sorted."""
    return found(viewer, Asked.read(params))


def case(each: Any, viewer: Viewer) -> Sequence[Cell]:
    """What stands of the case; levels and models for those who read of exploitation."""
    reads = viewer.may(Permission.SEE_EXPLOITATION)
    told = (", ".join(models_of(each)), each.level_at_open, each.level_now or "") if reads else ("", "", "")
    schooling = ", ".join(SchoolKind(kind).label for kind in each.schooling)
    numbers = (each.discussed, time(each.last_at), days_open(each, viewer.now), each.owed, each.late)
    days = (time(each.review_at), time(each.closed_at))
    return (
        *who(each.child, viewer), each.number, each.came, time(each.opened_at), told[0], schooling, told[1], told[2],
        *numbers, *days, each.closed_because,
    )  # fmt: skip


def actions(viewer: Viewer, params: Mapping[str, str]) -> "QuerySet[Any]":
    """As the page is narrowed."""
    return logged(viewer, LogAsked.read(params))


def action(each: Any, viewer: Viewer) -> Sequence[Cell]:
    """Whose it is and how it stands; what is asked and told of the child stays on the page."""
    owner = each.owner.name if each.owner else ""
    return (
        *who(each.child, viewer), each.kind.capitalize(), each.agency.name, owner, each.due_on, each.done_on,
        time(each.dropped_at), time(each.told_at), str(each.item.meeting),
    )  # fmt: skip
