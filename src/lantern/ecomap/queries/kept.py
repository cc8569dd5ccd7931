"""Versions of the map that were kept, each as far as its reader may see it today (EXP-7, SHA-4)."""

from lantern.access.viewer import Viewer
from lantern.children.around import still_seen
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.ecomap.models import KeptMap
from lantern.ecomap.rules.freezing import keys_of_records, named_today, thawed, without
from lantern.ecomap.rules.map import Map


def kept_of(child: Child) -> list[KeptMap]:
    """Every version of a child whom the caller has reached through the scope, the latest first."""
    return list(KeptMap.objects.filter(child=child).select_related("by__agency").order_by("-on", "-at"))


def map_then(kept: KeptMap, viewer: Viewer) -> Map:
    """The map as it was kept, without what `viewer` may not see today; one query for each source at most."""
    (found,) = maps_then([kept], viewer)
    return found


def maps_then(kept: list[KeptMap], viewer: Viewer) -> list[Map]:
    """The same for several versions of one child at once."""
    held = [thawed(each.said) for each in kept]
    keys = {key for each in held for key in keys_of_records(each)}
    seen = still_seen(keys, kept[0].child, viewer)
    label = name_for(kept[0].child, viewer)
    return [named_today(without(each, keys - seen), label) for each in held]
