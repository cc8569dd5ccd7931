"""The duty handover: one sheet for whoever is on duty next, and notes between shifts (MIS-13)."""

from lantern.access.page import Request, Response, page
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.missing import actions
from lantern.missing.forms.duty import EVERYBODY, NoteForm
from lantern.missing.models import HandoverNote
from lantern.missing.parts import handover as parts
from lantern.missing.parts import returned as returned_parts
from lantern.missing.parts import triggers as trigger_parts
from lantern.missing.parts.duty import gap_words, rota_name
from lantern.missing.parts.tabs import tabs
from lantern.missing.queries import handover as queries
from lantern.missing.queries.rota import own
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.views.entered import pressed
from lantern.missing.vocabulary import TriggerState
from lantern.trail import actions as trail


@page("missing/handover.html", may=Permission.ACKNOWLEDGE, writes=True)
def handover(request: Request) -> Response:
    """The sheet; posting leaves a note for the next person."""
    viewer = request.viewer
    form = NoteForm(request.POST, areas=_areas(viewer))
    if request.posted and form.is_valid():
        try:
            actions.leave_note(by=request.member, at=request.now, **form.cleaned_note())
            return request.go("missing:handover", said="Left for the next person.")
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    found = queries.handover(viewer)
    trail.viewed_many("missing/handover", found.shown, by=request.member, at=request.now)
    return request.show(
        tabs=tabs(viewer, "handover"),
        form=form,
        place=viewer.areas.name(viewer.focus),
        hours=queries.ahead(viewer).total_seconds() // 3600,
        missing_columns=parts.MISSING,
        missing=parts.missing_rows(found, viewer),
        due_columns=parts.DUE,
        due=parts.due_rows(found, viewer),
        returned_columns=returned_parts.columns(viewer),
        returned=returned_parts.rows(found.returned, found.owing, viewer),
        trigger_columns=trigger_parts.COLUMNS[TriggerState.UNANSWERED],
        triggers=trigger_parts.rows(found.triggers, TriggerState.UNANSWERED, viewer),
        duty_columns=parts.ON_DUTY,
        on_duty=parts.duty_rows(found, viewer),
        gaps=gap_words(found.gaps, viewer.now),
        notes=parts.notes(found.notes, viewer),
    )


@page("missing/handover.html", may=Permission.ACKNOWLEDGE, writes=True, trail_as="missing/close_note")
def close_note(request: Request, note: HandoverNote) -> Response:
    """It is dealt with. Whoever follows the address comes to the sheet."""

    def act() -> str:
        actions.close_note(note=note, by=request.member, at=request.now)
        return "Closed. It leaves the sheet."

    return pressed(request, act, "missing:handover")


def _areas(viewer: Viewer) -> list[tuple[str, str]]:
    """Those of one's own areas first that one looks at; everybody last but one may choose it."""
    areas = [area for area in own(viewer) if area and (viewer.covers_all or area in viewer.covers)]
    return [*((str(area), rota_name(area, viewer)) for area in areas), (EVERYBODY, rota_name(None, viewer))]
