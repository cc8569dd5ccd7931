"""Lines of what people did after an absence, and before: checks, contact, plans, meetings, the profile (MIS-7, 8, 15)."""

from collections.abc import Iterator

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.children.vocabulary import Line
from lantern.missing.parts.chronology.sources import by_whom
from lantern.missing.queries.lived import Lived
from lantern.missing.vocabulary import StepKind
from lantern.timekeeping.moments import Moment

PLANS = {StepKind.PREVENTION_PLAN, StepKind.PLAN_REVIEW, StepKind.STRATEGY_MEETING, StepKind.STRATEGY_REVIEW}


def profile_lines(child: Child, held: Lived, viewer: Viewer) -> Iterator[Entry]:
    """One line a wording of the profile; what it says is read there."""
    url = reverse("missing:profile", args=[child.pk]) if viewer.may(Permission.SEE_PROFILES) else ""
    for row in held.profiles:
        title = "Profile changed" if row.number > 1 else "Profile written"
        yield Entry(Moment(row.at), title, f"Version {row.number}", url, by_whom(row, row.at), Line.RECORD)


def duty_lines(held: Lived, viewer: Viewer) -> Iterator[Entry]:
    """Who had a child at high risk in hand from when, and who took that back and why."""
    may_open = viewer.may(Permission.SEE_MISSING)
    for row in held.in_hand:
        url = reverse("missing:episode", args=[row.incident_id]) if may_open else ""
        yield Entry(Moment(row.at), "High risk acknowledged", "", url, by_whom(row, row.at), Line.DONE)
        if row.undone_at:
            why = row.undone_why if viewer.sees_names else ""
            source = by_whom(row, row.undone_at, name="undoer", agency="undoer_agency")
            yield Entry(Moment(row.undone_at), "Acknowledgement taken back", why, url, source, Line.DONE)


def step_lines(held: Lived, viewer: Viewer) -> Iterator[Entry]:
    """One line a step; the reference of a plan is no free text, its note is."""
    may_open = viewer.may(Permission.RECORD_STEPS)
    there = {row.incident_id for row in held.episodes}
    for row in held.steps:
        kind = StepKind(row.kind)
        linked = may_open and row.incident_id in there
        reference = f"Reference {row.reference}" if row.reference else ""
        yield Entry(
            when=row.when,
            title=kind.capitalize(),
            text="\n".join(filter(None, (reference, row.note))) if viewer.sees_names else "",
            url=reverse("missing:recorded", args=[row.incident_id, row.id]) if linked else "",
            source=by_whom(row, row.recorded_at),
            kind=Line.PLAN if kind in PLANS else Line.DONE,
        )
