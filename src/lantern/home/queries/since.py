"""What happened since somebody was last here, through their scope (MIS-13): the briefing at sign-in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.missing.models import Episode, Message, Trigger
from lantern.missing.queries.handover import open_notes
from lantern.missing.vocabulary import MessageKind
from lantern.obligations.models import Reassignment
from lantern.obligations.queries import for_lines, mine

FIRST_TIME = timedelta(hours=24)  # what somebody is told who was never here
LONGEST = timedelta(days=28)  # what is older stands in the lists
ROWS = 25


class Since(StrEnum):
    """What may have happened, in the order in which it is told."""

    NOTES = "since: notes"
    MISSING = "since: missing"
    RETURNED = "since: returned"
    TRIGGERS = "since: triggers"
    OVERDUE = "since: overdue"
    HANDED = "since: handed"


def since_of(viewer: Viewer) -> datetime:
    """From when on the viewer is told: since they were last here, at most four weeks."""
    if viewer.last_here is None:
        return viewer.now - FIRST_TIME
    return max(viewer.last_here, viewer.now - LONGEST)


def lists(viewer: Viewer) -> dict[Since, QuerySet[Any]]:
    """What the viewer's roles open of it, each as a list that is counted and shown alike."""
    since = since_of(viewer)
    return {kind: read(viewer, since) for kind, (may, read) in LISTS.items() if viewer.may(may)}


def told(viewer: Viewer) -> dict[Since, list[Any]]:
    """The first of each, one more than a page shows."""
    return {kind: list(rows[: ROWS + 1]) for kind, rows in lists(viewer).items()}


def _missing(viewer: Viewer, since: datetime) -> QuerySet[Any]:
    """Episodes of which nothing was known here before."""
    heard = Message.objects.filter(received_at__gte=since).values("incident")
    before = Message.objects.filter(incident=OuterRef("incident"), received_at__lt=since)
    found = _episodes(viewer).filter(~Exists(before), incident__in=heard, started_at__gte=since - LONGEST)
    return found.order_by("-started_at", "id")


def _returned(viewer: Viewer, since: datetime) -> QuerySet[Any]:
    """Returns that happened or were told since."""
    heard = Message.objects.filter(kind=MessageKind.FOUND, received_at__gte=since).values("incident")
    told = Episode.objects.filter(incident__in=heard, ended_at__gte=since - LONGEST).values_list("id")
    ended = Episode.objects.filter(ended_at__gte=since).values_list("id")
    # A union, since an `OR` over two tables is answered by reading every return of eight weeks.
    back = _episodes(viewer).filter(id__in=told.union(ended, all=True), ended_at__lte=viewer.now)
    return back.order_by("-ended_at", "id")


def _episodes(viewer: Viewer) -> QuerySet[Any]:
    return Episode.visible_to(viewer).filter(in_focus(viewer, through_child)).select_related("child")


def _triggers(viewer: Viewer, since: datetime) -> QuerySet[Any]:
    found = Trigger.visible_to(viewer).filter(in_focus(viewer, through_child), withdrawn_at=None)
    return found.filter(at__gte=since, at__lte=viewer.now).select_related("child").order_by("-at", "id")


def _overdue(viewer: Viewer, since: datetime) -> QuerySet[Any]:
    """What the viewer owes and fell overdue meanwhile."""
    return for_lines(mine(viewer).filter(due_at__gte=since, due_at__lt=viewer.now))


def _handed(viewer: Viewer, since: datetime) -> QuerySet[Any]:
    """What somebody else handed to the viewer, and is still theirs to do."""
    given = Reassignment.objects.filter(
        subject_id=OuterRef("subject_id"), kind=OuterRef("kind"), cause=OuterRef("cause"), owner=viewer.member,
        at__gte=since,
    ).exclude(by=viewer.member)  # fmt: skip
    return for_lines(mine(viewer).filter(Exists(given), owner=viewer.member))


def _notes(viewer: Viewer, since: datetime) -> QuerySet[Any]:
    return open_notes(viewer).filter(at__gte=since).exclude(by=viewer.member)


LISTS: dict[Since, tuple[Permission, Callable[[Viewer, datetime], QuerySet[Any]]]] = {
    Since.NOTES: (Permission.ACKNOWLEDGE, _notes),
    Since.MISSING: (Permission.SEE_MISSING, _missing),
    Since.RETURNED: (Permission.SEE_MISSING, _returned),
    Since.TRIGGERS: (Permission.SEE_MISSING, _triggers),
    Since.OVERDUE: (Permission.SEE_OBLIGATIONS, _overdue),
    Since.HANDED: (Permission.SEE_OBLIGATIONS, _handed),
}
