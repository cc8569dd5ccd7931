"""When a child was missing, as bars on a line as wide as its place; the words stand beside it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantern.casefile.rules.periods import Period
from lantern.timekeeping.moments import london
from lantern.timekeeping.words import SHORT_MONTHS

WIDTH, HEIGHT = 1000, 24
LEAST = 5  # width of the shortest bar, in units of the picture
LABELS = 4  # stretches that a line of a year is divided into


def line(
    periods: Iterable[Period],
    opens: datetime,
    closes: datetime,
    now: datetime,
    said: str,
    marks: Iterable[datetime] = (),
) -> SafeString:
    """Bars from `opens` to `closes`, the open one in red; `said` is what they say. `marks` are drawn `upright`."""
    drawn = format_html_join(
        "",
        '<rect class="lantern-strip__{}" x="{}" y="4" width="{}" height="{}"/>',
        (
            _bar(period, opens, closes, now)
            for period in periods
            if period.start < closes and (period.end or now) >= opens
        ),
    )
    return format_html(
        '<svg class="lantern-line" viewBox="0 0 {} {}" width="100%" height="{}" preserveAspectRatio="none" role="img" '
        'aria-label="{}"><line class="lantern-strip__line" x1="0" y1="{}" x2="{}" y2="{}"/>{}{}</svg>',
        *(WIDTH, HEIGHT, HEIGHT, said, HEIGHT - 0.5, WIDTH, HEIGHT - 0.5, upright(marks, opens, closes, WIDTH, HEIGHT)),
        drawn,
    )


def upright(marks: Iterable[datetime], opens: datetime, closes: datetime, width: int, height: int) -> SafeString:
    """A dashed line from top to bottom at each moment between `opens` and `closes`."""
    scale = width / (closes - opens).total_seconds()
    places = (f"{(at - opens).total_seconds() * scale:.1f}" for at in marks if opens <= at <= closes)
    return format_html_join("", '<path class="lantern-strip__mark" d="M{} 0V{}"/>', ((x, height) for x in places))


def months(opens: datetime, now: datetime) -> SafeString:
    """The words under a line that ends now: a month at each quarter of it."""
    return format_html(
        '<div class="lantern-row lantern-row--apart lantern-small lantern-quiet" aria-hidden="true">{}</div>',
        format_html_join("", "<span>{}</span>", ((word,) for word in _months(opens, now))),
    )


def _months(opens: datetime, now: datetime) -> Iterator[str]:
    first = london(opens)
    yield f"{SHORT_MONTHS[first.month]} {first.year}"
    for part in range(1, LABELS):
        yield SHORT_MONTHS[london(opens + (now - opens) * part / LABELS).month]
    yield "Now"


def _bar(period: Period, opens: datetime, closes: datetime, now: datetime) -> tuple[str, str, str, int]:
    scale = WIDTH / (closes - opens).total_seconds()
    left = max((period.start - opens).total_seconds() * scale, 0.0)
    right = min(((period.end or now) - opens).total_seconds() * scale, WIDTH)
    width = max(right - left, LEAST)
    return "past" if period.end else "open", f"{min(left, WIDTH - width):.1f}", f"{width:.1f}", HEIGHT - 4
