"""Lines of what came in about a child: reports, updates and returns, from feeds and from people (MIS-3)."""

from collections.abc import Iterator

from lantern.access.viewer import Viewer
from lantern.children.chronology import Entry
from lantern.children.vocabulary import Line
from lantern.missing.parts.chronology.sources import of_message
from lantern.missing.parts.history import HEADS, IN_A_PERSONS_WORDS, said
from lantern.missing.queries.lived import Lived, Row
from lantern.missing.rules import wire
from lantern.missing.rules.message import Message
from lantern.missing.rules.tellings import tells
from lantern.missing.vocabulary import MessageKind, Outcome
from lantern.timekeeping.moments import Moment

CAME_IN = {
    MessageKind.INITIAL: "Report received",
    MessageKind.UPDATE: "Update received",
    MessageKind.FOUND: "Return received",
}
ENTERED = {
    MessageKind.INITIAL: "Reported missing",
    MessageKind.UPDATE: "Graded or added to",
    MessageKind.FOUND: "Return recorded",
}
CORRECTED = "Corrected"
BECAME = {
    Outcome.OPENED: "It opened an episode.",
    Outcome.UPDATED: "It added to an episode.",
    Outcome.CLOSED: "It ended an episode.",
    Outcome.DUPLICATE: "It said nothing new.",
    Outcome.NEEDS_PERSON: "It waits for a person.",
    Outcome.REFUSED: "It could not be used.",
}
TOLD_BY_EPISODE = {"circumstances", "from_where", "last_seen", "found", "found_where", "found_kind", "found_by"}


def message_lines(held: Lived, viewer: Viewer) -> Iterator[Entry]:
    """One line a message: what kind, which reference, what it told, what became of it."""
    for row in held.messages:
        read = wire.from_json(row.said)
        yield Entry(
            when=Moment(read.said_at or row.received_at),
            title=_title(row, read),
            text=_text(row, read, names=viewer.sees_names),
            source=of_message(row),
            kind=Line.NOTIFICATION,
        )


def _title(row: Row, read: Message) -> str:
    kind = MessageKind(row.kind)
    if read.corrects:
        return CORRECTED
    return ENTERED[kind] if row.person_made else CAME_IN[kind]


def _text(row: Row, read: Message, *, names: bool) -> str:
    """What it told that the lines of the episode do not say; words of people only for those who see names."""
    hidden = set() if read.corrects else TOLD_BY_EPISODE
    hidden = hidden if names else hidden | IN_A_PERSONS_WORDS
    facts = [f"{HEADS[fact]}: {said(value)}" for fact, value in tells(read).items() if fact not in hidden]
    became = BECAME[Outcome(row.outcome)] if row.outcome and not row.person_made else ""
    head = " ".join(filter(None, (f"Reference {row.reference}.", became)))
    return "\n".join(filter(None, (head, "; ".join(facts))))
