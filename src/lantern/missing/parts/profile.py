"""What pages and paper say of a profile: its parts, who checked it, how its wordings differ."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lantern.access.viewer import Viewer
from lantern.design.parts import Tag
from lantern.missing.models import Profile, ProfileVersion
from lantern.missing.queries.arranged import arranged
from lantern.missing.rules.profile import PARTS, Difference, Said, checked_words, differences, is_stale
from lantern.timekeeping.moments import london


class Answer(NamedTuple):
    """A part with its text, or that nobody wrote any."""

    label: str
    text: str


class Checked(NamedTuple):
    """Who said last that it is right, and whether it is time to ask again."""

    tag: Tag
    by: str
    agency: str
    at: datetime


class Earlier(NamedTuple):
    """A wording and what it changed in the one before it."""

    number: int
    by: str
    at: datetime
    differences: list[Difference]


def answers(said: Said) -> tuple[Answer, ...]:
    """Every part in its order: one page, and what is missing from it is seen."""
    return tuple(Answer(part.label, said.get(part.key, "")) for part in PARTS)


def checked(profile: Profile, viewer: Viewer) -> Checked:
    """In words by the arrangement's months (PAR-7)."""
    day, months = london(profile.checked_at).date(), arranged(viewer).profile_months
    kind = "warning" if is_stale(day, viewer.today, months) else "done"
    by = profile.checked_by
    return Checked(Tag(checked_words(day, viewer.today, months), kind), by.name, by.agency.name, profile.checked_at)


def earlier(wordings: Sequence[ProfileVersion]) -> list[Earlier]:
    """Each wording with what it changed, the latest first; the first of all changed nothing."""
    before: list[Said] = [each.said for each in wordings[1:]]
    return [
        Earlier(one.number, one.by.name, one.at, differences(old, one.said))
        for one, old in zip(wordings, before, strict=False)
    ]
