"""What waits for a person, through the viewer's scope: each number is counted from the queryset of its list (MIS-3, MIS-4)."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from lantern.access.scope import Path, in_focus, through_child, without_denied
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.queries.record import read_together
from lantern.exchange.vocabulary import Ask
from lantern.missing.models import Candidate, Decision, Episode, Incident, Message

Rows = QuerySet[Any]
ABOUT: tuple[Path, ...] = (
    through_child,
    lambda name: "incident__child_id" if name == "id" else f"incident__child__{name}",
    lambda name: "other__child_id" if name == "id" else f"other__child__{name}",
)
"""The children that a decision is about: whom it names, of whom the incident is now, and of whom the one it was joined to."""
MOST_CANDIDATES = 6
COUNTED_TO = 200


def who_is_it(viewer: Viewer) -> QuerySet[Incident]:
    """Incidents that were weighed and nobody has been found for, in the areas the viewer covers (MIS-4).

    One that has no reason yet belongs to a file that is still being taken in: the machine comes first.
    """
    return _queued(Incident.visible_to(viewer).filter(child=None).exclude(why="").filter(in_focus(viewer)))


def overlapping(viewer: Viewer) -> QuerySet[Incident]:
    """Incidents whose episode cannot stand beside another of the same child (MIS-3)."""
    return _linked(viewer).exclude(held="")


def in_doubt(viewer: Viewer) -> QuerySet[Episode]:
    """Episodes with a time that cannot be right, or no return although the child was seen since (MIS-6)."""
    found = Episode.visible_to(viewer).filter(in_focus(viewer, through_child)).exclude(doubts=[])
    return found.select_related("incident__child").order_by("started_at", "id")


def queues(viewer: Viewer) -> dict[Ask, Rows]:
    """Everything the viewer may be asked, in the order in which it holds others up; nothing to those who do not decide."""
    if not viewer.may(Permission.DECIDE_NOTIFICATIONS):
        return {}
    return {ask: read(viewer) for ask, read in QUEUES.items()}


def ask_of(incident: Incident) -> Ask | None:
    """What a person is asked about `incident`; nothing when it waits for nobody."""
    if incident.child_id is None:
        return Ask.WHO
    if incident.held:
        return Ask.OVERLAP
    return Ask.TIMES if Episode.objects.filter(incident=incident).exclude(doubts=[]).exists() else None


def candidates(viewer: Viewer, incident: Incident) -> list[Any]:
    """Children `incident` may be about, the likeliest first; `seen` tells whether the viewer may see the child.

    Of one who is denied to the viewer nothing is told, not even that there is somebody (SHA-4).
    """
    every = Candidate.objects.filter(incident=incident).select_related("child")
    found = without_denied(every, viewer, through_child)
    seen = found.annotate(seen=Exists(Child.visible_to(viewer).filter(pk=OuterRef("child_id"))))
    rows = list(seen.order_by("-weight", "id")[:MOST_CANDIDATES])
    read_together(each.child for each in rows if each.seen)
    return rows


def latest_episodes(children: Iterable[UUID]) -> dict[UUID, Episode]:
    """The latest episode of each child."""
    rows = Episode.objects.filter(child__in=list(children)).order_by("child_id", "-started_at").distinct("child_id")
    return {each.child_id: each for each in rows}


def messages_in(incident: Incident) -> list[Message]:
    """What the incident's messages say, in the order in which they came."""
    rows = Message.objects.filter(incident=incident).select_related("incident", "by")
    return list(rows.order_by("received_at", "id"))


def beside(incident: Incident) -> list[Episode]:
    """Every episode of the incident's child, in order: those that a held one may be, or stand beside."""
    rows = Episode.objects.filter(child=incident.child_id).select_related("incident")
    return list(rows.order_by("started_at", "id"))


def next_after(viewer: Viewer, ask: Ask, incident: Incident) -> UUID | None:
    """The incident in the queue after `incident`, whether or not that still waits; else the first."""
    place = "started_at" if ask is Ask.TIMES else "first_said"
    rows = Episode.objects if ask is Ask.TIMES else Incident.objects
    here = Subquery(rows.filter(pk=incident.pk).values(place))
    later = Q(**{f"{place}__gt": here}) | Q(**{place: here, "pk__gt": incident.pk})
    waiting = QUEUES[ask](viewer).exclude(pk=incident.pk).annotate(turn=Case(When(later, then=0), default=1))
    found: UUID | None = waiting.order_by("turn", place, "id").values_list("pk", flat=True).first()
    return found


def decisions(viewer: Viewer) -> QuerySet[Decision]:
    """What people decided about incidents the viewer may see, the latest first; none about a child denied to them (SHA-4)."""
    seen = Incident.visible_to(viewer).values("pk")
    found = Decision.objects.all() if viewer.covers_all else Decision.objects.filter(incident__in=seen)
    for through in ABOUT:
        found = without_denied(found, viewer, through)
    later = Decision.objects.filter(incident=OuterRef("incident"), undone_at=None).filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id"))
    )
    child_seen = Child.visible_to(viewer).filter(pk=OuterRef("child_id"))
    return (
        found.annotate(overtaken=Exists(later), child_seen=Exists(child_seen))
        .select_related("incident__child", "child", "other", "by")
        .order_by("-at", "-id")
    )


def _linked(viewer: Viewer) -> QuerySet[Incident]:
    found = Incident.visible_to(viewer).filter(in_focus(viewer, through_child), child__isnull=False)
    return _queued(found.select_related("child"))


def _queued(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    return incidents.order_by("first_said", "id")


QUEUES: dict[Ask, Callable[[Viewer], Rows]] = {
    Ask.WHO: who_is_it,
    Ask.OVERLAP: overlapping,
    Ask.TIMES: in_doubt,
}
