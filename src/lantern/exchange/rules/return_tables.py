"""The looked-after return's tables as plain values: cells as received, and the day each date cell means (MIS-16)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_SHORT_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # outside these a year is a slip of the keyboard, not a date


class Table:
    """Names of the return's tables, as findings and files call them."""

    HEADER = "Header"
    EPISODES = "Episodes"
    MISSING = "Missing"
    MISSING_LAST = "Missing_last"
    WITH_CHILD_ONLY = ("PlacedAdoption", "Reviews", "AD1", "PrevPerm", "OC2")


class CollectionYear(Protocol):
    """A year of the return, both days included: `timekeeping.periods.ReturnYear` is one."""

    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...


@lru_cache(maxsize=65536)
def day_in(text: str) -> date | None:
    """The day that dd/mm/yyyy text means; `None` when it means none. A two-figure or five-figure year is no date."""
    found = _DAY.fullmatch(text)
    return _day(*map(int, found.groups())) if found else None


@lru_cache(maxsize=65536)
def day_in_either_form(text: str) -> date | None:
    """As `day_in`, and dd/mm/yy too: Episodes are exchanged with both. 00 to 68 is read as 20yy, 69 to 99 as 19yy."""
    found = _SHORT_DAY.fullmatch(text)
    if not found:
        return day_in(text)
    day, month, short = map(int, found.groups())
    return _day(day, month, short + (2000 if short <= 68 else 1900))


def _day(day: int, month: int, year: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class DateCell:
    """A date cell: the text as received (`None` when blank) and the day it means (`None` when it means none)."""

    text: str | None = None
    day: date | None = None

    @classmethod
    def received(cls, text: str | None) -> "DateCell":
        """A dd/mm/yyyy cell of Header or Missing."""
        return cls(text, day_in(text)) if text else cls()

    @classmethod
    def of_episode(cls, text: str | None) -> "DateCell":
        """A cell of Episodes, where dd/mm/yy is met as well."""
        return cls(text, day_in_either_form(text)) if text else cls()

    @classmethod
    def on(cls, day: date | None) -> "DateCell":
        """The cell that says `day`; blank for `None`."""
        return cls(f"{day:%d/%m/}{day.year:04d}", day) if day else cls()

    @property
    def is_blank(self) -> bool:
        return self.text is None

    @property
    def is_unreadable(self) -> bool:
        return self.text is not None and self.day is None


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A row of which only the child's number matters here; `number` is the row as a spreadsheet counts it."""

    number: int
    child: str | None = None


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A child in the return."""

    number: int
    child: str | None = None
    born: DateCell = DateCell()
    sex: str | None = None
    ethnic: str | None = None
    upn: str | None = None


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode of care: one placement under one legal status, from `start` (DECOM) to `end` (DEC)."""

    number: int
    child: str | None = None
    start: DateCell = DateCell()
    end: DateCell = DateCell()
    ended_because: str | None = None
    legal_status: str | None = None
    placement: str | None = None
    provider: str | None = None
    home_postcode: str | None = None
    placement_postcode: str | None = None


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A period missing (M) or away without authorisation (A): `kind` is the letter as received (MIS-5)."""

    number: int
    child: str | None = None
    born: DateCell = DateCell()
    kind: str | None = None
    start: DateCell = DateCell()
    end: DateCell = DateCell()


@dataclass(frozen=True, slots=True)
class ReturnTables:
    """The tables of one return; `None` for a table that was not given, which is not the same as one without rows."""

    header: tuple[HeaderRow, ...] | None = None
    episodes: tuple[EpisodeRow, ...] | None = None
    missing: tuple[MissingRow, ...] | None = None
    missing_last: tuple[MissingRow, ...] | None = None
    others: Mapping[str, tuple[ChildRow, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def given(self) -> frozenset[str]:
        """Names of the tables that were given."""
        held = {
            Table.HEADER: self.header,
            Table.EPISODES: self.episodes,
            Table.MISSING: self.missing,
            Table.MISSING_LAST: self.missing_last,
        }
        return frozenset(name for name, rows in held.items() if rows is not None) | frozenset(self.others)
