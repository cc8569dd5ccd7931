"""Small pictures drawn on the server as SVG, each with its words."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london

WIDTH, HEIGHT = 150, 18
SPARK_WIDTH, SPARK_HEIGHT = 90, 22
LEAST = 3  # width of the shortest bar, in units of the picture
TICK = mark_safe('<path d="M8.5 13.5l3 3 6-6.5"/>')
CROSS = mark_safe('<path d="M13 7.5v6.5M13 18v.1"/>')
STAGE_WORDS = {"done": "Done", "now": "Now", "late": "Late", "next": "Not yet"}


class Lasting(Protocol):
    """Anything with a start and an end, such as an episode."""

    @property
    def start(self) -> datetime | Moment: ...

    @property
    def end(self) -> datetime | Moment | None: ...


class Bar(NamedTuple):
    start: datetime
    end: datetime | None


def strip(episodes: Iterable[Lasting], now: datetime, *, days: int = 90, caption: bool = True) -> SafeString:
    """Episodes over the last `days`, the open one in red; counts starts, the first day included (MIS-12a)."""
    opens = now - timedelta(days=days)
    seen = (bar for bar in map(_bar, episodes) if (bar.end or now) >= opens and bar.start <= now)
    bars = sorted(seen, key=lambda bar: bar.start)
    count = sum(bar.start >= opens for bar in bars)
    said = _times(count, days, is_open=any(bar.end is None for bar in bars))
    listed = ", ".join(words.short_day(london(bar.start), london(now)) for bar in bars[-12:])
    drawn = format_html_join(
        "",
        '<rect class="lantern-strip__{}" x="{}" y="5" width="{}" height="12"/>',
        (_drawn(b, opens, now) for b in bars),
    )
    return format_html(
        '<span class="lantern-strip"><svg class="lantern-strip__picture" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<line class="lantern-strip__line" x1="0" y1="17.5" x2="{}" y2="17.5"/>{}</svg>{}</span>',
        *(WIDTH, HEIGHT, f"{said}: {listed}" if listed else said, WIDTH, drawn),
        format_html('<span class="lantern-strip__words">{}</span>', said) if caption else "",
    )


def spark(names: Sequence[str], decided: Sequence[tuple[datetime, int]], opens: datetime, now: datetime) -> SafeString:
    """Steps of a level from `opens` to `now`, small enough for a table.

    `names` from the lowest; `decided` are when and how high, from the earliest; what was decided before opens the line.
    """
    top, length = max(len(names) - 1, 1), max((now - opens).total_seconds(), 1.0)
    path = ""
    for at, rank in decided:
        x = min(max((at - opens).total_seconds() / length * SPARK_WIDTH, 1.0), SPARK_WIDTH - LEAST)
        y = SPARK_HEIGHT - 3 - rank * (SPARK_HEIGHT - 6) / top
        path += f"H{x:.1f}V{y:.1f}" if path else f"M{x:.1f} {y:.1f}"
    said = ", ".join(f"{names[rank]} on {words.day(london(at).date())}" for at, rank in decided)
    return format_html(
        '<svg class="lantern-spark" viewBox="0 0 {} {}" role="img" aria-label="{}"><path d="{}"/></svg>',
        *(SPARK_WIDTH, SPARK_HEIGHT, said, f"{path}H{SPARK_WIDTH}"),
    )


def stage_mark(state: str) -> SafeString:
    """The circle of a stage; its state in words for those who do not see it."""
    inside = {"done": TICK, "late": CROSS}.get(state, "")
    return format_html(
        '<svg class="lantern-step__mark" viewBox="0 0 26 26" role="img" aria-label="{}">'
        '<circle cx="13" cy="13" r="{}"/>{}</svg>',
        STAGE_WORDS[state],
        10 if state == "now" else 12,
        inside,
    )


def _bar(episode: Lasting) -> Bar:
    return Bar(_instant(episode.start), None if episode.end is None else _instant(episode.end))


def _instant(at: datetime | Moment) -> datetime:
    return at.at if isinstance(at, Moment) else at


def _drawn(bar: Bar, opens: datetime, now: datetime) -> tuple[str, str, str]:
    scale = WIDTH / (now - opens).total_seconds()
    left = max((bar.start - opens).total_seconds() * scale, 0.0)
    right = min(((bar.end or now) - opens).total_seconds() * scale, WIDTH)
    width = max(right - left, LEAST)
    return "open" if bar.end is None else "past", f"{min(left, WIDTH - width):.1f}", f"{width:.1f}"


def _times(count: int, days: int, *, is_open: bool) -> str:
    if count == 0:
        return f"None in {days} days"
    if count == 1:
        return f"First in {days} days" if is_open else f"Once in {days} days"
    return f"{count} times in {days} days"
