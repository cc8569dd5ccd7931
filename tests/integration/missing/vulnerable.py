"""Children who have exactly one mark, for the tests of pages that are cut by it (MIS-14)."""

from datetime import UTC, datetime
from typing import Any

from lantern.children import actions
from lantern.children.actions import school
from lantern.children.models import Child
from lantern.children.vocabulary import SCHOOL_MARKS, Mark, Status
from lantern.missing.models import Episode
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.integration.children.known import LONG_AGO, Known


def marked(known: Known, mark: Mark, *, since: Any = LONG_AGO, until: Any = None) -> Child:
    """A child who has exactly `mark`, or is in care besides where a placement needs it."""
    at = datetime.now(UTC)
    with within(known.here.pk):
        child = a_child(f"{mark.name.capitalize()[:4]}ly", "Pretend", area=known.chelmsford)
        if mark in SCHOOL_MARKS:
            school.record_schooling(
                child=child, kind=SCHOOL_MARKS[mark], since=since, until=until, by=known.coordinator, at=at
            )
        elif mark is Mark.IN_CARE:
            actions.set_status(child=child, status=Status.LOOKED_AFTER, since=since, by=None, at=at)
            if until:
                actions.set_status(child=child, status=Status.NONE, since=until, by=None, at=at)
        else:
            code = {Mark.RESIDENTIAL: "K2", Mark.SEMI_INDEPENDENT: "H5"}.get(mark, "U6")
            actions.place(
                child=child, code=code, since=since, out_of_area=mark is Mark.OUT_OF_AREA, by=None, at=at
            )  # fmt: skip
            if until:
                actions.place(child=child, code="U6", since=until, by=None, at=at)
        return Child.objects.get(pk=child.pk)


def went(known: Known, child: Child, **hours: float) -> Episode:
    with within(known.here.pk):
        return an_episode(child, by=known.coordinator, **hours)
