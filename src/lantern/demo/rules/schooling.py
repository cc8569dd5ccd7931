"""How invented children stand with their school, and days on which they were not there (MIS-14)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lantern.children.vocabulary import AbsenceReason, SchoolKind
from lantern.demo.rules.child import Child

HELD = {
    "reduced timetable": SchoolKind.REDUCED,
    "missing education": SchoolKind.MISSING_EDUCATION,
    "not on a roll": SchoolKind.NO_ROLL,
    "pupil referral unit": SchoolKind.EXCLUDED,
}
SCHOOL_AGE = range(5, 17)
REASONS = (AbsenceReason.UNAUTHORISED, AbsenceReason.AUTHORISED, AbsenceReason.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Held:
    kind: SchoolKind
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Away:
    first: date
    last: date
    reason: AbsenceReason


def held(child: Child, today: date) -> tuple[Held, ...]:
    """What holds of the child's schooling; who came to a referral unit was excluded before. Follows from the number alone."""
    kind = HELD.get(child.education)
    if kind is None:
        return ()
    since = today - timedelta(days=40 + child.number * 7 % 320)
    until = since + timedelta(days=30) if kind is SchoolKind.EXCLUDED and child.number % 2 else None
    return (Held(kind, since, until),)


def absences(child: Child, today: date) -> Iterator[Away]:
    """One to three stretches of school days in the last year, for those whose schooling is broken and every sixth other."""
    age = (today - child.born).days // 365
    if age not in SCHOOL_AGE or (child.education not in HELD and child.number % 6):
        return
    for place in range(1 + child.number % 3):
        first = _school_day(today - timedelta(days=20 + place * 97 + child.number % 40))
        yield Away(first, _school_day(first + timedelta(days=(child.number + place) % 3)), REASONS[place % 3])


def _school_day(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
