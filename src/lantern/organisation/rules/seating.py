"""The seats of a meeting, the sections of a discussion and the reasons to close, as a partnership words them (PAR-4, PAR-7).

Seats: one a line, "kind | agency | designation", kind being chair, vice chair, co-chair, support, member or invited. Behind a
further bar may stand "decides" and "where required". "or else" parts a designation from those who come in its place.
Sections and reasons: one a line.
"""

from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

LONGEST, MOST_SEATS, MOST_LINES, LONGEST_LINE = 8_000, 60, 12, 120
OR_ELSE = " or else "
DECIDES, WHERE_REQUIRED = "decides", "where required"


class SeatKind(StrEnum):
    """What a seat is for (PAR-4); who is invited comes to named items alone."""

    CHAIR = "chair"
    VICE = "vice chair"
    CO_CHAIR = "co-chair"
    SUPPORT = "support"
    MEMBER = "member"
    INVITED = "invited"


CHAIRS = frozenset({SeatKind.CHAIR, SeatKind.VICE, SeatKind.CO_CHAIR})
RUNS = CHAIRS | {SeatKind.SUPPORT}


class SeatSpec(NamedTuple):
    """A seat without a person: `alternatives` are the designations that may come instead, in order."""

    kind: SeatKind
    agency: str
    designation: str
    alternatives: tuple[str, ...] = ()
    decides: bool = False
    where_required: bool = False


class Line(NamedTuple):
    """A line of a list; `key` stays the same as long as its words do."""

    key: str
    words: str


def read_seats(text: str) -> tuple[SeatSpec, ...]:
    """Every seat. Raises `ValueError` in words that say which line."""
    found = tuple(_seat(line) for line in _lines(text))
    if len(found) > MOST_SEATS:
        raise ValueError(f"a meeting has at most {MOST_SEATS} seats")
    if not any(each.kind in CHAIRS for each in found):
        raise ValueError("a meeting has a chair, or co-chairs")
    return found


def read_list(text: str) -> tuple[Line, ...]:
    """Lines with keys. Raises `ValueError` for none, too many, one that is too long, and one that stands twice."""
    words = _lines(text)
    if not 1 <= len(words) <= MOST_LINES:
        raise ValueError(f"write 1 to {MOST_LINES} lines")
    if long := [each for each in words if len(each) > LONGEST_LINE]:
        raise ValueError(f"a line has at most {LONGEST_LINE} characters: {long[0][:30]}…")
    lowered = [each.casefold() for each in words]
    if twice := [each for each in words if lowered.count(each.casefold()) > 1]:
        raise ValueError(f"“{twice[0]}” stands there twice")
    return tuple(Line(f"s{sha256(each.casefold().encode()).hexdigest()[:10]}", each) for each in words)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _seat(line: str) -> SeatSpec:
    kind, *rest = (each.strip() for each in line.split("|"))
    if kind not in set(SeatKind):
        raise ValueError(f"“{kind}” is no kind of seat: {', '.join(SeatKind)}")
    if len(rest) < 2 or not rest[0] or not rest[1]:
        raise ValueError(f"“{line}” names no agency, or nobody of it: kind | agency | designation")
    agency, who, *more = rest
    if unknown := [each for each in more if each not in (DECIDES, WHERE_REQUIRED)]:
        raise ValueError(f"“{unknown[0]}” is neither “{DECIDES}” nor “{WHERE_REQUIRED}”")
    if any(len(each) > LONGEST_LINE for each in (agency, who)):
        raise ValueError(f"a name has at most {LONGEST_LINE} characters: {agency[:30]}…")
    first, *others = (each.strip() for each in who.split(OR_ELSE))
    return SeatSpec(SeatKind(kind), agency, first, tuple(others), DECIDES in more, WHERE_REQUIRED in more)
