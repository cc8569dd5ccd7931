"""A workbook's cell as text: a date year first, so that nobody has to guess which of its numbers is the month (MIS-3)."""

from datetime import date, datetime, time, timedelta

HALF_A_SECOND = timedelta(milliseconds=500)
DAY = timedelta(days=1)
MIDNIGHT = datetime.combine(date(1900, 1, 1), time())


def as_text(value: object) -> str:
    """What the cell says. A number that is whole has no point; a date at midnight is a day."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _clock(value)
    if isinstance(value, timedelta):
        return _clock((MIDNIGHT + value).time()) if timedelta() <= value < DAY else str(value)
    return str(value)


def _moment(value: datetime) -> str:
    """To the second: spreadsheets keep times as parts of a day, which come back a few microseconds off."""
    whole = (value.replace(tzinfo=None) + HALF_A_SECOND).replace(microsecond=0)
    if whole.time() == time():
        return whole.date().isoformat()
    return f"{whole:%Y-%m-%d} {_clock(whole.time())}"


def _clock(value: time) -> str:
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
