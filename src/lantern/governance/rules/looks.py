"""What is unusual about one person's looks at one child on one day, each with its reason in words (SHA-6).

A reason is a question to ask, not a finding: half of a county is called alike. The words name nobody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from lantern.governance.vocabulary import Reason
from lantern.organisation.rules.arrangement import Unusual as Thresholds
from lantern.timekeeping.moments import london
from lantern.timekeeping.words import clock_time, day

SHORTEST = 3  # letters of a part of a surname that can be told apart from "de" or "o"


class Spell(NamedTuple):
    """From a day to the day before another; open when there is none."""

    since: date | None
    until: date | None

    def holds(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True)
class Looks:
    """One member's looks at one child on `day` of London, earliest first, and what is known of both.

    Surnames are in plain letters, by part. `homes` are digests. `by_area`: a role of theirs covered the child's area then.
    `work` are the spells for which they worked with the child.
    """

    day: date
    times: tuple[datetime, ...]
    own_surname: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    own_home: str = ""
    homes: frozenset[str] = frozenset()
    by_area: bool = True
    work: tuple[Spell, ...] = ()


class Judgement(NamedTuple):
    """A reason to ask, in words."""

    reason: Reason
    said: str


def unusual(looks: Looks, thresholds: Thresholds) -> tuple[Judgement, ...]:
    """Every reason to ask about these looks; none when they are ordinary. Quiet hours are said beside, never alone."""
    return tuple(
        Judgement(each.reason, each.said + in_quiet_hours(looks.times, thresholds))
        for each in _reasons(looks, thresholds)
    )


def in_quiet_hours(times: Iterable[datetime], thresholds: Thresholds) -> str:
    """A sentence about the first look in quiet hours; empty when there is none."""
    quiet = next((each for each in times if is_quiet(each, thresholds)), None)
    return f" It was in quiet hours, at {clock_time(quiet)}." if quiet else ""


def is_quiet(at: datetime, thresholds: Thresholds) -> bool:
    """Whether London's hour lies from `quiet_from` to before `quiet_until`, over midnight where that is earlier."""
    hour, start, end = london(at).hour, thresholds.quiet_from, thresholds.quiet_until
    return start <= hour < end if start <= end else hour >= start or hour < end


def _reasons(looks: Looks, thresholds: Thresholds) -> Iterator[Judgement]:
    if shared := {part for part in looks.own_surname & looks.surnames if len(part) >= SHORTEST}:
        whole = shared == looks.own_surname == looks.surnames
        yield Judgement(
            Reason.SURNAME, "They have the same surname." if whole else "Part of their surnames is the same."
        )
    if looks.own_home and looks.own_home in looks.homes:
        yield Judgement(Reason.HOME, "The child lives or lived at the address that this person gave as their home.")
    if any(spell.holds(looks.day) for spell in looks.work):
        return
    ended = _last_end(looks)
    if not looks.by_area:
        yield Judgement(Reason.NO_GROUND, _without_ground(ended))
    elif ended and looks.day - ended >= timedelta(days=thresholds.days_after_work):
        days = (looks.day - ended).days
        yield Judgement(Reason.AFTER_WORK, f"Their work with the child ended on {day(ended)}, {days:,} days before.")


def _last_end(looks: Looks) -> date | None:
    """The day on which their last work with the child had ended."""
    return max((spell.until for spell in looks.work if spell.until and spell.until <= looks.day), default=None)


def _without_ground(ended: date | None) -> str:
    said = "On that day they held no role over the child’s area and did not work with the child."
    return said + (f" Their work with the child had ended on {day(ended)}." if ended else "")
