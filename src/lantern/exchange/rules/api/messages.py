"""What a system sends: a batch of messages, described by the models that read it (MIS-3)."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.exchange.rules.feed_rows import Row, tidy
from lantern.missing.vocabulary import FoundIn

MOST_MESSAGES = 500
NO_NUL = r"^[^\x00]*$"
KEY = r"^[\x21-\x7e]+$"
Text = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
LongText = Annotated[str, StringConstraints(max_length=10_000, pattern=NO_NUL)]
Key = Annotated[str, StringConstraints(min_length=8, max_length=100, pattern=KEY)]
WHEN = (
    "With its distance from UTC it is exact: 2026-07-19T21:50:00+01:00. Without, it is what a clock in London shows: "
    "2026-07-19 21:50 or 19/07/2026 21:50. A day alone says that the time is not known."
)


class Notice(BaseModel):
    """One message about a child who is missing or was found. Leave out, or send as null, what it does not say.

    A message whose content cannot be used is refused by itself, with the reason, and is kept as it came; the others of
    its batch are taken.
    """

    model_config = ConfigDict(extra="forbid", strict=True, title="Message")
    reference: Text = Field(description="Your number for the incident; up to 80 characters.", examples=["EX/26/000123"])
    message: Text = Field(
        description="initial: the child is missing. update: something more is known. found: the child is back.",
        examples=["initial"],
    )
    surname: Text | None = Field(None, description="The child’s family name.", examples=["Example"])
    forename: Text | None = Field(None, description="The child’s forenames.", examples=["Rowan"])
    born: Text | None = Field(None, description="The date of birth.", examples=["2012-03-03"])
    sex: Text | None = Field(None, description="F or M.", examples=["F"])
    ethnicity: Text | None = Field(None, description="The police’s 18+1 code, kept as received.", examples=["W1"])
    address: Text | None = Field(None, description="The home address.", examples=["1 Nowhere Lane"])
    postcode: Text | None = Field(None, description="The home’s postcode.", examples=["ZZ1 1ZZ"])
    looked_after: Text | None = Field(None, description="yes or no.", examples=["no"])
    missing_from: Text | None = Field(
        None, description="home, placement, school, hospital or other.", examples=["home"]
    )
    last_seen: Text | None = Field(
        None, description=f"When the child was last seen. {WHEN}", examples=["2026-07-19T21:50:00+01:00"]
    )
    reported: Text | None = Field(
        None, description="When that was reported, written likewise.", examples=["2026-07-19T23:05:00+01:00"]
    )
    grade: Text | None = Field(
        None, description="The attendance grade: immediate, priority or scheduled.", examples=["priority"]
    )
    risk: Text | None = Field(
        None,
        description="high or medium. Any other word is kept and held as medium until a person grades it.",
        examples=["medium"],
    )
    circumstances: LongText | None = Field(
        None, description="What is known about it.", examples=["Left the house after an argument"]
    )
    found: Text | None = Field(None, description="When the child was found or returned, written likewise.")
    found_where: Text | None = Field(None, description="Where that was.")
    found_kind: Text | None = Field(
        None, description=f"What kind of place that is: {', '.join(FoundIn)}.", examples=["friend"]
    )
    harm: Text | None = Field(None, description="yes, no or suspected: harm that the child spoke of.")
    district: Text | None = Field(None, description="The district, kept as received.")


class Batch(BaseModel):
    """Messages in any order: what they come to does not hang on which of them arrives first."""

    model_config = ConfigDict(extra="forbid", strict=True)
    messages: list[Notice] = Field(min_length=1, max_length=MOST_MESSAGES, description="Between 1 and 500 messages.")


FIELDS = tuple(column.field for column in NOTIFICATIONS.columns)


def rows_of(batch: Batch) -> list[Row]:
    """The messages as the rows of a file, numbered from 1: what is the same content in a file is the same here."""
    return [Row(number, _cells(message.model_dump())) for number, message in enumerate(batch.messages, start=1)]


def _cells(said: dict[str, Any]) -> dict[str, str]:
    return {field: tidy(said[field] or "") for field in FIELDS}
