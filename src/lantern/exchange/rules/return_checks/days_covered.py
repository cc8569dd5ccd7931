"""Days covered by many spans, asked one day at a time without walking through the spans."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

DaySpan = tuple[date, date | None]
"""First and last day, both covered; no last day while it goes on."""


class DaysCovered:
    """The union of `spans`; a question costs a binary search, so 100,000 rows of one child stay quick."""

    def __init__(self, spans: Iterable[DaySpan]) -> None:
        self._starts: list[date] = []
        self._ends: list[date] = []
        for start, end in sorted((start, end or date.max) for start, end in spans):
            self._take(start, end)

    def _take(self, start: date, end: date) -> None:
        if end < start:
            return  # ends before it starts: covers no day
        if self._ends and start <= self._ends[-1]:
            self._ends[-1] = max(self._ends[-1], end)
        else:
            self._starts.append(start)
            self._ends.append(end)

    def __contains__(self, day: date) -> bool:
        place = bisect_right(self._starts, day) - 1
        return place >= 0 and day <= self._ends[place]
