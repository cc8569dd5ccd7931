"""What restricting a record and a conflict of interest ask for, and what they refuse (SHA-4)."""

from datetime import date, timedelta
from uuid import UUID

FEWEST = 2
"""People named on a restricted record: of one alone, the record would soon have nobody."""

TOO_FEW = (
    "Name at least two people who can open children’s records, so that somebody is left when one is away or leaves."
)
ALREADY = "This record is restricted already. Add people to those who are named."
OVER = "The restriction was lifted already."
NAMED_ALREADY = "This person is named already."
CANNOT = (
    "This person cannot see the record: they need a role that opens children’s records, and no conflict of interest."
)
OWN = "Somebody else says when a conflict of interest is over, never the person who has it."
ENDED_ALREADY = "This conflict of interest was ended already."
CONFLICTED_ALREADY = "This conflict of interest stands on the record already."
HAS_PEOPLE = "Somebody is named on this record still. They say who else is."


def against_naming_only(named: int) -> str:
    """Why a record cannot be restricted to so few people, or ""."""
    return "" if named >= FEWEST else TOO_FEW


def against_taking_off(left: int) -> str:
    """Why somebody cannot be taken off the record, of whom `left` who can see it would be left; "" when they can."""
    return (
        ""
        if left >= FEWEST
        else f"Then {_people(left)} would be left who can see the record. Name somebody else first."
    )


def against_ending(*, whose: UUID, by: UUID, ended: bool) -> str:
    """Why `by` cannot end the conflict of `whose`, or ""."""
    if whose == by:
        return OWN
    return ENDED_ALREADY if ended else ""


def review_due(since: date, days: int) -> date:
    """The last day for the review of a restriction that began, or was last reviewed, on `since`."""
    return since + timedelta(days=days)


def _people(number: int) -> str:
    return {0: "nobody", 1: "one person"}.get(number, f"{number} people")
