"""What agencies said of children before a meeting, and who is missing (M1-5)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Held(StrEnum):
    """What an agency said of a child."""

    SOMETHING = "something"
    NOTHING = "nothing held"
    NO_RETURN = "no return"


class Return(NamedTuple):
    """One agency's word on one child: what, in its words, since when it is there, and whether it came after it was due."""

    held: Held = Held.NO_RETURN
    words: str = ""
    at: datetime | None = None
    is_late: bool = False


NO_RETURN = Return()


def word(text: str, written_at: datetime | None, nothing_at: datetime | None, due: datetime) -> Return:
    """What counts: words before a mere "nothing held", since they are the later or the fuller answer."""
    if text and written_at:
        return Return(Held.SOMETHING, text, written_at, written_at > due)
    if nothing_at:
        return Return(Held.NOTHING, "", nothing_at, nothing_at > due)
    return NO_RETURN


def counted(
    agencies: Collection[UUID], items: Collection[UUID], said: Mapping[tuple[UUID, UUID], Return]
) -> tuple[int, int]:
    """How many of the words that are asked for are there, and how many are asked for: each agency's on each child."""
    there = sum(said.get((agency, item), NO_RETURN).held is not Held.NO_RETURN for agency in agencies for item in items)
    return there, len(agencies) * len(items)
