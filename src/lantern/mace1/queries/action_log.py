"""Actions that meetings asked for, through the viewer's scope: a number and its list are one queryset (M1-6, MSR-11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.design.asked import read_id
from lantern.mace1.models import Action, Progress
from lantern.mace1.vocabulary import ActionKind, LogShown, LogWhose
from lantern.meetings.queries.places import places

TO_DO = Q(done_on=None, dropped_at=None)


@dataclass(frozen=True)
class LogAsked:
    """What the log is narrowed to; "" and None are any."""

    shown: LogShown = LogShown.OPEN
    whose: LogWhose = LogWhose.ANYONE
    kind: str = ""
    meeting: UUID | None = None

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Self:
        """From an address; what is not known asks for nothing."""
        shown, whose, kind = (params.get(name, "") for name in ("show", "whose", "kind"))
        return cls(
            shown=LogShown(shown) if shown in set(LogShown) else LogShown.OPEN,
            whose=LogWhose(whose) if whose in set(LogWhose) else LogWhose.ANYONE,
            kind=kind if kind in set(ActionKind) else "",
            meeting=read_id(params.get("meeting", "")),
        )


def read_by(viewer: Viewer) -> "QuerySet[Action]":
    """Issued actions that the viewer reads: of children in sight, asked of their agency or by a series they sit in (SHA-3)."""
    of = places(viewer)
    sits = of.sits if not of.against else frozenset[UUID]()
    mine = Q(agency=viewer.member.agency_id) | Q(item__meeting__series__in=sits)
    return Action.visible_to(viewer).filter(mine, issued_at__isnull=False)


def logged(viewer: Viewer, asked: LogAsked) -> "QuerySet[Action]":
    """What is asked for: to do, what is due first before all others; what is over, the latest first."""
    found = read_by(viewer).filter(
        in_focus(viewer, through_child), _shown(asked.shown, viewer), _whose(asked.whose, viewer)
    )
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.meeting:
        found = found.filter(item__meeting=asked.meeting)
    last = Progress.objects.filter(action=OuterRef("pk")).order_by("-at")
    found = found.annotate(told=Subquery(last.values("words")[:1]), told_at=Subquery(last.values("at")[:1]))
    found = found.select_related("child", "agency", "owner", "item__meeting__series__area")
    return found.order_by(*_order(asked.shown))


def late_in_own_series(viewer: Viewer) -> "QuerySet[Action]":
    """Late actions of meetings that the viewer chairs or supports: theirs to chase (M1-6)."""
    of = places(viewer)
    runs = of.runs if not of.against else frozenset[UUID]()
    return logged(viewer, LogAsked(LogShown.LATE)).filter(item__meeting__series__in=runs)


def progress_of(action: Action) -> "QuerySet[Progress]":
    """How it went, the latest first."""
    return Progress.objects.filter(action=action).select_related("by__agency").order_by("-at", "pk")


def _shown(shown: LogShown, viewer: Viewer) -> Q:
    return {
        LogShown.OPEN: TO_DO,
        LogShown.LATE: TO_DO & Q(due_on__lt=viewer.today),
        LogShown.DONE: Q(done_on__isnull=False),
        LogShown.DROPPED: Q(dropped_at__isnull=False),
    }[shown]


def _whose(whose: LogWhose, viewer: Viewer) -> Q:
    if whose is LogWhose.MINE:
        return Q(owner=viewer.member)
    return Q(agency=viewer.member.agency_id) if whose is LogWhose.AGENCY else Q()


def _order(shown: LogShown) -> tuple[Any, ...]:
    if shown is LogShown.DONE:
        return (F("done_on").desc(), "pk")
    return (F("dropped_at").desc(), "pk") if shown is LogShown.DROPPED else ("due_on", "pk")
