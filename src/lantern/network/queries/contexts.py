"""Lists of peer groups and places, and of the steps of their plans (EXP-6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from lantern.access.scope import in_focus, scope, through_child
from lantern.access.viewer import Viewer
from lantern.children.rules.names import parts
from lantern.network.models import Context, ContextChild, PlanStep
from lantern.network.models.said import TIED
from lantern.network.vocabulary.contexts import ContextKind, ContextsShown

LONGEST = 80  # characters of a search
ORDER = ("sort_name", "id")
OPEN = Q(done_on=None, withdrawn_at=None)


@dataclass(frozen=True)
class Asked:
    """What a list of contexts was narrowed to."""

    shown: ContextsShown = ContextsShown.CURRENT
    kind: ContextKind | None = None
    text: str = ""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Self:
        """From an address; words that are not known ask for nothing."""
        shown, kind = params.get("show", ""), params.get("kind", "")
        return cls(
            shown=ContextsShown(shown) if shown in set(ContextsShown) else ContextsShown.CURRENT,
            kind=ContextKind(kind) if kind in set(ContextKind) else None,
            text=params.get("q", "").replace("\0", "").strip()[:LONGEST],
        )


def contexts(viewer: Viewer, asked: Asked) -> "QuerySet[Any, Any]":
    """What was asked for, within the area that the viewer chose, by name."""
    found = Context.visible_to(viewer).filter(in_focus(viewer), _shown(asked.shown, viewer))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    for word in parts(asked.text):
        found = found.filter(Q(sort_name__contains=word) | Q(address__icontains=word))
    return found.order_by(*ORDER)


def for_rows(found: "QuerySet[Any, Any]", viewer: Viewer) -> "QuerySet[Any, Any]":
    """The same with what a row says: how many children in sight, how many steps of the plan are late."""
    ties = ContextChild.objects.filter(TIED, scope(viewer, through_child), context=OuterRef("pk"))
    late = PlanStep.objects.filter(OPEN, due_on__lt=viewer.today, context=OuterRef("pk"))
    return found.select_related("area").annotate(
        children=Subquery(_number(ties, Count("child", distinct=True))), late=Subquery(_number(late, Count("pk")))
    )


def reviews_of(viewer: Viewer) -> "QuerySet[Any, Any]":
    """Contexts that the viewer assessed last and that are to be looked at again by now, for My work."""
    return contexts(viewer, Asked(ContextsShown.MINE))


def steps_of(viewer: Viewer) -> "QuerySet[Any, Any]":
    """Steps that are the viewer's and not done, the earliest due first: the whole list of the page."""
    found = PlanStep.visible_to(viewer).filter(OPEN, owner=viewer.member, context__closed_at=None)
    return found.select_related("context").order_by("due_on", "id")


def late_steps_of(viewer: Viewer) -> "QuerySet[Any, Any]":
    """Those of them that are late, for My work."""
    return steps_of(viewer).filter(due_on__lt=viewer.today)


def _number(rows: "QuerySet[Any, Any]", counted: Any) -> "QuerySet[Any, Any]":
    return rows.order_by().values("context").annotate(number=counted).values("number")


def _shown(shown: ContextsShown, viewer: Viewer) -> Q:
    if shown is ContextsShown.CLOSED:
        return Q(closed_at__isnull=False)
    if shown is ContextsShown.NOT_ASSESSED:
        return Q(closed_at=None, review_on=None)
    late = Q(closed_at=None, review_on__lt=viewer.today)
    if shown is ContextsShown.MINE:
        return late & Q(assessed_by=viewer.member)
    if shown is ContextsShown.LATE:
        steps = PlanStep.objects.filter(OPEN, due_on__lt=viewer.today, context=OuterRef("pk"))
        return late | Q(closed_at=None) & Q(Exists(steps))
    return Q(closed_at=None)
