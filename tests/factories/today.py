"""Times of today, for what follows the version of the arrangement that today has."""

from datetime import UTC, date, datetime, timedelta

from lantern.timekeeping.moments import london, midnight

HOUR = timedelta(hours=1)


def today() -> date:
    """The day in London."""
    return london(datetime.now(UTC)).date()


def hours_ago_today(part: float) -> float:
    """How many hours ago it was when so much of today had not passed yet: 1 is midnight, 0 is now; never yesterday."""
    return min((datetime.now(UTC) - midnight(today())) / HOUR, 6) * part
