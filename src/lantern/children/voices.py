"""What a child said, in their own words, where a room wrote it down: for rooms that would else ask the child again (EXP-2).

A room registers at start-up:

    voices.register("chats", own_words_of)

The source answers `(child, viewer)` from one query at most, and with `None` for a viewer who may not read it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from lantern.access.viewer import Viewer
from lantern.children.models import Child


class Said(NamedTuple):
    """The words, where they were said ("in a missing chat"), when they were written down, and where they stand."""

    text: str
    where: str
    at: datetime
    url: str = ""


Source = Callable[[Child, Viewer], Said | None]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Add a room; called at start-up. The same name again replaces it."""
    _sources[name] = source


def last_said(child: Child, viewer: Viewer, but: str = "") -> Said | None:
    """The last that any source has `but` the one of that name, of what `viewer` may read."""
    asked = (_sources[name] for name in sorted(_sources) if name != but)
    found = [said for source in asked if (said := source(child, viewer))]
    return max(found, key=lambda said: said.at, default=None)
