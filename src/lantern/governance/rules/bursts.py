"""Many children's records opened by one person within an hour (SHA-6)."""

from collections import Counter, deque
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from lantern.organisation.rules.arrangement import Unusual as Thresholds

WITHIN = timedelta(hours=1)
DAYS_KNOWN = 5  # days with openings from which on one can say what is usual for somebody


class Burst(NamedTuple):
    """How many different children's records were opened within an hour, from when to when."""

    children: int
    first_at: datetime
    last_at: datetime


def busiest_hour(openings: Iterable[tuple[datetime, Hashable]], *, ending_from: datetime | None = None) -> Burst | None:
    """The hour, closed at both ends, in which most different children were opened; the earliest of several.

    With `ending_from` only hours count that end then or later.
    """
    window: deque[tuple[datetime, Hashable]] = deque()
    inside: Counter[Hashable] = Counter()
    busiest: Burst | None = None
    for at, child in sorted(openings, key=lambda opening: opening[0]):
        window.append((at, child))
        inside[child] += 1
        while at - window[0][0] > WITHIN:
            _, gone = window.popleft()
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
        counts = ending_from is None or at >= ending_from
        if counts and (busiest is None or len(inside) > busiest.children):
            busiest = Burst(len(inside), window[0][0], at)
    return busiest


def usual(busiest: Sequence[int]) -> float | None:
    """A person's own usual: the middle one of the busiest hours of days; `None` when too few are known."""
    return median(busiest) if len(busiest) >= DAYS_KNOWN else None


def is_burst(children: int, own_usual: float | None, thresholds: Thresholds) -> bool:
    """Whether so many are too many: by the arrangement's number, and by the person's own usual where that is known."""
    if children < thresholds.children_an_hour:
        return False
    return own_usual is None or children >= thresholds.times_usual * own_usual


def said(burst: Burst, own_usual: float | None) -> str:
    """The reason in words."""
    beside = (
        f" In the busiest hour of most of their days they open {own_usual:,.0f}."
        if own_usual is not None
        else " What is usual for them is not known yet."
    )
    return f"The records of {burst.children:,} children were opened within an hour.{beside}"
