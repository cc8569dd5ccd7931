"""A child's circumstances as a page says them."""

from datetime import date

from lantern.children.vocabulary import PLACEMENTS, Status
from lantern.timekeeping.words import SHORT_MONTHS
from lantern.timekeeping.words import day as day_words


def status_words(status: str, legal_status: str = "", since: date | None = None) -> str:
    """Looked after, C2, since Sept 2025; Not open."""
    return ", ".join(part for part in (Status(status).label, legal_status, since_words(since)) if part)


def placement_words(code: str, where: str = "", *, out_of_area: bool = False) -> str:
    """Children's home, Fictional House, out of area."""
    return ", ".join(part for part in (PLACEMENTS.get(code, code), where, "out of area" * out_of_area) if part)


def since_words(day: date | None) -> str:
    """Since Sept 2025, or nothing when the day is not known."""
    return f"since {SHORT_MONTHS[day.month]} {day.year}" if day else ""


def place_words(district: str, quadrant: str) -> str:
    """Braintree, Mid; one name when both are the same or one is not known."""
    return ", ".join(dict.fromkeys(part for part in (district, quadrant) if part))


def schooling_words(label: str, since: date, until: date | None, school: str = "") -> str:
    """Reduced timetable, Fictional School, since 3 March 2026; Excluded, 3 March 2026 to 5 May 2026."""
    when = f"{day_words(since)} to {day_words(until)}" if until else f"since {day_words(since)}"
    return ", ".join(part for part in (label, school, when) if part)


def absence_words(reason: str, first: date, last: date | None, school: str = "") -> str:
    """3 March 2026 to 5 March 2026, not authorised, Fictional School; from 3 March 2026, ...; 3 March 2026, ..."""
    when = f"from {day_words(first)}" if last is None else day_words(first)
    if last and last != first:
        when = f"{when} to {day_words(last)}"
    return ", ".join(part for part in (when, reason, school) if part)
