"""Where things are named: the room that holds the source says at start-up how to reach it.

sources.register("chat", url=lambda key: reverse("missing:chat", args=[key]), words="Missing chat")
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Source:
    """A kind of source: its page by the id, and what it is called."""

    url: Callable[[UUID], str]
    words: str


_sources: dict[str, Source] = {}


def register(kind: str, *, url: Callable[[UUID], str], words: str) -> None:
    """Add a kind of source; called from an app's start-up."""
    _sources[kind] = Source(url, words)


def source(kind: str) -> Source:
    """The kind's source."""
    return _sources[kind]
