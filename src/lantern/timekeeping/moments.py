"""A point in time as people give it: to the minute, or only the day (MIS-17)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """`at` is an aware time; with `date_only` it is midnight in London at the start of the day that was given.

    `at` is kept in UTC whatever zone it came in: Python subtracts and compares two London times by the wall clock,
    which is an hour wrong across a clock change. With `date_only` a time of day is dropped. Raises `ValueError` when
    `at` has no time zone.
    """

    at: datetime
    date_only: bool = False

    def __post_init__(self) -> None:
        at = midnight(london(self.at).date()) if self.date_only else utc(self.at)
        object.__setattr__(self, "at", at)

    @classmethod
    def on(cls, day: date) -> Self:
        """The day alone, its time unknown."""
        return cls(midnight(day), date_only=True)

    @classmethod
    def wall(cls, wall: datetime) -> Self:
        """What a clock on a wall in London showed: `wall` has no time zone."""
        return cls(instant(wall))

    @property
    def day(self) -> date:
        """The calendar day in London."""
        return self.at.astimezone(LONDON).date()

    @property
    def latest(self) -> datetime:
        """The last instant this can mean: `at` itself, or the last microsecond of the day. The first is `at`."""
        return midnight(self.day + DAY) - datetime.resolution if self.date_only else self.at


def utc(at: datetime) -> datetime:
    """The same instant in UTC; `ValueError` without a time zone, since the machine's own zone would be a guess."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone")
    return at.astimezone(UTC)


def london(at: datetime) -> datetime:
    """The same instant as London's clocks show it; `ValueError` without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone")
    return at.astimezone(LONDON)


def midnight(day: date) -> datetime:
    """The instant at which `day` begins in London, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)


def instant(wall: datetime) -> datetime:
    """The instant, in UTC, at which London's clocks show `wall`, a time without a zone (MIS-17).

    In autumn an hour comes twice: the first is meant. In spring an hour is left out: a time inside it means the
    instant at which the clocks go forward.
    """
    if wall.tzinfo is not None:
        raise ValueError(f"{wall.isoformat()} has a time zone already")
    at = wall.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
    if at.astimezone(LONDON).replace(tzinfo=None) == wall:
        return at
    return at.replace(minute=0, second=0, microsecond=0)  # London's clocks have only ever changed on the hour
