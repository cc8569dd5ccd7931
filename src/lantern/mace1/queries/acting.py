"""Who answers for an action between meetings (M1-6)."""

from lantern.access.viewer import Viewer
from lantern.mace1.models import Action
from lantern.meetings.queries.places import places
from lantern.meetings.tabs import comes


def runs(action: Action, viewer: Viewer) -> bool:
    """Whether the viewer chairs or supports the meeting that asked for it."""
    of = places(viewer)
    return not of.against and action.item.meeting.series_id in of.runs


def may_answer(action: Action, viewer: Viewer) -> bool:
    """Somebody of the agency that is asked, from its issue on, or in the meeting already; or who runs the meeting."""
    there = comes(action.item.meeting, viewer) and not places(viewer).against
    own = action.agency_id == viewer.member.agency_id and (action.issued_at is not None or there)
    return own or runs(action, viewer)
