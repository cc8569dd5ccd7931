"""A year's return as it would be written, checked first: rows, what each breaks, what is left out or cut, and why (MIS-16)."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from lantern.exchange.rules.return_checks import Finding, NotChecked, check, not_checked
from lantern.exchange.rules.return_episodes import CareHeld, episode_rows
from lantern.exchange.rules.return_periods import CareSpan, Period, joined, missing_rows
from lantern.exchange.rules.return_tables import DateCell, HeaderRow, MissingRow, ReturnTables, Table
from lantern.missing.vocabulary import Absence
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import ReturnYear

T = TypeVar("T")
Key = tuple[UUID, Moment]


@dataclass(frozen=True, slots=True)
class Absent:
    """One of our episodes of a child, or a part of one in which it was one kind (MIS-5).

    `back_by`: no return is recorded, and the child was back by then.
    """

    episode: UUID
    child: UUID
    number: str
    born: date | None
    kind: Absence
    start: Moment
    end: Moment | None = None
    back_by: Moment | None = None
    from_return: bool = False

    @property
    def key(self) -> tuple[UUID, Moment]:
        """An episode that was both missing and away is several rows, each from its own start."""
        return self.episode, self.start

    @property
    def over(self) -> Moment | None:
        return self.end or self.back_by


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row as it would be written. `notes`: what was cut of the episode, and why, in words."""

    row: MissingRow
    episode: UUID
    child: UUID
    start: Moment
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def key(self) -> Key:
        """Of the part of the episode that it tells of."""
        return self.episode, self.start


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An episode of the year, or one that may be, that is not in the return, and why."""

    child: UUID
    number: str
    why: str
    start: date | None = None
    end: date | None = None
    episode: UUID | None = None


@dataclass(frozen=True)
class Draft:
    """The Missing table of a year. `findings` are of any table that the rules read; those of a row stand with it too."""

    year: ReturnYear
    rows: tuple[DraftRow, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()

    @property
    def children(self) -> frozenset[UUID]:
        """Children of whom anything is told."""
        return frozenset(row.child for row in self.rows) | frozenset(each.child for each in self.left_out)

    @property
    def cut(self) -> tuple[DraftRow, ...]:
        return tuple(row for row in self.rows if row.notes)

    def about(self, children: Collection[UUID]) -> "Draft":
        """The same with nothing but what is about `children`; row numbers stay."""
        if self.children <= set(children):
            return self
        rows = tuple(row for row in self.rows if row.child in children)
        left_out = tuple(each for each in self.left_out if each.child in children)
        findings = tuple(dict.fromkeys(finding for row in rows for finding in row.findings))
        return replace(self, rows=rows, left_out=left_out, findings=findings)


def draft(absences: Iterable[Absent], care: Mapping[UUID, CareHeld], year: ReturnYear) -> Draft:
    """The return of `year` from episodes that do not overlap and the children's care. The same facts give the same rows."""
    ordered = sorted(absences, key=lambda one: (one.number, one.start, one.episode))
    periods = {one.key: _period(one, care.get(one.child, CareHeld())) for one in ordered}
    rows = missing_rows(periods.values(), year)
    tables = _tables(ordered, rows, periods.values(), care, year)
    findings = tuple(check(tables, year))
    written = _with_notes(rows, ordered, periods, year)
    return Draft(
        year=year,
        rows=tuple(_with_findings(written, findings, tables)),
        left_out=tuple(_left_out(ordered, {row.key for row in written}, periods, year)),
        findings=findings,
        not_checked=tuple(not_checked(tables, year)),
    )


def _period(one: Absent, care: CareHeld) -> Period:
    return Period(one.number, one.born, one.kind, one.start, one.over, care.spans(one.born))


def _tables(
    absences: Sequence[Absent],
    rows: Sequence[MissingRow],
    periods: Collection[Period],
    care: Mapping[UUID, CareHeld],
    year: ReturnYear,
) -> ReturnTables:
    """The tables that the rules compare, of the children in the return; only Missing leaves the house."""
    numbers = {row.child for row in rows}
    children = {one.child: one for one in absences if one.number in numbers}
    header = [
        HeaderRow(place, one.number, DateCell.on(one.born)) for place, one in enumerate(children.values(), start=2)
    ]
    episodes = [
        episode
        for child, one in children.items()
        for episode in episode_rows(one.number, one.born, care.get(child, CareHeld()), year)
    ]
    return ReturnTables(
        header=tuple(header),
        episodes=tuple(replace(episode, number=place) for place, episode in enumerate(episodes, start=2)),
        missing=tuple(rows),
        missing_last=tuple(missing_rows(periods, year.previous)),
    )


def _with_notes(
    rows: Sequence[MissingRow], absences: Sequence[Absent], periods: Mapping[Key, Period], year: ReturnYear
) -> list[DraftRow]:
    """Each row with the episode it tells of."""
    sources: dict[MissingRow, deque[Absent]] = defaultdict(deque)
    parts: dict[Key, int] = {}
    for one in absences:
        told = missing_rows([periods[one.key]], year)
        parts[one.key] = len(told)
        for row in told:
            sources[replace(row, number=0)].append(one)
    written = []
    for row in rows:
        one = sources[replace(row, number=0)].popleft()
        written.append(DraftRow(row, one.episode, one.child, one.start, tuple(_notes(row, one, parts[one.key], year))))
    return written


def _notes(row: MissingRow, one: Absent, parts: int, year: ReturnYear) -> Iterable[str]:
    start, end, over = row.start.day, row.end.day, one.over.day if one.over else None
    if start and start > one.start.day:
        yield f"Begins with care: the child was gone since {words.day(one.start.day)}."
    if end and (over is None or end < over):
        yield f"Cut at the end of care{f': the child was gone until {words.day(over)}' if over else ''}."
    if end is None and over and over > year.end:
        yield f"Back on {words.day(over)}, after the year: the end stays blank."
    if one.end is None and end and end == over:
        yield f"No return is recorded: the child was back by {words.day(end)}, which stands as the end."
    if parts > 1:
        yield f"One of {parts} parts: care was interrupted."


def _with_findings(
    written: Sequence[DraftRow], findings: Iterable[Finding], tables: ReturnTables
) -> Iterable[DraftRow]:
    """Findings about a child's care stand with each of the child's rows."""
    by_row: dict[int, list[Finding]] = defaultdict(list)
    by_number: dict[str, list[Finding]] = defaultdict(list)
    owners = {(Table.EPISODES, row.number): row.child for row in tables.episodes or ()}
    owners |= {(Table.MISSING_LAST, row.number): row.child for row in tables.missing_last or ()}
    for finding in findings:
        if finding.table == Table.MISSING:
            by_row[finding.row].append(finding)
        elif owner := owners.get((finding.table, finding.row)):
            by_number[owner].append(finding)
    for row in written:
        found = (*by_row[row.row.number], *by_number[row.row.child or ""])
        yield replace(row, findings=found)


def _left_out(
    absences: Iterable[Absent], written: Collection[Key], periods: Mapping[Key, Period], year: ReturnYear
) -> Iterable[LeftOut]:
    """Episodes of the year outside care, of children in care that year or whose council returned the period itself."""
    for one in absences:
        period = periods[one.key]
        over = one.over.day if one.over else None
        in_year = one.start.day <= year.end and (over is None or over >= year.start)
        if one.key in written or not in_year:
            continue
        stays = joined(period.looked_after)
        if one.from_return or any(_touches(stay, year) for stay in stays):
            yield LeftOut(one.child, one.number, _outside(stays, one, year), one.start.day, over, one.episode)


def _touches(stay: CareSpan, year: ReturnYear) -> bool:
    return stay.start <= year.end and (stay.end or date.max) >= year.start


def _outside(stays: Sequence[CareSpan], one: Absent, year: ReturnYear) -> str:
    if not stays:
        return "Wholly outside care: no day looked after is recorded for this child."
    before = [stay for stay in stays if stay.start <= one.start.day]
    if before and before[-1].end:
        return f"Wholly outside care, which ended on {words.day(before[-1].end)}."
    if not before:
        return f"Wholly outside care, which began on {words.day(stays[0].start)}."
    return f"No day of it lies both in care and in {year}."
