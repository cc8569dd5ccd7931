"""Children who came back and for whom something is owed still, or was until just now."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.vocabulary import Mark
from lantern.missing.models import Episode
from lantern.missing.queries.arranged import arranged, longest_after_return
from lantern.missing.queries.board import marked_now
from lantern.missing.queries.owing import SUBJECT
from lantern.obligations.models import Obligation

ROWS = 25


def returned_and_owed(viewer: Viewer, mark: Mark | None = None) -> list[Any]:
    """Episodes that ended within the longest clock, then those of the last days for which something is owed still.

    Latest return first, one more than a page shows, in one query: the first kind all came back after the second. With `mark`,
    those of children who have it today (MIS-14).
    """
    longest = viewer.now - longest_after_return(viewer)
    found = Episode.visible_to(viewer).filter(in_focus(viewer, through_child)).select_related("child")
    first = min(longest, viewer.now - timedelta(days=arranged(viewer).late_days))
    ended = found.filter(ended_at__gte=first, ended_at__lte=viewer.now).order_by("-ended_at", "id")
    return list(ended.filter(Q(ended_at__gte=longest) | _owes_still(), marked_now(viewer, mark))[: ROWS + 1])


def _owes_still() -> Exists:
    return Exists(
        Obligation.objects.filter(subject_kind=SUBJECT, subject_id=OuterRef("pk"), met_at=None, waived_at=None)
    )
