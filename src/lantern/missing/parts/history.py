"""Facts as they stand beside facts as they were received; what was superseded stays to be seen (MIS-3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.missing.models import Episode, Message
from lantern.missing.rules import wire
from lantern.missing.rules.stretches import Stretch
from lantern.missing.rules.tellings import LABELS, tells
from lantern.missing.vocabulary import (
    ABSENCE_WORDS,
    FOUND_BY_WORDS,
    FOUND_IN_WORDS,
    FROM_WORDS,
    HARM_WORDS,
    Absence,
    FoundBy,
    FoundIn,
    Grade,
    Harm,
    MissingFrom,
    Outcome,
    Risk,
)
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment

IN_A_PERSONS_WORDS = {
    "from_where",
    "risk_reason",
    "circumstances",
    "found_where",
    "found_area",
    "seen_by",
    "reported_by",
    "found_state",
    "found_with",
}  # may name people and addresses
IN_PARTS = {"circumstances", "absence"}  # each telling is a line of what stands
HEADS = {
    "last_seen": "Last seen",
    "seen_by": "Last seen by",
    "reported": "Reported",
    "reported_by": "Reported by",
    "missing_from": "Missing from",
    "from_where": "Place left",
    "absence": "Missing or away",
    "grade": "Attendance grade",
    "risk": "Risk",
    "risk_reason": "Reason for the risk",
    "circumstances": "Circumstances",
    "found": "Found or returned",
    "found_where": "Where found",
    "found_kind": "Kind of place",
    "found_by": "How the child came back",
    "found_area": "Found in",
    "found_state": "In what state",
    "found_with": "With whom",
    "harm": "Harm on return",
}
assert list(HEADS) == list(LABELS)


@dataclass(frozen=True)
class Telling:
    """One fact as one message gave it; `title`, `at` and `url` lead to the message, `source` says who sent it."""

    words: str
    title: str
    source: str
    at: datetime
    url: str
    stands: bool


@dataclass(frozen=True)
class FactLine:
    """A fact as it stands, and everything that was said of it, in the order in which that came."""

    name: str
    label: str
    stands: str
    tellings: list[Telling] = field(default_factory=list)


@dataclass(frozen=True)
class MessageLine:
    """One message as it came, and what became of it; `name` is its place on the page."""

    name: str
    title: str
    source: str
    said: datetime | None
    at: datetime
    outcome: str
    kind: str
    reason: str
    doubts: tuple[str, ...]
    received: Sequence[tuple[str, str]]

    @property
    def outcome_words(self) -> str:
        """Needs a person; Opened."""
        return OUTCOME_WORDS.get(self.outcome, self.outcome).capitalize()


OUTCOME_WORDS: dict[str, str] = {Outcome.NEEDS_PERSON.value: "needs a person"}
OUTCOME_KINDS = {Outcome.NEEDS_PERSON: "warning", Outcome.REFUSED: "late", Outcome.DUPLICATE: "plain"}


def fact_lines(episode: Episode, messages: Sequence[Message], viewer: Viewer) -> list[FactLine]:
    """Each fact that was ever said; those in a person's own words only for viewers who see names."""
    page = reverse("missing:episode", args=[episode.pk])
    now = {name: said(value) for name, value in standing(episode).items()}
    lines = {
        name: FactLine(name, label, now[name])
        for name, label in HEADS.items()
        if viewer.sees_names or name not in IN_A_PERSONS_WORDS
    }
    for message in messages:
        for name, value in tells(wire.from_json(message.said)).items():
            if name in lines:
                lines[name].tellings.append(_telling(name, value, now[name], message, page))
    return [line for line in lines.values() if line.stands or line.tellings]


def standing(episode: Episode) -> dict[str, object]:
    """The facts of the episode's row, by the names that messages use."""
    return {
        "last_seen": episode.start,
        "seen_by": episode.seen_by,
        "reported": Moment(episode.reported_at, episode.reported_date_only) if episode.reported_at else None,
        "reported_by": episode.reported_by,
        "missing_from": MissingFrom(episode.missing_from) if episode.missing_from else None,
        "from_where": episode.from_where,
        "absence": wire.read(episode.stretches) or Absence(episode.absence),
        "grade": Grade(episode.grade) if episode.grade else None,
        "risk": Risk(episode.risk),
        "risk_reason": episode.risk_reason,
        "circumstances": episode.circumstances,
        "found": episode.end,
        "found_where": episode.found_where,
        "found_kind": FoundIn(episode.found_kind) if episode.found_kind else None,
        "found_by": FoundBy(episode.found_by) if episode.found_by else None,
        "found_area": episode.found_area,
        "found_state": episode.found_state,
        "found_with": episode.found_with,
        "harm": Harm(episode.harm) if episode.harm else None,
    }


def said(value: object) -> str:
    """A fact's value in words."""
    if value is None:
        return ""
    if isinstance(value, Moment):
        return words.said_long(value)
    if isinstance(value, Stretch):
        return f"{ABSENCE_WORDS[value.kind]} from {words.said_long(value.since)}"
    if isinstance(value, tuple):
        return "\n".join(said(each) for each in value)
    for known in (FROM_WORDS, ABSENCE_WORDS, FOUND_BY_WORDS, FOUND_IN_WORDS, HARM_WORDS):
        if type(value) in {type(key) for key in known}:
            return known[value]  # type: ignore[index]
    return value.capitalize() if isinstance(value, Grade | Risk) else str(value)


def message_lines(messages: Sequence[Message], viewer: Viewer) -> list[MessageLine]:
    """Every message behind the episode; its content only for those who see names."""
    return [_message(each, viewer) for each in messages]


def source_of(message: Message) -> str:
    """Who said it: somebody by name, or the sender with its reference."""
    if message.by:
        return message.by.name
    return "Lantern" if message.person_made else f"{message.incident.source}, {message.incident.reference}"


def _telling(name: str, value: object, stands: str, message: Message, page: str) -> Telling:
    told = said(value)
    still = told.strip() in stands.split("\n") if name in IN_PARTS else told == stands
    if name == "absence":  # told without a time it is the kind of the beginning
        still = still or stands.startswith(f"{told} from")
    at = wire.from_json(message.said).said_at or message.received_at
    return Telling(told, message_title(message), source_of(message), at, f"{page}#{_name(message)}", still)


TITLES = {"initial": "Report", "update": "Update", "found": "Return"}


def message_title(message: Message) -> str:
    """Report, Update or Return."""
    return TITLES[message.kind]


def _name(message: Message) -> str:
    return f"message-{message.pk}"


def _message(message: Message, viewer: Viewer) -> MessageLine:
    names, read = viewer.sees_names, wire.from_json(message.said)
    cells = (
        [] if message.person_made or not names else [(key, str(text)) for key, text in message.received.items() if text]
    )
    return MessageLine(
        name=_name(message),
        title=message_title(message),
        source=source_of(message),
        said=None if message.person_made else read.said_at,
        at=message.received_at,
        outcome=message.outcome,
        kind=OUTCOME_KINDS.get(Outcome(message.outcome), "done") if message.outcome else "plain",
        reason=message.reason,
        doubts=read.doubts if names else (),
        received=cells,
    )
