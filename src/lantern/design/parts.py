"""Plain values that components draw: a stage, a tab, a fact, a child's identity. Rooms fill them; tags draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a mark or notice means; its words say the same."""

    HIGH = "high"
    MEDIUM = "medium"
    LATE = "late"
    WARNING = "warning"
    DONE = "done"
    NOTE = "note"
    PLAIN = "plain"


class Tag(NamedTuple):
    """A mark: its words and its kind."""

    text: str
    kind: str = Kind.PLAIN


class Tab(NamedTuple):
    """One of the pages about the same thing."""

    label: str
    url: str
    current: bool = False
    number: int | None = None


class Fact(NamedTuple):
    """A row of a summary list; `action` is a verb ("Change") that leads to `url`."""

    label: str
    value: object
    action: str = ""
    url: str = ""


class Column(NamedTuple):
    """A column of a table; `hint` is a second, smaller line of its head.

    `url` sorts by it, and `sorted` says how the table is sorted by it now: ascending, descending, or "" when it is not.
    """

    label: str
    number: bool = False
    hint: str = ""
    url: str = ""
    sorted: str = ""


class Episode(NamedTuple):
    """What the strip draws of an episode: from `start` to `end`, or still open."""

    start: datetime
    end: datetime | None = None


class Stage(NamedTuple):
    """A stage of a process. `state` is done, now, late or next; `at` when it happened, `due` when it is owed."""

    label: str
    state: str = "next"
    at: datetime | None = None
    due: datetime | None = None
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which child this is: the bar at the top of every page about one. Leave out what the viewer may not see."""

    name: str
    why: str
    url: str = ""
    also: str = ""
    born: date | None = None
    age: int | None = None
    facts: Sequence[str] = ()
    tags: Sequence[Tag] = ()
    looked_url: str = ""
    photo_url: str = ""

    @property
    def initials(self) -> str:
        """AF, where there is no photo."""
        words = self.name.split()
        return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()
