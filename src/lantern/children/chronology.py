"""One time line of a child's life, to which every room that knows something dated adds its part at start-up."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import QuerySet

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
Along = Callable[["QuerySet[Child]"], "QuerySet[Child]"]
_sources: dict[str, Source] = {}
_alongs: dict[str, Along] = {}


def register(name: str, source: Source, *, along: Along | None = None) -> None:
    """Add a room's part, which takes one query; called at start-up. The same name again replaces it.

    `along` adds what the part needs to the query of the child, which then takes none.
    """
    _sources[name] = source
    if along:
        _alongs[name] = along


def with_told(children: QuerySet[Child]) -> QuerySet[Child]:
    """`children` with what rooms tell of each, for pages that show all of it."""
    for name in sorted(_alongs):
        children = _alongs[name](children)
    return children


def rooms() -> tuple[str, ...]:
    """Who adds a part."""
    return tuple(sorted(_sources))


def entries(child: Child, viewer: Viewer) -> list[Entry]:
    """Everything that the rooms know of `child`, newest first; of one time, in the order in which rooms say it."""
    told = [entry for name in sorted(_sources) for entry in _sources[name](child, viewer)]
    return sorted(told, key=lambda entry: entry.when, reverse=True)
