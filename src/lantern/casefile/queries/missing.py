"""A child's missing episodes as the case file shows them."""

from dataclasses import dataclass

from lantern.access.viewer import Viewer
from lantern.casefile.rules.periods import Period, started_within
from lantern.children.models import Child
from lantern.missing.models import Episode
from lantern.missing.queries.arranged import arranged
from lantern.missing.queries.episodes import episodes_of
from lantern.missing.vocabulary import Absence

YEAR = 365  # days


@dataclass(frozen=True)
class History:
    """Every episode, latest first; the two kinds are never added together (MIS-5).

    `in_window` counts within the days in which repeats are counted, and `is_repeat` says whether they are too many (MIS-12a).
    """

    episodes: tuple[Episode, ...]
    missing: tuple[Episode, ...]
    away: tuple[Episode, ...]
    periods: tuple[Period, ...]
    window: int
    in_window: int
    in_year: int
    is_repeat: bool

    @property
    def now(self) -> Episode | None:
        """The episode in which the child is missing or away now."""
        return next((each for each in self.episodes if each.is_open), None)


def history_of(child: Child, viewer: Viewer) -> History:
    """The episodes of a child the caller has reached through the scope; one query."""
    episodes = tuple(episodes_of([child.pk]))
    missing = tuple(each for each in episodes if each.absence == Absence.MISSING)
    periods = tuple(Period(each.started_at, each.ended_at or each.back_by) for each in missing)
    rules = arranged(viewer)
    in_window = started_within(periods, viewer.now, rules.repeat_days)
    return History(
        episodes=episodes,
        missing=missing,
        away=tuple(each for each in episodes if each.absence == Absence.AWAY),
        periods=periods,
        window=rules.repeat_days,
        in_window=in_window,
        in_year=started_within(periods, viewer.now, YEAR),
        is_repeat=in_window >= rules.repeat_count,
    )
