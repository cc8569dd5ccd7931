"""What a person typed, read as a day and a time of London's clocks (MIS-17)."""

import re
from datetime import UTC, date, datetime, time

from lantern.timekeeping.moments import LONDON, Moment
from lantern.timekeeping.words import MONTHS

DAY_PARTS = ("day", "month", "year")
MONTH_NUMBERS = {name[:3].casefold(): number for number, name in enumerate(MONTHS) if name}
NAMED_TIMES = {"midnight": time(0), "midday": time(12), "noon": time(12)}
SUMMER, WINTER = "bst", "gmt"
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?\s*(?:(?P<half>[ap])\.?m\.?)?\s*(?P<zone>bst|gmt)?", re.IGNORECASE
)


class Unreadable(ValueError):
    """What was typed is no day or time: `parts` names the boxes to correct."""

    def __init__(self, words: str, *parts: str) -> None:
        super().__init__(words)
        self.parts = parts


def read_day(day: str, month: str, year: str, *, noun: str = "the date") -> date:
    """The day that three boxes hold; a month may be a number or a name. Raises `Unreadable`."""
    typed = dict(zip(DAY_PARTS, (day.strip(), month.strip(), year.strip()), strict=True))
    if missing := [part for part in DAY_PARTS if not typed[part]]:
        raise Unreadable(f"{_capital(noun)} must include a {_listed(missing)}", *missing)
    if not re.fullmatch(r"[0-9]{4}", typed["year"]):
        raise Unreadable("Year must include 4 numbers", "year")
    try:
        return date(int(typed["year"]), _month(typed["month"]), int(typed["day"]))
    except ValueError as error:
        raise Unreadable(f"{_capital(noun)} must be a real date", *DAY_PARTS) from error


def read_moment(day: date, clock: str) -> Moment:
    """The moment at which London's clocks showed `clock` on `day`. Raises `Unreadable`.

    An hour that came twice needs BST (the first) or GMT (the second); one that was left out is refused.
    """
    wall, zone = read_clock(clock)
    first, second = (datetime.combine(day, wall, LONDON).replace(fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise Unreadable(f"{clock.strip()} did not happen that day: the clocks went forward", "time")
    if first.utcoffset() == second.utcoffset():
        return Moment(first)
    if not zone:
        raise Unreadable("This time came twice that night: add BST for the first or GMT for the second", "time")
    return Moment(first if zone == SUMMER else second)


def read_clock(text: str) -> tuple[time, str]:
    """The time of day and the zone typed with it, if any: 9:40pm, 21:40, 2140, midday, 1:30am GMT. Raises `Unreadable`."""
    text = " ".join(text.split())
    if named := NAMED_TIMES.get(text.casefold()):
        return named, ""
    match = CLOCK.fullmatch(text)
    if not match:
        raise Unreadable("Time must be like 9:40pm or 21:40", "time")
    return _time(match), (match["zone"] or "").casefold()


def _time(match: re.Match[str]) -> time:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "").casefold()
    if not half and len(match["hour"]) == 1:
        said = match[0].strip()
        raise Unreadable(f"Say whether it was morning or evening: {said}am or {said}pm", "time")
    if not half and match["minute"] is None:
        raise Unreadable("Time must be like 9:40pm or 21:40", "time")
    if minute > 59 or hour > (12 if half else 23) or (half and hour == 0):
        raise Unreadable("Time must be a real time, like 9:40pm or 21:40", "time")
    return time(hour % 12 + (12 if half == "p" else 0) if half else hour, minute)


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTH_NUMBERS.get(text[:3].casefold(), 0)


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _capital(noun: str) -> str:
    return noun[:1].upper() + noun[1:]
