"""Which version of the arrangement a day follows, and what may be done with a version (PAR-7)."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from lantern.organisation.rules.arrangement import Arrangement
from lantern.timekeeping.words import long_day


@dataclass(frozen=True)
class Version:
    """A version as these rules see it; one that was withdrawn or replaced no longer stands."""

    number: int
    since: date
    arrangement: Arrangement
    withdrawn_at: datetime | None = None
    replaced_by: int | None = None

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    def withdrawn(self, at: datetime, replaced_by: int | None = None) -> "Version":
        """The version as it is after that."""
        return replace(self, withdrawn_at=at, replaced_by=replaced_by)


@dataclass(frozen=True)
class Versions:
    """Every version there ever was. `in_force` answers for any day: the version that took effect last.

    Days before all of them follow the first there ever was, though it be replaced on its own day: what is known of the
    years before a partnership began keeps what it was first worked out by.
    """

    every: tuple[Version, ...]

    @cached_property
    def standing(self) -> tuple[Version, ...]:
        """Those that stand, by the day they take effect."""
        return tuple(sorted((each for each in self.every if each.stands), key=lambda each: (each.since, each.number)))

    @cached_property
    def _days(self) -> list[date]:
        return [each.since for each in self.standing]

    def in_force(self, day: date) -> Version | None:
        """The version that `day` follows; `None` when there is none at all."""
        place = bisect_right(self._days, day)
        return self.standing[place - 1] if place else min(self.every, key=lambda each: each.number, default=None)

    def after(self, day: date) -> tuple[Version, ...]:
        """Those that take effect on a later day."""
        return tuple(each for each in self.standing if each.since > day)

    def on(self, day: date) -> Version | None:
        """The one that takes effect on that very day."""
        return next((each for each in self.standing if each.since == day), None)

    def with_further(self, further: Version, at: datetime) -> "Versions":
        """All versions when `further` is published at `at`: it replaces the one from the same day, if there is one."""
        others = (
            each.withdrawn(at, further.number) if each.stands and each.since == further.since else each
            for each in self.every
        )
        return Versions((*others, further))

    def without(self, number: int, at: datetime) -> "Versions":
        """All versions when that one is withdrawn at `at`."""
        return Versions(tuple(each.withdrawn(at) if each.number == number else each for each in self.every))


def days_that_differ(before: Versions, after: Versions) -> Iterator[tuple[date, date]]:
    """From which day until before which day another arrangement is in force: what happened then may be affected."""
    starts = sorted({date.min, *(each.since for versions in (before, after) for each in versions.standing)})
    for since, until in zip(starts, [*starts[1:], date.max], strict=True):
        if _document(before, since) != _document(after, since):
            yield since, until


def against_day(since: date, today: date) -> str:
    """Why a version cannot take effect on `since`, or ""."""
    if since < today:
        return (
            "A version takes effect today or later. What happened before keeps the version of its day, "
            "so that nobody is late by a rule that was made afterwards."
        )
    return ""


def against_withdrawing(version: Version, today: date) -> str:
    """Why it cannot be taken back, or ""."""
    if version.replaced_by:
        return f"Version {version.replaced_by} replaced it already."
    if not version.stands:
        return "It was withdrawn already."
    if version.since <= today:
        return f"It has been in force since {long_day(version.since)}. Change the arrangement instead."
    return ""


def _document(versions: Versions, day: date) -> Arrangement | None:
    found = versions.in_force(day)
    return found.arrangement if found else None
