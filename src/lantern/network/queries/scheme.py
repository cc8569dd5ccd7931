"""How the partnership grades intelligence today, by its arrangement (INT-3, PAR-7)."""

from lantern.access.viewer import Viewer
from lantern.network.vocabulary.grading import Scheme
from lantern.organisation.queries import arrangement_on


def scheme_of(viewer: Viewer) -> Scheme:
    """One of the two schemes, or none."""
    return Scheme(arrangement_on(viewer.today, viewer.member.partnership).intelligence.grading)
