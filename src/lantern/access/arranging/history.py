"""Every version there ever was, with what it changed; and any two of them side by side (PAR-7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lantern.access.arranging.rooms import Days, Number, counts
from lantern.access.viewer import Viewer
from lantern.organisation.choices import choices
from lantern.organisation.models import ArrangementVersion
from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.in_words import Difference, differences_in_words, label_of, value_in_words
from lantern.organisation.rules.leaves import leaves
from lantern.organisation.rules.parts import PARTS
from lantern.organisation.rules.versions import Version, Versions
from lantern.timekeeping.moments import DAY, london


@dataclass(frozen=True)
class Past:
    """One version as the history shows it. `until` is its last day, `owed` the open obligations that follow it."""

    row: ArrangementVersion
    state: str
    kind: str
    until: date | None
    follows: int | None
    differences: tuple[Difference, ...]
    owed: Number | None


class Side(NamedTuple):
    """One value in two versions."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


def rows_of_versions() -> list[ArrangementVersion]:
    """Every version, the latest made first, with who made it."""
    return list(ArrangementVersion.objects.select_related("by", "withdrawn_by").order_by("-number"))


def versions_of(rows: list[ArrangementVersion]) -> Versions:
    """The versions as the rules see them."""
    return Versions(tuple(_version(row) for row in sorted(rows, key=lambda row: row.number)))


def history(rows: list[ArrangementVersion], viewer: Viewer) -> list[Past]:
    """Each version with its state, what it changed of the one before, and what follows it."""
    versions = versions_of(rows)
    days = followed_days(versions)
    owed = counts(days, viewer)
    return [_past(row, versions, days, viewer.today, owed.get(row.number)) for row in rows]


def followed_days(versions: Versions) -> dict[int, Days]:
    """By number, from which day until before which day each version is in force; the first of all from the beginning."""
    starts = [date.min, *(each.since for each in versions.standing)]
    spans = zip(starts, [*starts[1:], date.max], strict=True)
    found: dict[int, Days] = {}
    for since, until in spans:
        version = versions.in_force(since)
        if version and since < until:
            found[version.number] = (min(since, found.get(version.number, (since, until))[0]), until)
    return found


def compared(first: Arrangement, second: Arrangement) -> Iterator[tuple[str, list[Side]]]:
    """Every value of both, part by part."""
    one, other, words = leaves(first), leaves(second), choices()
    for part in PARTS:
        sides = (
            Side(label_of(name), value_in_words(name, one[name], words), value_in_words(name, other[name], words))
            for name in part.names
        )
        yield part.title, list(sides)


def _version(row: ArrangementVersion) -> Version:
    return Version(
        row.number, row.effective_from, Arrangement.model_validate(row.document), row.withdrawn_at, row.replaced_by
    )


def _past(row: ArrangementVersion, versions: Versions, days: dict[int, Days], today: date, owed: Number | None) -> Past:
    own = next(each for each in versions.every if each.number == row.number)
    before = _followed_then(row, versions)
    state, kind = _state(row, days, today)
    until = days[row.number][1] if row.number in days and row.withdrawn_at is None else date.max
    return Past(
        row=row,
        state=state,
        kind=kind,
        until=until - DAY if until < date.max else None,
        follows=before.number if before else None,
        differences=differences_in_words(before.arrangement, own.arrangement, choices()) if before else (),
        owed=owed,
    )


def _followed_then(row: ArrangementVersion, versions: Versions) -> Version | None:
    """The version that was in force on its first day before it was made."""
    then = [
        Version(each.number, each.since, each.arrangement) if _stood(each, row) else each
        for each in versions.every
        if each.number < row.number
    ]
    return Versions(tuple(then)).in_force(row.effective_from)


def _stood(each: Version, row: ArrangementVersion) -> bool:
    """Whether `each`, withdrawn since perhaps, stood when `row` was made."""
    return each.withdrawn_at is None or each.replaced_by == row.number or each.withdrawn_at > row.created_at


def _state(row: ArrangementVersion, days: dict[int, Days], today: date) -> tuple[str, str]:
    if row.replaced_by:
        return f"replaced by version {row.replaced_by}", "plain"
    if row.withdrawn_at:
        return f"withdrawn {london(row.withdrawn_at):%-d %b %Y}", "plain"
    since, until = days[row.number]
    if row.effective_from > today:
        return "to come", "note"
    return ("in force", "done") if since <= today < until else ("over", "plain")
