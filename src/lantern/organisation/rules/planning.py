"""What the next version would be: the one in force on its first day, with the values that somebody changed (PAR-7).

The page that asks to confirm and the action that makes the version both ask here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.consequences import Change
from lantern.organisation.rules.leaves import differing, leaves, with_values
from lantern.organisation.rules.versions import Version, Versions


@dataclass(frozen=True)
class Planned:
    """A version that is not made yet. `follows` is the one it changes, `replaces` the one of the same day."""

    number: int
    since: date
    follows: Version
    before: Arrangement
    after: Arrangement
    replaces: int | None
    change: Change

    @property
    def later(self) -> tuple[Version, ...]:
        """Versions that are to take its place on a later day."""
        return self.change.after.after(self.since)

    def undone_by(self, later: Version) -> tuple[str, ...]:
        """The values changed here that `later` sets otherwise again."""
        own, others = leaves(self.after), leaves(later.arrangement)
        return tuple(name for name in differing(self.before, self.after) if others[name] != own[name])


@dataclass(frozen=True)
class Overtaken:
    """A value that is another than it was when somebody began: what it was, what it is, and what they made of it."""

    name: str
    began: Any
    now: Any
    typed: Any

    @property
    def is_contested(self) -> bool:
        """Whether both changed it; else the newer value can be taken over."""
        return bool(self.typed not in (self.began, self.now))


def planned(versions: Versions, values: Mapping[str, Any], since: date, at: datetime) -> Planned:
    """The version that `values`, put in from `since` on, would make."""
    follows = versions.in_force(since)
    if follows is None:
        raise ValueError("A partnership's first version comes from its preset.")
    number = max(each.number for each in versions.every) + 1
    after = with_values(follows.arrangement, values)
    same_day = versions.on(since)
    return Planned(
        number=number,
        since=since,
        follows=follows,
        before=follows.arrangement,
        after=after,
        replaces=same_day.number if same_day else None,
        change=Change(versions, versions.with_further(Version(number, since, after), at)),
    )


def withdrawal(versions: Versions, number: int, at: datetime) -> tuple[Change, Version]:
    """What it would be to withdraw that version, and the version."""
    version = next(each for each in versions.every if each.number == number)
    return Change(versions, versions.without(number, at)), version


def overtaken(began: Arrangement, now: Arrangement, typed: Mapping[str, Any]) -> tuple[Overtaken, ...]:
    """The values among `typed` that are not any more what they were when somebody began to type."""
    first, last = leaves(began), leaves(now)
    return tuple(
        Overtaken(name, first[name], last[name], value) for name, value in typed.items() if first[name] != last[name]
    )


def merged(began: Arrangement, now: Arrangement, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody typed, with newer values in place of those that they had left as they were."""
    first, last = leaves(began), leaves(now)
    return {name: last[name] if value == first[name] else value for name, value in typed.items()}
