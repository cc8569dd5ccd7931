"""Notifications that a machine must not link by itself: each may be about a known child, and a person decides (MIS-4)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from lantern.children.rules.described import Described
from lantern.demo.rules.absences import Away
from lantern.demo.rules.chance import stream
from lantern.demo.rules.child import Child
from lantern.demo.rules.people import Population
from lantern.demo.rules.scenes import cast
from lantern.demo.rules.telling import Teller, described, haunts
from lantern.missing.rules.message import Message
from lantern.timekeeping.moments import utc


class Unclear(NamedTuple):
    """A message, the number of the child it is really about, and what makes it unclear."""

    message: Message
    child: int
    why: str


def _initial_only(who: Described) -> Described:
    return replace(who, forename=who.forename[0])


def _another_birth_date(who: Described) -> Described:
    return replace(who, born=_a_year_off(who.born), postcode="", address="")


def _name_without_more(who: Described) -> Described:
    return replace(who, forename=who.forename[:-1], born=None, address="")


def _surname_misheard(who: Described) -> Described:
    return replace(who, surname=who.surname[:2] + who.surname[3:], born=_a_year_off(who.born), address="", postcode="")


def _names_in_the_wrong_order(who: Described) -> Described:
    return _another_birth_date(replace(who, forename=who.surname, surname=who.forename))


def _a_year_off(born: date | None) -> date | None:
    """The same day of the year before; the day before a leap day, which that year lacks."""
    leap_day = born is not None and (born.month, born.day) == (2, 29)
    return born.replace(year=born.year - 1, day=28 if leap_day else born.day) if born else None


BLURS: tuple[tuple[str, Callable[[Described], Described]], ...] = (
    ("only the initial of the forename", _initial_only),
    ("the birth date is a year off and there is no address", _another_birth_date),
    ("part of the forename, no birth date and no street", _name_without_more),
    ("the surname lacks a letter, the birth date is a year off, no address", _surname_misheard),
    ("surname and forename in the wrong order, the birth date a year off, no address", _names_in_the_wrong_order),
)


def unclear_notifications(
    population: Population, *, now: datetime, count: int = 6, missing_now: int = 5
) -> Iterator[Unclear]:
    """`count` first reports of the last hours whose child is likely but not certain; the first is about a twin.

    `missing_now` is that of the history they go with: none is about a child who plays a part there, nor one that the
    council does not know.
    """
    now = utc(now).replace(second=0, microsecond=0)
    busy, places = cast(population, now, missing_now=missing_now), haunts(population.county)
    rng = stream(population.county.seed, "unclear")
    children = (child for child in population if child.number not in busy and child.reference and child.residences)
    for number, child in zip(range(count), children, strict=False):
        why, blur = BLURS[number % len(BLURS)]
        start = now - timedelta(minutes=90 + 130 * number)
        teller = Teller(child, population.county, places, rng)
        facts = teller.facts(f"DEMO/UNCLEAR/{number + 1:03d}", Away(start, None))
        report = teller.first(facts._replace(reported=start + timedelta(minutes=40)))
        who = blur(replace(_unmarked(child), pupil_number=""))
        yield Unclear(replace(report, who=who), child.number, f"a twin, {why}" if child.twin else why)


def _unmarked(child: Child) -> Described:
    """The child as described by somebody who has no reference to give."""
    return replace(described(child), references=frozenset())
