"""The picture of absences over time: small multiples drawn on the server, every mark with its words and its number.

Kinds of absence differ by their line and by pattern, never by colour alone: solid, striped, outlined.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lantern.casefile.rules.multiples import HOURS, LENGTHS, NOT_SAID, Absence, Lane, Row, Tally, is_by_month
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

WIDTH, LINE, BAR = 1000, 14, 8  # units of the line; its height; the height of a bar on it
LEAST = 5
LONGEST = 48  # pixels of the bar of the category that occurs most
COLUMN, TALL, FOOT = 9, 44, 12
PLACES = 4  # of where a child was found; the rest are counted together
FILLS = {Lane.MISSING: "solid", Lane.AWAY: "striped", Lane.SCHOOL: "outlined"}
STRIPES = mark_safe(
    '<svg class="lantern-stripes" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="lantern-stripes" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<path d="M0 0v4M2 0v4"/></pattern></defs></svg>'
)


@dataclass(frozen=True)
class Bar:
    """A category with one bar a kind: its words, and (fill, number, width in hundredths) for each."""

    words: str
    bars: tuple[SafeString, ...]


@dataclass(frozen=True)
class Panel:
    """A heading with its bars; `note` says what could not be drawn."""

    title: str
    bars: tuple[Bar, ...] = ()
    picture: SafeString | str = ""
    note: str = ""


@dataclass(frozen=True)
class Multiple:
    """One row of the picture; `said` are its numbers in words, `url` leads to its lines of the chronology."""

    label: str
    said: str
    lanes: tuple[tuple[str, str, SafeString], ...]
    ticks: tuple[str, ...]
    panels: tuple[Panel, ...]


def multiples(rows: Sequence[Row], now: datetime) -> list[Multiple]:
    """The rows drawn to one scale, so that a bar of one year can be held against that of another."""
    lanes = [lane for lane in Lane if any(each.lane is lane for row in rows for each in row.touching)]
    most = max((number for row in rows for tally in _tallies(row) for number in tally.values()), default=1)
    tallest = max((number for row in rows for hours in row.hours.values() for number in hours.values()), default=1)
    return [_multiple(row, lanes, most, tallest, now, by_month=is_by_month(rows)) for row in rows]


def _multiple(row: Row, lanes: Sequence[Lane], most: int, tallest: int, now: datetime, *, by_month: bool) -> Multiple:
    return Multiple(
        label=row.label,
        said=said(row, lanes),
        lanes=tuple((lane.value, FILLS[lane], _line(row, lane, now)) for lane in lanes),
        ticks=("1", "8", "15", "22", "29") if by_month else tuple(name[:3] for name in words.SHORT_MONTHS if name),
        panels=(
            Panel("How long", _bars(row.lengths, [said for said, _ in LENGTHS], most)),
            Panel("Time of day", picture=_hours(row, tallest), note=_untimed(row)),
            Panel("From where", _bars(row.whence, _often(row.whence), most)),
            Panel("Found where", _bars(_fewer(row.found), _often(_fewer(row.found)), most)),
        ),
    )


def said(row: Row, lanes: Iterable[Lane] = Lane) -> str:
    """Missing 4 times, away without authorisation once."""
    told = ", ".join(f"{lane.value.lower()} {_times(row.times(lane))}" for lane in lanes)
    return told[:1].upper() + told[1:]


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


def _line(row: Row, lane: Lane, now: datetime) -> SafeString:
    """The absences of one kind as bars from the row's beginning to its end."""
    mine = [each for each in row.touching if each.lane is lane]
    drawn = format_html_join(
        "",
        '<rect class="lantern-multiple__{}" x="{}" y="{}" width="{}" height="{}"/>',
        ((FILLS[lane], *_place(each, row, now), BAR) for each in mine),
    )
    listed = "; ".join(_told(each, now) for each in mine[:12])
    more = f"; and {len(mine) - 12} more" if len(mine) > 12 else ""
    return format_html(
        '<svg class="lantern-multiple__line" viewBox="0 0 {} {}" width="100%" height="{}" preserveAspectRatio="none" '
        'role="img" aria-label="{}, {}: {}"><path class="lantern-multiple__base" d="M0 {}H{}"/>{}</svg>',
        *(WIDTH, LINE, LINE, lane.value, row.label, f"{listed}{more}" or "never", LINE - 0.5, WIDTH, drawn),
    )


def _place(each: Absence, row: Row, now: datetime) -> tuple[str, int, str]:
    scale = WIDTH / (row.closes - row.opens).total_seconds()
    left = max((each.start - row.opens).total_seconds() * scale, 0.0)
    right = min((each.ends(now) - row.opens).total_seconds() * scale, WIDTH)
    width = max(right - left, LEAST)
    return f"{min(left, WIDTH - width):.1f}", LINE - BAR - 1, f"{width:.1f}"


def _told(each: Absence, now: datetime) -> str:
    lasted = each.ends(now) - each.start
    length = f"for {words.elapsed(lasted)}" if lasted >= timedelta(minutes=1) else ""
    return " ".join(filter(None, (words.day(london(each.start).date()), length, "" if each.until else "until now")))


def _bars(tally: Tally, order: Sequence[str], most: int) -> tuple[Bar, ...]:
    """A category a line, in `order`; with nothing in it none."""
    return tuple(
        Bar(name, tuple(_bar(lane, tally[lane][name], most) for lane in Lane if tally.get(lane, Counter())[name]))
        for name in order
        if any(counted[name] for counted in tally.values())
    )


def _bar(lane: Lane, number: int, most: int) -> SafeString:
    width = max(round(LONGEST * number / most), 3)
    kind = "" if lane is Lane.MISSING else format_html('<span class="govuk-visually-hidden"> {}</span>', lane.lower())
    return format_html(
        '<span class="lantern-multiple__bar"><svg width="{}" height="10" aria-hidden="true" focusable="false">'
        '<rect class="lantern-multiple__{}" x="0.5" y="0.5" width="{}" height="9"/></svg>{}{}</span>',
        *(width + 1, FILLS[lane], width, number, kind),
    )


def _often(tally: Tally) -> list[str]:
    """Categories with the most frequent first; what was not said, and what is counted together, at the end."""
    together: Counter[str] = Counter()
    for counted in tally.values():
        together.update(counted)
    last = {NOT_SAID: 2, OTHERS: 1}
    return sorted(together, key=lambda name: (last.get(name, 0), -together[name], name))


OTHERS = "Other places"


def _fewer(tally: Tally) -> Tally:
    """The places that occur most, the others as one."""
    kept = [name for name in _often(tally) if name != NOT_SAID]
    few = {*kept[:PLACES], NOT_SAID} if len(kept) > PLACES + 1 else {*kept, NOT_SAID}
    fewer: Tally = {}
    for lane, counted in tally.items():
        fewer[lane] = Counter()
        for name, number in counted.items():
            fewer[lane][name if name in few else OTHERS] += number
    return fewer


def _hours(row: Row, tallest: int) -> SafeString:
    """How many began in each hour of the day, as columns."""
    width = COLUMN * HOURS
    columns = format_html_join(
        "", '<rect class="lantern-multiple__{}" x="{}" y="{}" width="{}" height="{}"/>', _columns(row, tallest)
    )
    marks = format_html_join(
        "",
        '<text x="{}" y="{}">{}</text>',
        ((hour * COLUMN, TALL + FOOT - 1, words.TIMES[hour * 60]) for hour in (0, 6, 12, 18)),
    )
    return format_html(
        '<svg class="lantern-multiple__hours" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<path class="lantern-multiple__base" d="M0 {}H{}"/>{}{}</svg>',
        *(width, TALL + FOOT, width, TALL + FOOT, hours_said(row) or "No time of day", TALL, width, columns, marks),
    )


def _columns(row: Row, tallest: int) -> Iterator[tuple[str, str, str, str, str]]:
    lanes = [lane for lane in (Lane.MISSING, Lane.AWAY) if lane in row.hours]
    wide = (COLUMN - 1) / max(len(lanes), 1)
    for place, lane in enumerate(lanes):
        for hour, number in sorted(row.hours[lane].items()):
            high = (TALL - 4) * number / tallest
            yield FILLS[lane], f"{hour * COLUMN + place * wide:.1f}", f"{TALL - high:.1f}", f"{wide:.1f}", f"{high:.1f}"


def hours_said(row: Row) -> str:
    """Missing: twice from 9pm, once from 11pm."""
    return "; ".join(
        f"{lane.value}: "
        + ", ".join(f"{_times(number)} from {words.TIMES[hour * 60]}" for hour, number in sorted(counted.items()))
        for lane, counted in row.hours.items()
    )


def _untimed(row: Row) -> str:
    number = sum(row.untimed(lane) for lane in (Lane.MISSING, Lane.AWAY))
    return f"{number} with no time of day" if number else ""


def _tallies(row: Row) -> Iterator[Counter[str]]:
    for tally in (row.lengths, row.whence, _fewer(row.found)):
        yield from tally.values()


TABLE = ("When", "How often", "How long", "Time of day", "From where", "Found where")


def table_rows(rows: Iterable[Row]) -> list[list[object]]:
    """The same numbers as a table, as `TABLE` heads it."""
    return [
        [
            row.label,
            said(row),
            *map(_tally_said, (row.lengths,)),
            hours_said(row) or "—",
            _tally_said(row.whence),
            _tally_said(row.found),
        ]
        for row in rows
    ]


def _tally_said(tally: Tally) -> str:
    several = len(tally) > 1
    return "; ".join(
        (f"{lane.value}: " if several else "") + ", ".join(f"{name} {number}" for name, number in counted.most_common())
        for lane, counted in tally.items()
    ) or "—"  # fmt: skip
