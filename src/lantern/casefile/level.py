"""The level of exploitation over twelve months, above the episodes of the same time, with what was decided (EXP-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.casefile import level_picture, pictures
from lantern.casefile.queries.missing import YEAR, History
from lantern.exploitation.rules.scheme import Scheme

MOST_DECISIONS = 3  # in words beneath the picture; its lines stand for all


@dataclass(frozen=True)
class Picture:
    """Steps, bars, the months beneath, and what was decided in words, the latest first. Without a level no steps."""

    levels: SafeString | str
    line: SafeString
    months: SafeString
    decisions: tuple[tuple[datetime, str], ...]
    more: int


def picture(
    scheme: Scheme | None,
    levels: Sequence[tuple[datetime, str]],
    history: History,
    viewer: Viewer,
    decisions: Sequence[tuple[datetime, str]] = (),
) -> Picture:
    """`levels` and `decisions` with the earliest first; a level that `scheme` does not know is left out."""
    opens = viewer.now - timedelta(days=YEAR)
    names = [each.name for each in scheme.levels] if scheme else []
    known = [(at, names.index(level)) for at, level in levels if level in names]
    since = [each for each in decisions if each[0] >= opens]
    marks = [at for at, _ in since]
    times = "once" if history.in_year == 1 else f"{history.in_year} times"
    return Picture(
        levels=level_picture.levels(names, _from(known, opens), opens, viewer.now, marks) if known else "",
        line=pictures.line(history.periods, opens, viewer.now, viewer.now, f"Missing {times} in 12 months", marks),
        months=pictures.months(opens, viewer.now),
        decisions=tuple(reversed(since[-MOST_DECISIONS:])),
        more=max(len(since) - MOST_DECISIONS, 0),
    )


def _from(decided: Sequence[level_picture.Decided], opens: datetime) -> list[level_picture.Decided]:
    """The last level decided before `opens`, and all since."""
    before = [each for each in decided if each[0] < opens]
    return [*before[-1:], *(each for each in decided if each[0] >= opens)]
