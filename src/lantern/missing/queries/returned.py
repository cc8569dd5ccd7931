"""Children who came back and for whom something is owed still, or was until just now."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.missing.models import Episode
from lantern.missing.queries.arranged import longest_after_return
from lantern.missing.queries.owing import SUBJECT
from lantern.obligations.models import Obligation

LATE_FOR = timedelta(days=14)  # what is late for longer stands with everything owed, not here
ROWS = 25


def returned_and_owed(viewer: Viewer) -> QuerySet[Any]:
    """Episodes that ended within the longest clock, and those of the last fortnight for which something is owed still.

    Latest return first.
    """
    now = viewer.now
    open_still = Obligation.objects.filter(subject_kind=SUBJECT, subject_id=OuterRef("pk"), met_at=None, waived_at=None)
    longest = longest_after_return(viewer)
    found = Episode.visible_to(viewer).filter(in_focus(viewer, through_child))
    recent = found.filter(ended_at__gte=now - max(longest, LATE_FOR), ended_at__lte=now)
    wanted = recent.filter(Q(ended_at__gte=now - longest) | Exists(open_still))
    return wanted.select_related("child").order_by("-ended_at", "id")
