"""What a change would do, in words and numbers, for the page that asks to confirm it (PAR-7)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from lantern.access.arranging import rooms
from lantern.access.viewer import Viewer
from lantern.organisation import consequences
from lantern.organisation.choices import choices
from lantern.organisation.rules.consequences import Foreseen, OfKind, by_kind
from lantern.organisation.rules.in_words import Difference, differences_in_words, label_of
from lantern.organisation.rules.planning import Planned
from lantern.timekeeping.moments import DAY
from lantern.timekeeping.words import long_day

SHOWN = 25  # rows


class Later(NamedTuple):
    """A version that takes its place on a later day, and what of the change it puts back or sets otherwise."""

    number: int
    since: date
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """Everything that the page shows of a planned version."""

    plan: Planned
    differences: tuple[Difference, ...]
    kinds: tuple[OfKind, ...]
    foreseen: Foreseen
    lines: list[rooms.Line]
    today: date

    @property
    def number(self) -> int:
        """How many open obligations move."""
        return sum(each.number for each in self.kinds)

    @property
    def late_at_once(self) -> int:
        return sum(each.late_at_once for each in self.kinds)

    @property
    def late_label(self) -> str:
        return f"{self.late_at_once:,} overdue at once"

    @property
    def further(self) -> int:
        """How many more there are than are listed."""
        return self.number - len(self.lines)

    @property
    def when(self) -> str:
        """Today, tomorrow, or the day."""
        said = {self.today: "today", self.today + DAY: "tomorrow"}.get(self.plan.since, "")
        return f"{said}, {long_day(self.plan.since)}" if said else long_day(self.plan.since)

    @property
    def later(self) -> tuple[Later, ...]:
        """Versions to come that do not hold the change."""
        found = ((each, self.plan.undone_by(each)) for each in self.plan.later)
        return tuple(Later(each.number, each.since, tuple(map(label_of, names))) for each, names in found if names)


def preview(plan: Planned, viewer: Viewer) -> Preview:
    """What `plan` would do if it were confirmed now; rows only of children the viewer may see."""
    now: datetime = viewer.now
    foreseen = consequences.foreseen(plan.change, now)
    moved = sorted((each for each in foreseen.moved if each.is_open), key=lambda each: each.after or each.before or now)
    return Preview(
        plan=plan,
        differences=differences_in_words(plan.before, plan.after, choices()),
        kinds=by_kind(moved, now),
        foreseen=foreseen,
        lines=rooms.lines(moved, viewer, SHOWN),
        today=viewer.today,
    )
