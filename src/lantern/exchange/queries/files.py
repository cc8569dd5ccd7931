"""Files of notifications and their rows, as far as the viewer may see whom they are about."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from lantern.access.viewer import Viewer
from lantern.exchange.models import ReceivedFile, ReceivedRow
from lantern.exchange.vocabulary import FileKind

WAITING = "waiting"
COUNTED_IN_A_LIST = 20_000  # rows; what became of a longer file is counted on its own page
Counts = dict[str, int]


def files_received(viewer: Viewer, kind: FileKind = FileKind.NOTIFICATIONS) -> QuerySet[ReceivedFile]:
    """Files of one kind, the latest first."""
    found = ReceivedFile.visible_to(viewer).filter(kind=kind)
    return found.select_related("by").order_by("-received_at", "-id")


def rows_of_file(viewer: Viewer, file: ReceivedFile, outcome: str = "") -> QuerySet[ReceivedRow]:
    """The rows of `file` that the viewer may see, those of one outcome if it is given."""
    rows = ReceivedRow.visible_to(viewer).filter(file=file).select_related("message__incident__child")
    return rows.filter(came_to(outcome)) if outcome else rows


def came_to(outcome: str) -> Q:
    """Rows with that outcome: their own, else their message's."""
    if outcome == WAITING:
        return Q(outcome="", message__outcome="")
    return Q(outcome=outcome) | Q(outcome="", message__outcome=outcome)


def outcome_counts(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, Counts]:
    """How many rows of each file the viewer sees came to what, the most first; one query for all files."""
    what = Case(
        When(~Q(outcome=""), then=F("outcome")),
        When(message__outcome="", then=Value(WAITING)),
        default=F("message__outcome"),
        output_field=CharField(),
    )
    rows = (
        ReceivedRow.visible_to(viewer).filter(file__in=files).order_by().annotate(what=what).values("file_id", "what")
    )
    found: dict[UUID, Counts] = defaultdict(dict)
    for row in rows.annotate(number=Count("pk")).order_by("-number", "what"):
        found[row["file_id"]][row["what"]] = row["number"]
    return found
