"""Who recorded each row of a child's record and when, from the trail; and the merges the record went through."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from lantern.access.viewer import Viewer
from lantern.children.models import Child, Merge
from lantern.children.rules.sourced import AS_RECEIVED, entered_by, received_from
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail.models import Entry as Trail
from lantern.trail.vocabulary import Kind

CAME_FROM = {
    "children.created_from_list": "council list",
    "children.changed_from_list": "council list",
    "children.created_from_notification": "a notification",
    "children.created_from_return": "looked-after return",
    "children.changed_from_return": "looked-after return",
}


class Recorder(NamedTuple):
    """Who stands first on the trail of a row; without a name it came in with `what`."""

    name: str
    agency: str
    what: str
    on: date

    @property
    def words(self) -> str:
        """Entered by Robin Sample, Fictional Council, 3 June 2026; Council list, 3 June 2026."""
        if self.name:
            return entered_by(self.name, self.agency, self.on)
        came = CAME_FROM.get(self.what, "")
        return received_from(came, self.on) if came else AS_RECEIVED


class Recorders:
    """The recorders of a child's rows by the row's id."""

    def __init__(self, found: dict[UUID, Recorder]) -> None:
        self._found = found

    def words(self, row: UUID, said: str = "") -> str:
        """Who says so: `said` is what the row itself names as its source, school for one."""
        recorder = self._found.get(row)
        if recorder is None:
            return said[:1].upper() + said[1:] if said else AS_RECEIVED
        if not said or said in {recorder.name, CAME_FROM.get(recorder.what, said)}:
            return recorder.words if recorder.words != AS_RECEIVED or not said else received_from(said, recorder.on)
        return f"{said[:1].upper()}{said[1:]}. {recorder.words}"


def recorders_of(child: Child) -> Recorders:
    """Who stands first on the trail of each row about `child`; one query."""
    people = Member.objects.filter(pk=OuterRef("member_id"))
    rows = Trail.objects.filter(child_id=child.pk, kind=Kind.CHANGE).order_by("-at", "-id")
    told = rows.annotate(
        name=Subquery(people.values("name")[:1]), agency=Subquery(people.values("agency__name")[:1])
    ).values_list("subject_id", "name", "agency", "what", "at")
    return Recorders(
        {
            key: Recorder(name or "", agency or "", what, london(at).date())
            for key, name, agency, what, at in told
            if key is not None
        }
    )


def merges_of(child: Child, viewer: Viewer) -> list[Any]:
    """Merges into the child's record, undone ones too, that the viewer may see both records of (MIS-4); one query."""
    rows = Merge.visible_to(viewer).filter(child=child)
    return list(rows.select_related("by__agency", "undone_by__agency").annotate(number=F("other__number")))
