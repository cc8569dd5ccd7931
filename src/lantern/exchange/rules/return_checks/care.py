"""Rules that compare a child's periods with the child's time in care (Episodes)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from lantern.exchange.rules.return_checks.finding import Place
from lantern.exchange.rules.return_checks.gathered import Gathered
from lantern.exchange.rules.return_tables import CollectionYear, EpisodeRow, MissingRow, Table

_MISSING_OR_AWAY_AT_18 = "E8"
_ADULT_YEARS = 18


def open_after_placement_ended(gathered: Gathered, _: CollectionYear) -> Iterator[Place]:
    """575: it began within an episode that has ended, and goes on."""
    for row, child, start in _with_start(gathered):
        ended = gathered.days_in_an_ended_episode.get(child)
        if row.end.is_blank and ended is not None and start in ended:
            yield Table.MISSING, row.number


def open_after_care_ceased(gathered: Gathered, _: CollectionYear) -> Iterator[Place]:
    """577: no period of care holds its end or, while it goes on, care that goes on does not hold its start."""
    for row, child, start in _with_start(gathered):
        if child in gathered.care_by_child and not _ends_in_care(gathered, child, start, row.end.day):
            yield Table.MISSING, row.number


def _ends_in_care(gathered: Gathered, child: str, start: date, end: date | None) -> bool:
    if end is not None:
        return end in gathered.days_in_care[child]
    since = gathered.open_care_since.get(child)
    return since is not None and start >= since


def start_outside_care(gathered: Gathered, _: CollectionYear) -> Iterator[Place]:
    """578: no period of care, episodes joined, holds its start."""
    for row, child, start in _with_start(gathered):
        days = gathered.days_in_care.get(child)
        if days is not None and start not in days:
            yield Table.MISSING, row.number


def start_outside_any_episode(gathered: Gathered, _: CollectionYear) -> Iterator[Place]:
    """581: no single episode holds its start. A blank start is 1004's and 564's, not this rule's."""
    for row, child, start in _with_start(gathered):
        days = gathered.days_in_an_episode.get(child)
        if days is not None and start not in days:
            yield Table.MISSING, row.number


def missing_at_18_with_other_reason(gathered: Gathered, _: CollectionYear) -> Iterator[Place]:
    """580: period and episode both end on the 18th birthday, and the episode's reason is not E8."""
    ending = _episodes_by_last_day(gathered)
    named: dict[Place, None] = {}
    for row in gathered.missing:
        if row.child is None or row.born.day is None or row.end.day is None:
            continue
        if row.end.day == _eighteenth_birthday(row.born.day):
            episodes = ending.get((row.child, row.end.day), [])
            reasons = (episode for episode in episodes if episode.ended_because != _MISSING_OR_AWAY_AT_18)
            named.update(((Table.EPISODES, episode.number), None) for episode in reasons)
    return iter(named)


def _episodes_by_last_day(gathered: Gathered) -> dict[tuple[str, date], list[EpisodeRow]]:
    ending: dict[tuple[str, date], list[EpisodeRow]] = defaultdict(list)
    for row in gathered.tables.episodes or ():
        if row.child is not None and row.end.day is not None:
            ending[row.child, row.end.day].append(row)
    return dict(ending)


def _eighteenth_birthday(born: date) -> date:
    """28 February for a child born on 29 February: the return's validator counts so."""
    try:
        return born.replace(year=born.year + _ADULT_YEARS)
    except ValueError:
        return born.replace(year=born.year + _ADULT_YEARS, day=28)


def _with_start(gathered: Gathered) -> Iterator[tuple[MissingRow, str, date]]:
    for row in gathered.missing:
        if row.child is not None and row.start.day is not None:
            yield row, row.child, row.start.day
