"""What marks a child as more vulnerable on a day, from what holds of them on that day (MIS-14)."""

from collections.abc import Collection
from datetime import date

from lantern.children.vocabulary import RESIDENTIAL, SCHOOL_MARKS, SEMI_INDEPENDENT, Mark, Status


def marks_on(*, status: str, placement: str, out_of_area: bool, school: Collection[str]) -> tuple[Mark, ...]:
    """The marks in the order of the rule: `placement` is the return's code of where the child is placed, or ""."""
    holds = {
        Mark.IN_CARE: status == Status.LOOKED_AFTER,
        Mark.RESIDENTIAL: placement in RESIDENTIAL,
        Mark.SEMI_INDEPENDENT: placement in SEMI_INDEPENDENT,
        Mark.OUT_OF_AREA: bool(placement) and out_of_area,
        **{mark: kind in school for mark, kind in SCHOOL_MARKS.items()},
    }
    return tuple(mark for mark in Mark if holds[mark])


def against_fact(since: date, until: date | None, today: date) -> str:
    """Why these days cannot stand, or ""."""
    if since > today:
        return "That day lies in the future."
    return "It cannot end before it began." if until and until <= since else ""


def against_absence(first: date, last: date | None, today: date) -> str:
    """Why these days of an absence cannot stand, or ""."""
    if first > today or (last and last > today):
        return "That day lies in the future."
    return "The last day cannot be before the first." if last and last < first else ""
