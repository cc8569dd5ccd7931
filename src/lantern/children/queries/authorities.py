"""The names of other authorities that were entered before (PAR-9)."""

from lantern.access.viewer import Viewer
from lantern.children.models import Placement, ServiceStatus

OFFERED = 50  # names


def authorities_named(viewer: Viewer) -> list[str]:
    """Those on the records that `viewer` may see, in the order of the alphabet; one query."""
    homes = ServiceStatus.visible_to(viewer).exclude(home_authority="").values_list("home_authority", flat=True)
    hosts = Placement.visible_to(viewer).exclude(host_authority="").values_list("host_authority", flat=True)
    return sorted(homes.order_by().union(hosts.order_by())[:OFFERED], key=str.casefold)
