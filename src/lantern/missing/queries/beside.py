"""What stands beside an episode: the child's other episodes, the areas, and who gave which times."""

from collections.abc import Sequence

from lantern.access.viewer import Viewer
from lantern.missing.models import Episode
from lantern.missing.queries.districts import DISTRICT

MOST = 20


def district_names(viewer: Viewer) -> list[str]:
    """The partnership's districts by name, for saying where a child was found: the viewer's own or not (MIS-6)."""
    areas = viewer.areas
    return sorted(areas.name(area) for area, level in areas.levels.items() if level == DISTRICT)


def others_of(episode: Episode, viewer: Viewer) -> Sequence[Episode]:
    """The same child's other episodes, the nearest in time first."""
    rows = Episode.visible_to(viewer).filter(child=episode.child_id).exclude(pk=episode.pk)
    return sorted(rows.select_related("incident"), key=lambda other: abs(other.started_at - episode.started_at))[:MOST]
