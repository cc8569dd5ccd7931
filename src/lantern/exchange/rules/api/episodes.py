"""Missing episodes as an agency's system reads them: numbers, times and codes; no name, no address, no free text (SHA-2)."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from lantern.exchange.rules.api.problems import Fault, Kind, Refusal
from lantern.missing.vocabulary import FoundIn

ASKED = frozenset({"since", "state", "after", "limit"})  # what the episodes are asked for by
MOST = 200
MARK = "~"
PLACE = r"^[A-Za-z0-9_=-]*$"
LONGEST_PLACE = 120
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written_out(said: str) -> str:
    """pydantic reads a number as seconds since 1970: a reader who sends 0 would get everything."""
    if not DAY.fullmatch(said):
        raise PydanticCustomError("day", "Write a day as 2026-04-01")
    return said


Day = Annotated[date, BeforeValidator(_written_out)]


class State(StrEnum):
    """Which episodes are asked for."""

    ANY = "any"
    OPEN = "open"
    ENDED = "ended"


class When(BaseModel):
    """A time; where only its day is known, the day as London counts it."""

    model_config = ConfigDict(extra="forbid")
    at: AwareDatetime = Field(description="In UTC; of a day alone its beginning in London.")
    day_alone: bool = Field(description="Whether only the day is known.")


class Duty(BaseModel):
    """Something owed for the episode."""

    model_config = ConfigDict(extra="forbid", title="Obligation")
    what: str = Field(description="Such as vulnerability check.")
    due: AwareDatetime = Field(description="By when, in UTC.")
    met: AwareDatetime | None = Field(description="When it was done, if it was.")
    waived: bool = Field(description="Whether somebody decided that it is not owed.")


class EpisodeRead(BaseModel):
    """One missing episode. Children are known by numbers: Lantern’s own, and yours where the record holds it."""

    model_config = ConfigDict(extra="forbid", title="Episode")
    id: UUID = Field(description="The partnership’s reference of the episode.")
    child: str = Field(description="Lantern’s number of the child.")
    your_child: str | None = Field(description="Your agency’s own number of the child, where the record holds it.")
    your_reference: str | None = Field(description="Your number for the incident, where it opened the episode.")
    kind: str = Field(description="missing, or away without authorisation: never to be added together.")
    last_seen: When = Field(description="When the child was last seen.")
    reported: When | None = Field(description="When that was reported.")
    returned: When | None = Field(description="When the child was found or came back.")
    missing_from: str = Field(description="home, placement, school, hospital, other, or empty.")
    risk: str = Field(description="high or medium.")
    grade: str = Field(description="immediate, priority, scheduled, or empty.")
    found_kind: str = Field(description=f"The kind of place the child was found in: {', '.join(FoundIn)}, or empty.")
    found_by: str = Field(description="police, own accord, carer, other, or empty.")
    district: str = Field(description="The district of the child’s home when it began, or empty.")
    owed: list[Duty] = Field(description="What the report and the return set going.")


class Episodes(BaseModel):
    """Some episodes, the earliest begun first. Ask again with `next` as `after` until it is empty."""

    model_config = ConfigDict(extra="forbid")
    episodes: list[EpisodeRead] = Field(description="Up to as many as the limit.")
    next: str = Field(description="Where the next page begins; empty at the end.")


def place_of(started: datetime, episode: UUID) -> str:
    """Where a page ends, for whoever asks for the next."""
    return urlsafe_b64encode(f"{started.isoformat()}{MARK}{episode}".encode()).decode()


def read_place(text: str) -> tuple[datetime, UUID] | None:
    """The place in `text`; `None` of an empty one. Raises `Refusal` for what was never given out."""
    if not text:
        return None
    try:
        started, _, episode = urlsafe_b64decode(text).decode("ascii").partition(MARK)
        at, key = datetime.fromisoformat(started), UUID(episode)
    except (ValueError, Error):
        at, key = None, None
    if at is None or key is None or at.tzinfo is None:
        raise Refusal(Kind.INVALID, errors=[Fault(where="after", detail="This is not a place that an answer gave.")])
    return at, key
