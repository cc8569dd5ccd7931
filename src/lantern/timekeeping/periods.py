"""Stretches of time: from a moment to a moment or still open (MIS-3); the year of the looked-after return (MIS-16)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from lantern.timekeeping.moments import Moment, utc


class EndsBeforeStart(ValueError):
    """A span cannot end before it starts, however its date-only ends are read."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end`, or still open; raises `EndsBeforeStart` when no reading of a date-only end is possible."""

    start: Moment
    end: Moment | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end.latest < self.start.at:
            raise EndsBeforeStart(f"{self.end.at.isoformat()} is before {self.start.at.isoformat()}")

    @property
    def is_exact(self) -> bool:
        """Whether the times of day are known, so that hours may be said of it."""
        return not self.start.date_only and not (self.end is not None and self.end.date_only)

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share time, however their date-only ends are read (MIS-3).

        Touching ends share none, and a new start on the day the last one ended is allowed when either is date-only.
        """
        return not (self.can_precede(other) or other.can_precede(self))

    def can_precede(self, other: "Span") -> bool:
        """Whether this can have ended by the time `other` started."""
        if self.end is None:
            return False
        earliest_end = max(self.end.at, self.start.at)
        latest_start = other.start.latest if other.end is None else min(other.start.latest, other.end.latest)
        return earliest_end <= latest_start

    def duration(self, now: datetime) -> timedelta:
        """Time elapsed to the end, or to `now` while open; date-only counts from its midnight; never negative."""
        end = utc(now) if self.end is None else self.end.at
        return max(end - self.start.at, timedelta())


class NotAReturnYear(ValueError):
    """What was written is not a return year, such as 2025-26."""


@dataclass(frozen=True, slots=True, order=True)
class ReturnYear:
    """The year of the looked-after return, 1 April to 31 March, by its label: `ReturnYear("2025-26")` (MIS-16)."""

    label: str

    def __post_init__(self) -> None:
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", self.label)
        if not match or (int(match[1]) + 1) % 100 != int(match[2]) or not 1900 <= int(match[1]) < 2100:
            raise NotAReturnYear(f"“{self.label}” is not a return year. Write it like 2025-26.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 2025-26, 2025/26 or 2025-2026; raises `NotAReturnYear`."""
        return cls(re.sub(r"^([0-9]{4})\s*[-/–]\s*(?:[0-9]{2})?([0-9]{2})$", r"\1-\2", text.strip()))

    @classmethod
    def of(cls, day: date) -> Self:
        """The return year that holds `day`."""
        first = day.year if day.month >= 4 else day.year - 1
        return cls(f"{first}-{(first + 1) % 100:02}")

    @property
    def start(self) -> date:
        """1 April."""
        return date(int(self.label[:4]), 4, 1)

    @property
    def end(self) -> date:
        """31 March, the last day of the year."""
        return date(int(self.label[:4]) + 1, 3, 31)

    @property
    def previous(self) -> Self:
        """The year before, whose open periods are carried over."""
        return type(self).of(date(self.start.year - 1, 4, 1))

    def contains(self, day: date) -> bool:
        """Whether `day` falls in the year, both ends included."""
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return self.label
