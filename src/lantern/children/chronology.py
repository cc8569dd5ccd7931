"""One time line of a child's life, to which every room that knows something dated adds its part at start-up."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.timekeeping.moments import Moment


class Entry(NamedTuple):
    """One line: what happened, who says so. `kind` is what the line is filtered by (`children.vocabulary.Line`)."""

    when: Moment
    title: str
    text: str = ""
    url: str = ""
    source: str = ""
    kind: str = ""


Source = Callable[[Child, Viewer], Iterable[Entry]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Add a room's part, which takes one query; called at start-up. The same name again replaces it."""
    _sources[name] = source


def rooms() -> tuple[str, ...]:
    """Who adds a part."""
    return tuple(sorted(_sources))


def entries(child: Child, viewer: Viewer) -> list[Entry]:
    """Everything that the rooms know of `child`, newest first; of one time, in the order in which rooms say it."""
    told = [entry for name in sorted(_sources) for entry in _sources[name](child, viewer)]
    return sorted(told, key=lambda entry: entry.when, reverse=True)
