"""Who and what stands around a child: every room that knows of somebody or something gives its part (EXP-7).

A room registers at start-up:

    around.register("work", whom_they_work_with)

The source answers `(child, viewer)` with an `Around` for each tie, from one query at most and through the viewer's scope: a
name that the viewer may not see is not among them. Every key begins with the name under which the source is registered.
`still` says which of some keys the viewer may see today, for what was kept of an earlier map; without it whoever sees the
child sees them. It is given the keys without their beginning, and takes one query at most.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.rules.around import Around, source_of

Source = Callable[[Child, Viewer], Iterable[Around]]
Still = Callable[[Collection[str], Child, Viewer], Collection[str]]


class Room(NamedTuple):
    """What a room gives, and what of an earlier map it lets a viewer see."""

    source: Source
    still: Still | None


_rooms: dict[str, Room] = {}


def register(name: str, source: Source, *, still: Still | None = None) -> None:
    """Add a source; called at start-up. The same name again replaces it."""
    _rooms[name] = Room(source, still)


def sources() -> tuple[str, ...]:
    """Who gives something."""
    return tuple(sorted(_rooms))


def around(child: Child, viewer: Viewer) -> list[Around]:
    """Everything that the rooms know of around `child` and `viewer` may see, room by room."""
    return [each for name in sorted(_rooms) for each in _rooms[name].source(child, viewer)]


def still_seen(keys: Iterable[str], child: Child, viewer: Viewer) -> set[str]:
    """Those of `keys`, kept from an earlier map, that `viewer` may see today; of a source that is gone, none."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_source[source_of(key)].append(key)
    seen: set[str] = set()
    for name, own in by_source.items():
        if room := _rooms.get(name):
            seen |= set(own) if room.still is None else _asked(room.still, own, child, viewer)
    return seen


def _asked(still: Still, keys: list[str], child: Child, viewer: Viewer) -> set[str]:
    own = {key.partition(":")[2]: key for key in keys}
    return {own[each] for each in still(list(own), child, viewer) if each in own}
