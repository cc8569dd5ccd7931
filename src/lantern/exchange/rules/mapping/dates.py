"""Dates and times in the ways people and programs write them, and which way a column as a whole is written (MIS-3, MIS-17)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

from lantern.exchange.rules.feed_values import CENTURY, MONTHS, YEARS, UnreadableError, shown, word
from lantern.timekeeping.moments import instant, london

EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet's serial numbers, from March 1900 on
LATER_EPOCH = timedelta(days=1462)  # workbooks that count from 1904
SERIALS = range(32874, 73051)  # 1990 to 2099
MONTH_NAMES = "|".join(MONTHS)
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+)?"
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.hH](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?:hrs|hours|h)?\s*(?P<half>[ap]\.?m\.?)?"
    r"|(?P<hour24>[01]\d|2[0-3])(?P<minute24>[0-5]\d)\s*(?:hrs|hours|h)?"
    r"|(?P<hour12>\d{1,2})\s*(?P<half12>[ap]\.?m\.?)",
    re.ASCII | re.IGNORECASE,
)
NUMERIC = re.compile(r"(?P<one>\d{1,2})([/.\- ])(?P<two>\d{1,2})\2(?P<year>\d{4}|\d{2})", re.ASCII)
YEAR_FIRST = re.compile(r"(?P<year>\d{4})([/.\-]?)(?P<month>\d{2})\2(?P<day>\d{2})", re.ASCII)
NAMED = re.compile(
    rf"{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ \-/.]*(?:of )?(?P<month>{MONTH_NAMES})[a-z]*\.?,?[ \-/.]*"
    r"(?P<year>\d{4}|\d{2})"
    rf"|{WEEKDAY}(?P<month2>{MONTH_NAMES})[a-z]*\.?[ \-](?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?[ \-](?P<year2>\d{{4}})",
    re.ASCII | re.IGNORECASE,
)
OFFSET = re.compile(r"\s*(?P<zone>Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})$", re.ASCII)
SERIAL = re.compile(r"(?P<days>\d{5})(?P<part>\.\d+)?", re.ASCII)
TIMED = re.compile(r"\d.*[ T].*\d", re.ASCII)  # what holds a time of day besides a date


class Order(StrEnum):
    """Which of day and month is written first, where both are numbers; a year before them is always understood."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class Zone(StrEnum):
    """Whose clock times without a zone are."""

    LONDON = "London"
    UTC = "UTC"


OFFSETS = {"Z": UTC, "UTC": UTC, "GMT": UTC, "BST": timezone(timedelta(hours=1))}


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says: a day, with a time of day or without, and the zone if it gives one."""

    day: date
    clock: time | None = None
    zone: timezone | None = None


def read_date(text: str, order: Order, *, later_epoch: bool = False) -> Said | None:
    """The date and perhaps the time in `text`; `None` when it is none in any way of writing known here."""
    zone, plain = _zone(text.strip())
    for day_text, clock_text in _parts(plain):
        day = _day(day_text, order)
        clock = read_clock(clock_text) if clock_text else None
        if day and (clock or not clock_text):
            return Said(day, clock, zone)
    return _serial(plain, later_epoch)


def read_clock(text: str) -> time | None:
    """A time of day alone; a spreadsheet's part of a day too."""
    found = CLOCK.fullmatch(text.strip())
    if not found:
        return _part_of_a_day(text)
    part = found.groupdict()
    hour = int(part["hour"] or part["hour24"] or part["hour12"])
    half = (part["half"] or part["half12"] or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(part["minute"] or part["minute24"] or 0), int(part["second"] or 0))
    except ValueError:
        return None


def orders_of(texts: Iterable[str]) -> frozenset[Order] | None:
    """The orders in which all of `texts` that are dates can be read: settled by the column as a whole.

    Two when each day could be a month, so that a person must say; none when they contradict each other; `None` when the
    order makes no difference, since every date names its month or begins with the year.
    """
    possible, matters = set(Order), False
    for text in texts:
        read = {order: said for order in Order if (said := read_date(text, order))}
        if read:
            matters |= len(set(read.values())) > 1 or len(read) == 1
            possible &= set(read)
    return frozenset(possible) if matters else None


def written(said: Said, zone: Zone) -> str:
    """As the layout writes that needs no mapping, by London's clocks; with the zone where those show a time twice."""
    if said.clock is None:
        return f"{said.day:%d/%m/%Y}"
    wall = datetime.combine(said.day, said.clock)
    known = said.zone or (UTC if zone is Zone.UTC else None)
    if known is None:
        return _plain(wall)
    there = london(wall.replace(tzinfo=known))
    shows = there.replace(tzinfo=None, fold=0)
    if instant(shows) != there.astimezone(UTC):
        return f"{there.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
    return _plain(shows)


def moment_of(text: str, clock: str, order: Order, zone: Zone, heading: str, *, later_epoch: bool = False) -> str:
    """A cell with a date, and the cell of its time of day if that stands apart, as our layout writes them.

    Raises `UnreadableError`; blanks stay what they are.
    """
    if not word(text):
        return text
    said = read_date(text, order, later_epoch=later_epoch)
    if said is None:
        raise UnreadableError(f"{heading}: {shown(text)} is not a date, read {order}.")
    if word(clock):
        apart = _clock_apart(clock, order, later_epoch=later_epoch)
        if apart is None:
            raise UnreadableError(f"{heading}: {shown(clock)} is not a time of day.")
        said = Said(said.day, apart, said.zone)
    return written(said, zone)


def day_of(text: str, order: Order, heading: str, *, later_epoch: bool = False) -> str:
    """A cell with a day, any time dropped, as our layout writes it. Raises `UnreadableError`."""
    if not word(text):
        return text
    said = read_date(text, order, later_epoch=later_epoch)
    if said is None:
        raise UnreadableError(f"{heading}: {shown(text)} is not a date, read {order}.")
    return f"{said.day:%d/%m/%Y}"


def _clock_apart(text: str, order: Order, *, later_epoch: bool) -> time | None:
    """A time of day, or that of a date and time which a program wrote into a column of times."""
    if clock := read_clock(text):
        return clock
    said = read_date(text, order, later_epoch=later_epoch)
    return said.clock if said else None


def _plain(wall: datetime) -> str:
    return f"{wall:%d/%m/%Y %H:%M:%S}" if wall.second else f"{wall:%d/%m/%Y %H:%M}"


def _zone(text: str) -> tuple[timezone | None, str]:
    found = OFFSET.search(text)
    before = text[: found.start()] if found else text
    if not found or not TIMED.search(before):
        return None, text
    name = found["zone"]
    if name in OFFSETS:
        return OFFSETS[name], before
    hours, minutes = int(name[1:3]), int(name[-2:])
    if hours > 14 or minutes > 59:
        return None, text
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if name[0] == "-" else shift), before


def _parts(text: str) -> Iterable[tuple[str, str]]:
    """The text as a date alone, and cut at each place where a time could begin or have ended."""
    yield text, ""
    words = text.replace("T", " ", 1).split() if re.match(r"\d{4}-?\d\d-?\d\dT", text) else text.split()
    for cut in range(1, len(words)):
        left, right = " ".join(words[:cut]), " ".join(words[cut:])
        yield left.removesuffix(" at").rstrip(","), right
        yield right, left


def _day(text: str, order: Order) -> date | None:
    if found := YEAR_FIRST.fullmatch(text):
        return _date(found["year"], found["month"], found["day"])
    if found := NUMERIC.fullmatch(text):
        first, second = (found["one"], found["two"])
        day, month = (first, second) if order is Order.DAY_FIRST else (second, first)
        return _date(found["year"], month, day)
    if found := NAMED.fullmatch(text):
        part = found.groupdict()
        month = MONTHS.index((part["month"] or part["month2"]).lower()[:3]) + 1
        return _date(part["year"] or part["year2"], str(month), part["day"] or part["day2"])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    whole = int(year) + (CENTURY if len(year) == 2 else 0)
    if whole not in YEARS:
        return None
    try:
        return date(whole, int(month), int(day))
    except ValueError:
        return None


def _serial(text: str, later_epoch: bool) -> Said | None:
    found = SERIAL.fullmatch(text)
    if not found:
        return None
    shift = LATER_EPOCH if later_epoch else timedelta()
    if int(found["days"]) + shift.days not in SERIALS:
        return None
    day = EPOCH + timedelta(days=int(found["days"])) + shift
    if not found["part"]:
        return Said(day)
    at = datetime.combine(day, time()) + timedelta(seconds=round(float(found["part"]) * 86_400))
    return Said(at.date(), at.time())


def _part_of_a_day(text: str) -> time | None:
    if not re.fullmatch(r"0?\.\d+", text.strip(), re.ASCII):
        return None
    seconds = round(float(text) * 86_400)
    return (datetime.combine(EPOCH, time()) + timedelta(seconds=seconds)).time() if seconds < 86_400 else None
