"""The level of exploitation over time, as steps above the bars of when the child was missing; the words stand beside it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantern.casefile.pictures import upright
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

WIDTH, ROW = 1000, 32
LEAST = 16  # what was decided today is seen too

Decided = tuple[datetime, int]
"""When a level was decided, and how high it is: 0 is the lowest."""


def levels(
    names: Sequence[str], decided: Sequence[Decided], opens: datetime, now: datetime, marks: Sequence[datetime] = ()
) -> SafeString:
    """Steps from `opens` to `now`; `names` from the lowest, `decided` from the earliest. What was decided before opens it.

    `marks` are moments at which something else was decided: a line from top to bottom, the words stand beside the picture.
    """
    top, height = len(names) - 1, ROW * len(names)
    grid = format_html_join(
        "",
        '<line class="lantern-strip__line" x1="0" y1="{0}" x2="{1}" y2="{0}"/>',
        ((_y(rank, top), WIDTH) for rank in range(len(names))),
    )
    path = _path(decided, top, opens, now)
    return format_html(
        '<div class="lantern-levels"><div class="lantern-levels__names" aria-hidden="true">{}</div><svg viewBox="0 0 {} {}" '
        'height="{}" preserveAspectRatio="none" role="img" aria-label="{}">{}{}<path class="lantern-levels__steps" d="{}"/>'
        "</svg></div>",
        format_html_join("", "<span>{}</span>", ((name,) for name in reversed(names))),
        *(WIDTH, height, height, said(names, decided), grid, upright(marks, opens, now, WIDTH, height), path),
    )


def said(names: Sequence[str], decided: Sequence[Decided]) -> str:
    """Standard on 3 March 2026, High on 4 July 2026."""
    return ", ".join(f"{names[rank]} on {words.day(london(at).date())}" for at, rank in decided) or "No level yet"


def _path(decided: Sequence[Decided], top: int, opens: datetime, now: datetime) -> str:
    """Along each level until the next was decided."""
    scale, found = WIDTH / (now - opens).total_seconds(), ""
    for at, rank in decided:
        x = min(max((at - opens).total_seconds() * scale, 0.0), WIDTH - LEAST)
        found += f"{'H' if found else 'M'}{x:.1f}" + (f"V{_y(rank, top)}" if found else f" {_y(rank, top)}")
    return f"{found}H{WIDTH}" if found else ""


def _y(rank: int, top: int) -> int:
    return ROW * (top - rank) + ROW // 2
