"""What a partnership arranges for the meeting about individual children (MACE 1, PAR-4, PAR-7, M1-1 to M1-9)."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field

from lantern.organisation.rules import seating
from lantern.organisation.rules.part import AClock, Part
from lantern.timekeeping.clocks import Clock, Unit

LAST = 5
"""The week that is the last of its month, whichever that is."""

SECTIONS = """\
Discussion
Risks
Strengths
"""
CLOSURES = """\
Risk reduced
Moved out of area
Turned 18
Stepped down to another plan
Not exploitation
In custody
Died
"""
SEATS = """\
chair | Children and families | Service manager
vice chair | Children and families | Director of local delivery or else Service manager
support | Children and families | Business support
"""
STATEMENT = """\
What is said and shared here is confidential. It is shared because it is necessary and in proportion to keep children safe.

Before the meeting: look up every child on the agenda and bring what your agency holds, or say that it holds nothing.

Every paper is Official-Sensitive. Nothing is copied, passed on or spoken of outside the meeting unless the chair agrees, to
colleagues in your own organisation either. Papers stay in Lantern; minutes are kept nowhere else.

The first part of the meeting protects individual children. The second finds places and patterns, and stops those who exploit.
Whoever knows a child or a family in private says so at once and leaves the item.
"""


def _read_by(read: Callable[[str], object]) -> Callable[[str], str]:
    """A text in its plain form, after `read` took it. Raises `ValueError` in the words of `read`."""

    def plain(text: str) -> str:
        found = text.replace("\r\n", "\n").strip() + "\n"
        read(found)
        return found

    return plain


def _not_empty(text: str) -> None:
    if not text.strip():
        raise ValueError("nobody can accept an empty statement")


Seats = Annotated[str, Field(max_length=seating.LONGEST), AfterValidator(_read_by(seating.read_seats))]
Lines = Annotated[str, Field(max_length=2_000), AfterValidator(_read_by(seating.read_list))]
Statement = Annotated[str, Field(max_length=seating.LONGEST), AfterValidator(_read_by(_not_empty))]


class Mace1Clocks(Part):
    """By when what a meeting needs is there: all but the last count back from its beginning (M1-1, M1-3 to M1-5, M1-7)."""

    request_closes: AClock = Clock(10, Unit.WORKING_DAYS)
    template_due: AClock = Clock(7, Unit.WORKING_DAYS)
    agenda_out: AClock = Clock(7, Unit.WORKING_DAYS)
    return_due: AClock = Clock(48, Unit.HOURS)
    minutes_out: AClock = Clock(10, Unit.WORKING_DAYS)


class Mace1(Part):
    """When it meets and for which areas, who sits there, which children are proposed, what is written of each."""

    clocks: Mace1Clocks = Mace1Clocks()
    level: str = Field(default="quadrant", min_length=1, max_length=30, description="areas that have a meeting each")
    every_months: int = Field(default=1, ge=1, le=6)
    week: int = Field(default=1, ge=1, le=LAST, description="of the month; 5 is the last")
    weekday: int = Field(default=3, ge=0, le=4, description="0 is Monday")
    begins: str = Field(default="09:30", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    length: int = Field(default=180, ge=15, le=600, description="minutes")
    highest: int = Field(default=2, ge=0, le=8, description="as many of the highest levels propose a child")
    known_victim: bool = Field(default=True, description="whoever is known to be exploited, whatever the level")
    from_missing: bool = Field(default=True, description="repeatedly missing and at significant risk (MIS-12)")
    seats: Seats = SEATS
    sections: Lines = SECTIONS
    closures: Lines = CLOSURES
    statement: Statement = STATEMENT
