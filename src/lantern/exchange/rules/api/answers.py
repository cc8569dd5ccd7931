"""What a system is told: what became of each message, and who it is itself (MIS-3, PAR-6)."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from lantern.exchange.rules.feed_notifications import HEADINGS
from lantern.organisation.rules.protocol import Protocol
from lantern.organisation.vocabulary import Scope


class Became(StrEnum):
    """What a message came to."""

    OPENED = "opened"
    UPDATED = "updated"
    CLOSED = "closed"
    DUPLICATE = "duplicate"
    NEEDS_PERSON = "needs-person"
    REFUSED = "refused"
    WAITING = "waiting"


# Said in words of ours that are the same for everybody: the reasons that members read name other records.
WORDS: dict[Became, str] = {
    Became.OPENED: "It opened an episode.",
    Became.UPDATED: "It was added to what was known.",
    Became.CLOSED: "It ended an episode.",
    Became.DUPLICATE: "The same content had been received before.",
    Became.NEEDS_PERSON: "A person decides. Ask again later.",
    Became.WAITING: "It is stored and not worked on yet. Ask again later.",
}
UNSETTLED = frozenset({Became.NEEDS_PERSON, Became.WAITING})


class Told(BaseModel):
    """What became of one message."""

    model_config = ConfigDict(extra="forbid", title="Outcome")
    row: int = Field(ge=1, description="Its place in the batch, from 1.")
    reference: str = Field(description="Your number for the incident, as you sent it, without spaces around it.")
    outcome: Became = Field(
        description="opened, updated, closed: it is part of an episode. duplicate: nothing new. needs-person: somebody "
        "has to decide about it. refused: it cannot be used. waiting: ask again."
    )
    why: str = Field(description="The reason, in words; for a refused message what to correct.")
    episode: UUID | None = Field(
        default=None,
        description="The partnership’s reference of the episode that this incident opened, for a credential that may read.",
    )


class Outcomes(BaseModel):
    """What became of each message of a batch so far. Those that need a person settle later: ask again."""

    model_config = ConfigDict(extra="forbid")
    batch: UUID = Field(description="Under this the outcomes can be read later.")
    settled: bool = Field(description="Whether every message has come to something.")
    outcomes: list[Told] = Field(description="One for each message, in the order they were sent.")


class Me(BaseModel):
    """Who Lantern takes you for, and what you may do now."""

    model_config = ConfigDict(extra="forbid")
    agency: str = Field(description="The agency the credential belongs to.")
    partnership: str = Field(description="The partnership it is for.")
    credential: str = Field(description="The credential’s name.")
    prefix: str = Field(description="The part of it that may be shown, by which people tell it from others.")
    source: str = Field(description="The name under which your references are counted, the same as in your files.")
    scopes: list[Scope] = Field(description="What the credential may do while the sharing protocol stands.")
    expires_on: date = Field(description="The last day on which it is in force.")
    protocol: Protocol = Field(description="Whether your agency’s sharing protocol is signed.")
    protocol_expires_on: date | None = Field(description="The last day of the protocol, when that is known.")


def told(*, row: int, reference: str, outcome: str, why: str, episode: UUID | None) -> Told:
    """The reason is repeated only where it speaks of what was sent and of nothing else."""
    became = Became(outcome) if outcome else Became.WAITING
    said = _by_field(why) if became is Became.REFUSED else WORDS[became]
    return Told(row=row, reference=reference, outcome=became, why=said, episode=episode)


def _by_field(why: str) -> str:
    """The reason with a field's name here, instead of the heading it has in files."""
    found = next(
        (field for field, heading in HEADINGS.items() if why.startswith((f"{heading}:", f"{heading} holds"))), ""
    )
    return f"{found}{why.removeprefix(HEADINGS[found])}" if found else why
