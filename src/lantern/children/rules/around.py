"""Who and what stands around a child, and what the tie is: plain values that every room can give (EXP-7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

CHILD = "child"  # the key of the child, to whom a tie leads unless its source says otherwise


class Near(StrEnum):
    """What somebody or something is to a child; declaration order is the order of the sectors of a map."""

    FAMILY = "family"
    CARER = "carer"
    PROFESSIONAL = "professional"
    SCHOOL = "school"
    GROUP = "group"
    PEER = "peer"
    ADULT = "adult"
    PERSON = "person"
    PLACE = "place"
    THING = "thing"


class Bearing(StrEnum):
    """Whether a tie worries us or keeps the child safe; nobody said is neutral."""

    CONCERN = "concern"
    PROTECTIVE = "protective"
    NEUTRAL = "neutral"


class Strength(StrEnum):
    """How a tie holds."""

    STRONG = "strong"
    ORDINARY = "ordinary"
    WEAK = "weak"
    STRAINED = "strained"
    CUT_OFF = "cut off"


class Direction(StrEnum):
    """Which way a tie goes: of an `Around`, `TO` the one it is tied to, as who exploits a child, or `FROM` them; or both."""

    BOTH = "both"
    TO = "to"
    FROM = "from"


class Surety(StrEnum):
    """Whether it is known, or suspected only; what a record merely names is neither."""

    KNOWN = "known"
    SUSPECTED = "suspected"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Somebody or something that a room's record holds, and one tie of theirs: to the child, or to the one with key `to`.

    `key` is "source:uuid" and stays the same for the same thing; several ties of one thing repeat it. `words` say the tie
    ("social worker", "found there 3 times"), `source` who says so, `url` leads to the record itself.
    """

    key: str
    label: str
    kind: Near
    words: str = ""
    source: str = ""
    url: str = ""
    to: str = CHILD
    bearing: Bearing = Bearing.NEUTRAL
    strength: Strength = Strength.ORDINARY
    direction: Direction = Direction.BOTH
    surety: Surety = Surety.UNSAID
    since: date | None = None
    until: date | None = None


def key_of(source: str, of: UUID) -> str:
    """work:5f0c…"""
    return f"{source}:{of}"


def key_of_words(source: str, of: UUID, words: str) -> str:
    """The key of something that has a name alone: the same for every way of writing it, and it tells nothing of the name."""
    return key_of(source, uuid5(of, " ".join(words.split()).casefold()))


def source_of(key: str) -> str:
    """Which source gave a key."""
    return key.partition(":")[0]


def times(number: int) -> str:
    """Once; twice; 3 times."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def once_each(found: Iterable[str]) -> list[str]:
    """Names in the order in which they first come, each once however it is written."""
    seen: dict[str, str] = {}
    for each in found:
        if each.strip():
            seen.setdefault(" ".join(each.split()).casefold(), each.strip())
    return list(seen.values())
