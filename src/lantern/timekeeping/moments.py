"""A point in time as people give it: to the minute, or only the day (MIS-17)."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """`at` is an aware time; with `date_only` it is midnight in London at the start of the day that was given."""

    at: datetime
    date_only: bool = False

    @property
    def day(self) -> date:
        """The calendar day in London."""
        return self.at.astimezone(LONDON).date()
