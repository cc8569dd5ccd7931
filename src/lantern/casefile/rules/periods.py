"""When and for how long a child was missing: years of episodes, and how many fall into a window (MIS-12a)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from lantern.timekeeping.moments import london, midnight


class Period(NamedTuple):
    """From `start` to `end`, or still open."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Year:
    """The episodes that touch one calendar year in London."""

    number: int
    periods: tuple[Period, ...]
    started: int
    longest: timedelta

    @property
    def opens(self) -> datetime:
        return midnight(date(self.number, 1, 1))

    @property
    def closes(self) -> datetime:
        return midnight(date(self.number + 1, 1, 1))


def started_within(periods: Iterable[Period], now: datetime, days: int) -> int:
    """How many began in the last `days`, the first day included."""
    opens = now - timedelta(days=days)
    return sum(opens <= period.start <= now for period in periods)


def by_year(periods: Sequence[Period], now: datetime) -> list[Year]:
    """Every year with an episode, and those between, the latest first."""
    if not periods:
        return []
    first = london(min(period.start for period in periods)).year
    last = max(london(period.end or now).year for period in periods)
    return [_year(number, periods, now) for number in range(last, first - 1, -1)]


def _year(number: int, periods: Sequence[Period], now: datetime) -> Year:
    opens, closes = midnight(date(number, 1, 1)), midnight(date(number + 1, 1, 1))
    touching = tuple(each for each in periods if each.start < closes and (each.end or now) >= opens)
    began = [each for each in touching if each.start >= opens]
    return Year(
        number=number,
        periods=touching,
        started=len(began),
        longest=max(((each.end or now) - each.start for each in began), default=timedelta()),
    )
