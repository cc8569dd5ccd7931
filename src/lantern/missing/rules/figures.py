"""The figures of a year that national guidance asks for, as far as they are about missing: the bands and their words (GOV-3).

An episode belongs to the year in which it began, 1 April to 31 March in London; missing and away without authorisation are
never added together (MIS-5). A day without a time is in no band of hours, and the length of what began or ended on such a day
is not known (MIS-17).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lantern.children.vocabulary import Mark
from lantern.missing.vocabulary import FOUND_BY_WORDS, FOUND_IN_WORDS, FROM_WORDS, Absence
from lantern.timekeeping.moments import london

HOURS_IN_BAND = 6
GONE_AT = {0: "Midnight to 6am", 1: "6am to midday", 2: "Midday to 6pm", 3: "6pm to midnight"}
LASTED = {
    0: ("Less than 6 hours", timedelta(hours=6)),
    1: ("6 to 24 hours", timedelta(hours=24)),
    2: ("1 to 3 days", timedelta(days=3)),
    3: ("3 to 7 days", timedelta(days=7)),
    4: ("7 days or longer", timedelta.max),
}
NOT_KNOWN, NOT_BACK = "not known", "not back"


class Item(StrEnum):
    """What a table of figures counts by."""

    WHEN = "when they went"
    LENGTH = "how long they were away"
    WHENCE = "where they went from"
    PLACE = "where they were found"
    FOUND = "in which area they were found"
    FINDER = "who found them"


WORDS: Mapping[Item, Mapping[str, str]] = {
    Item.WHEN: {str(band): said for band, said in GONE_AT.items()} | {NOT_KNOWN: "Time not known"},
    Item.LENGTH: {str(band): said for band, (said, _) in LASTED.items()}
    | {NOT_BACK: "Not back yet", NOT_KNOWN: "Length not known"},
    Item.WHENCE: {key.value: said for key, said in FROM_WORDS.items()} | {NOT_KNOWN: "Not recorded"},
    Item.PLACE: {key.value: said for key, said in FOUND_IN_WORDS.items()}
    | {NOT_BACK: "Not back yet", NOT_KNOWN: "Not recorded"},
    Item.FINDER: {key.value: said for key, said in FOUND_BY_WORDS.items()}
    | {NOT_BACK: "Not back yet", NOT_KNOWN: "Not recorded"},
}
"""Keys and their words in the order in which they are shown; areas are in the order of their numbers."""


@dataclass(frozen=True)
class Count:
    """How many episodes, and of how many children."""

    episodes: int = 0
    children: int = 0


NONE = Count()
OUTSIDE = "outside the areas"
Kinds = Mapping[Absence, Count]


@dataclass(frozen=True)
class Totals:
    """All that began in the year, and of these what began on a day on which the child had each mark (MIS-14)."""

    kinds: Kinds
    marks: Mapping[Mark, Kinds]


Figures = Mapping[Item, Mapping[str, Kinds]]


def year_of(day: date) -> int:
    """The year in which the year of the figures begins: 2025 for 31 March 2026."""
    return day.year if day.month >= 4 else day.year - 1


def year_words(year: int) -> str:
    """2025-26."""
    return f"{year}-{(year + 1) % 100:02}"


def bounds(year: int) -> tuple[date, date]:
    """The first day of the year, and the first after it."""
    return date(year, 4, 1), date(year + 1, 4, 1)


def is_to_come(year: int, now: datetime) -> bool:
    return year > year_of(london(now).date())
