"""What an episode is once its messages are folded: plain frozen values, rebuilt from messages at any time (MIS-3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from lantern.missing.rules.stretches import Stretch
from lantern.missing.vocabulary import Absence, FoundBy, FoundIn, Grade, Harm, MissingFrom, Outcome, Risk
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import Span

Incident = tuple[str, str]  # (source, reference): what a message is about, as its sender counts
Verdict = tuple[Outcome, str]  # what became of a message, and why in plain words


class Said(NamedTuple):
    """One fact as one message gave it, whether or not it still stands."""

    fact: str
    value: object
    message: str


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """One missing episode as its facts stand; `history` holds them as they were received.

    `key` is the incident the episode is anchored in. It never changes while messages of the incident come and go; it
    is unique for one child. `end` is a recorded return. `until` is set instead when no return is recorded but the child
    was later reported missing again and found: they were back by then, nobody has said when.
    `absence` is what it counts as, `stretches` which kind it was from when (MIS-5).
    `doubts` are questions that the messages together raise; a doubt about one message stays with that message.
    """

    key: Incident
    start: Moment
    reported: Moment | None = None
    end: Moment | None = None
    until: Moment | None = None
    risk: Risk = Risk.MEDIUM
    risk_reason: str = ""
    risk_flag: str = ""
    grade: Grade | None = None
    graded_at: Moment | None = None
    absence: Absence = Absence.MISSING
    stretches: tuple[Stretch, ...] = ()
    missing_from: MissingFrom | None = None
    from_where: str = ""
    reported_by: str = ""
    seen_by: str = ""
    circumstances: str = ""
    found_where: str = ""
    found_kind: FoundIn | None = None
    found_by: FoundBy | None = None
    found_area: str = ""
    found_state: str = ""
    found_with: str = ""
    harm: Harm | None = None
    messages: tuple[str, ...] = ()
    history: tuple[Said, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the child is missing still, as far as anyone has said."""
        return self.end is None and self.until is None

    @property
    def absence_now(self) -> Absence:
        """Which kind it is now, or was last."""
        return self.stretches[-1].kind if self.stretches else self.absence

    @property
    def span(self) -> Span:
        """From the start to the return, or to the latest the child can have been away."""
        return Span(self.start, self.end or self.until)

    @property
    def surely_missing(self) -> tuple[datetime, datetime | None] | None:
        """From and to when the child was missing however date-only ends are read; `None` when no time is sure.

        Of episodes that do not overlap these never do either, so a database can hold them apart (MIS-3).
        """
        over = self.span.end
        if over is None:
            return self.start.latest, None
        first, last = min(self.start.latest, over.latest), max(over.at, self.start.at)
        return (first, last) if first < last else None


@dataclass(frozen=True, slots=True)
class Held:
    """An incident that waits for a person: `facts` are what its episode would be, `None` when it has no start.

    `behind` is the episode in its way; one answer about that episode may free all that wait behind it.
    """

    key: Incident
    because: str
    messages: tuple[str, ...]
    facts: EpisodeFacts | None = None
    behind: Incident | None = None


@dataclass(frozen=True, slots=True)
class ChildHistory:
    """All that one child's messages come to; every message has exactly one verdict, by its key."""

    episodes: tuple[EpisodeFacts, ...] = ()
    outcomes: Mapping[str, Verdict] = field(default_factory=dict)
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Joins:
    """What people decided about a child's incidents (MIS-3).

    `same` says that an incident is the same episode as another, which stays the anchor. `set_aside` gives, by message
    key, why a message is not to be used. `touched` are incidents that people have worked on otherwise (a check
    recorded, an obligation waived), which must not give way to another. `strays` are messages that tell of somebody else
    than the child their incident was linked to before they came; nobody has said yet whom they are about. `moved` are
    messages, by key, that tell of another episode than the rest of their incident; they count under the incident given.
    """

    same: Mapping[Incident, Incident] = field(default_factory=dict)
    set_aside: Mapping[str, str] = field(default_factory=dict)
    touched: frozenset[Incident] = frozenset()
    strays: frozenset[str] = frozenset()
    moved: Mapping[str, Incident] = field(default_factory=dict)

    def anchor(self, incident: Incident) -> Incident:
        """The incident whose episode `incident` belongs to; joins that go in a circle meet at their first in order."""
        seen = [incident]
        while (following := self.same.get(seen[-1])) is not None:
            if following in seen:
                return min(seen[seen.index(following) :])
            seen.append(following)
        return seen[-1]

    def has_joined(self, anchor: Incident) -> bool:
        """Whether a person said that another incident belongs to `anchor`."""
        return any(self.anchor(incident) == anchor for incident in self.same)


NO_JOINS = Joins()
