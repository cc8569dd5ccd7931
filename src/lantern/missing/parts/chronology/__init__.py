"""What the missing room adds to the time line of a child: a file for each kind of line."""

from collections.abc import Iterator

from lantern.access.viewer import Viewer
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.missing.parts.chronology.chats import asked_lines, chat_lines
from lantern.missing.parts.chronology.episodes import episode_lines
from lantern.missing.parts.chronology.letters import letter_lines
from lantern.missing.parts.chronology.messages import message_lines
from lantern.missing.parts.chronology.steps import duty_lines, profile_lines, step_lines
from lantern.missing.parts.chronology.triggers import trigger_lines
from lantern.missing.queries.lived import lived

__all__ = ["chronology_of"]


def chronology_of(child: Child, viewer: Viewer) -> Iterator[Entry]:
    """Each absence, what was told of it, what it set off, what was done and what was said in the end; one query."""
    held = lived(child, viewer)
    yield from episode_lines(held, viewer)
    yield from message_lines(held, viewer)
    yield from step_lines(held, viewer)
    yield from profile_lines(child, held, viewer)
    yield from duty_lines(held, viewer)
    yield from chat_lines(held, viewer)
    yield from asked_lines(child, held, viewer)
    yield from letter_lines(held, viewer)
    yield from trigger_lines(held, viewer)
