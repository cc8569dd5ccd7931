"""What a change of the arrangement does to what is owed, as plain values (PAR-7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lantern.organisation.rules.versions import Versions, days_that_differ


@dataclass(frozen=True, slots=True)
class Change:
    """All versions before and after a change. What happened on `days` follows another version than it did."""

    before: Versions
    after: Versions

    @property
    def days(self) -> tuple[tuple[date, date], ...]:
        """From which day until before which day."""
        return tuple(days_that_differ(self.before, self.after))


@dataclass(frozen=True, slots=True, order=True)
class Moved:
    """One obligation that falls due at another time, `before` or `after` being `None` where it is not owed at all.

    `is_open` is false for one that is done or waived: its row follows, and nobody has to do anything else.
    """

    kind: str
    child: UUID
    subject_kind: str
    subject: UUID
    cause: str
    before: datetime | None
    after: datetime | None
    is_open: bool = True

    def is_late_at_once(self, now: datetime) -> bool:
        """Whether the change alone makes it overdue."""
        return self.after is not None and self.after < now and (self.before is None or self.before >= now)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one room answers: what would move, and further sentences about what would not, or not yet."""

    moved: tuple[Moved, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfKind:
    """The open obligations of one kind that a change moves; `earliest` is the first new due time."""

    kind: str
    number: int
    earliest: datetime | None
    late_at_once: int
    new: int
    gone: int


def by_kind(moved: Iterable[Moved], now: datetime) -> tuple[OfKind, ...]:
    """The open ones among `moved`, counted by kind, the kind with the most first."""
    kinds: dict[str, list[Moved]] = {}
    for each in moved:
        if each.is_open:
            kinds.setdefault(each.kind, []).append(each)
    counted = (_of_kind(kind, found, now) for kind, found in kinds.items())
    return tuple(sorted(counted, key=lambda each: (-each.number, each.kind)))


def _of_kind(kind: str, found: list[Moved], now: datetime) -> OfKind:
    return OfKind(
        kind=kind,
        number=len(found),
        earliest=min((each.after for each in found if each.after), default=None),
        late_at_once=sum(each.is_late_at_once(now) for each in found),
        new=sum(each.before is None for each in found),
        gone=sum(each.after is None for each in found),
    )
