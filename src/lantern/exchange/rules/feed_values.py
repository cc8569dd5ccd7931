"""Cells of a feed as values: dates and times as they come, coded words, names and postcodes (MIS-3, MIS-17)."""

import re
from datetime import date, datetime

from lantern.timekeeping.moments import Moment, london

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TIME = r"(?:[ T](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
DATE_FORMATS = tuple(
    re.compile(day + TIME, re.ASCII)
    for day in (
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        r"(?P<day>\d{1,2})-(?P<month>[A-Za-z]{3})-(?P<year>\d{4})",
    )
)
EXACT = re.compile(  # a time that says how far it is from UTC, as systems write it (RFC 3339)
    r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})", re.ASCII | re.IGNORECASE
)
YEARS = range(1990, 2100)  # of anything that happens to a child this system may know
CENTURY = 2000  # of a year written with two digits
BLANKS = frozenset({"", "-", "?", "n/k", "not known", "unknown"})
FORMULA = re.compile(r"[=@]|[+-]\s*[A-Za-z0-9.]+\s*[(!|]")  # how a cell begins that a spreadsheet would run
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", re.ASCII)
SEXES = {"m": "M", "male": "M", "f": "F", "female": "F"}
SHOWN = 40  # characters of a cell that a message repeats


class UnreadableError(ValueError):
    """A cell that should hold a value and does not; the message says which and why."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run `text` as a formula. It is only ever kept as text here."""
    return FORMULA.match(text) is not None


def word(text: str) -> str:
    """`text`, or nothing when it only says that nothing is known."""
    return "" if text.casefold() in BLANKS else text


def moment(text: str, heading: str) -> Moment | None:
    """The time in `text`, in London; `None` when blank, `UnreadableError` when it is no time.

    No time of day, or exactly midnight, means that only the day is known: systems that hold a date in a column of times
    write 00:00, and a clock then starts at the end of that day (MIS-17). A time with its distance from UTC is exact,
    midnight too.
    """
    if exact := _exact(text, heading):
        return Moment(exact)
    wall = _wall(text, heading)
    if wall is None:
        return None
    return Moment.wall(wall) if wall.time() != datetime.min.time() else Moment.on(wall.date())


def clock_doubt(text: str, heading: str) -> str:
    """What is unsure about the time in `text` because the clocks changed in that hour, in words; else nothing."""
    if _exact(text, heading):
        return ""
    wall = _wall(text, heading)
    read = moment(text, heading)
    if wall is None or read is None or read.date_only:
        return ""
    shown = london(read.at)
    if shown.replace(tzinfo=None) != wall:
        return (
            f"{heading}: {wall:%H:%M} did not exist on that day, when the clocks went forward; read as {shown:%H:%M}."
        )
    if shown.utcoffset() != shown.replace(fold=1).utcoffset():
        return f"{heading}: {wall:%H:%M} came twice on that day, when the clocks went back; read as the first."
    return ""


def day(text: str, heading: str) -> date | None:
    """The date in `text`, any time of day dropped; `None` when blank, `UnreadableError` when it is no date."""
    if exact := _exact(text, heading):
        return london(exact).date()
    wall = _wall(text, heading)
    return wall.date() if wall else None


def postcode(text: str) -> str:
    """`text` as postcodes are written, when it is one; else as it came."""
    found = POSTCODE.fullmatch(text.replace(" ", "").upper())
    return f"{found[1]} {found[2]}" if found else word(text)


def shown(text: str) -> str:
    """`text` in quotation marks, short enough to repeat in a message."""
    return f"“{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”"


def _exact(text: str, heading: str) -> datetime | None:
    """The instant of a time that says how far it is from UTC; `None` for any other text."""
    found = EXACT.fullmatch(text)
    if found is None:
        return None
    if int(found[1][:4]) not in YEARS:
        raise UnreadableError(f"{heading}: the year in {shown(text)} cannot be right.")
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3].upper()}")
    except ValueError:
        raise UnreadableError(f"{heading}: {shown(text)} is not a day and time that exist.") from None


def _wall(text: str, heading: str) -> datetime | None:
    if not word(text):
        return None
    for pattern in DATE_FORMATS:
        if found := pattern.fullmatch(text):
            return _checked(found, text, heading)
    raise UnreadableError(f"{heading}: {shown(text)} is not a date in any form known here.")


def _checked(found: re.Match[str], text: str, heading: str) -> datetime:
    part = found.groupdict(default="0")
    year = int(part["year"]) + (CENTURY if len(part["year"]) == 2 else 0)
    named = part["month"].lower()
    month = MONTHS.index(named) + 1 if named in MONTHS else int(named) if named.isdigit() else 0
    if year not in YEARS:
        raise UnreadableError(f"{heading}: the year in {shown(text)} cannot be right.")
    try:
        clock = int(part["hour"]), int(part["minute"]), int(part["second"])
        clock = int(part["hour"]), int(part["minute"]), int(part["second"])
        return datetime(year, month, int(part["day"]), *clock)  # noqa: DTZ001 - a wall's time; the caller knows the zone
    except ValueError:
        raise UnreadableError(f"{heading}: {shown(text)} is not a day and time that exist.") from None
