"""From rows of Episodes to a child's days looked after and placements, beside what the record holds already (MIS-16).

Two things that a child cannot be at once are never both recorded: the row that starts later is refused and kept. That a
child was looked after on a day is in no doubt when two rows say so; in which placement is. So the days of a row whose
placement is refused count all the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lantern.children.vocabulary import Status
from lantern.exchange.rules.return_spells import Spell, joined_spells, overlap, uncovered
from lantern.exchange.rules.return_tables import EpisodeRow
from lantern.missing.vocabulary import Outcome
from lantern.timekeeping import words

LONGEST_CODE = 4
LONGEST_LEGAL_STATUS = 2
LONGEST_POSTCODE = 8


@dataclass(frozen=True, slots=True)
class Stay:
    """A placement from `since` until the day it ended; `reason_ended` is the return's code (REC)."""

    since: date
    until: date | None
    code: str
    provider: str = ""
    postcode: str = ""
    reason_ended: str = ""


Verdict = tuple[Outcome, str]


@dataclass
class Care:
    """One child's care as it stands: `spells` with children's services and `stays` in placements, both by day."""

    spells: list[Spell]
    stays: list[Stay]

    def take(self, row: EpisodeRow) -> Verdict:
        """Take in one row, or say why not. Rows come in the order of `in_order`."""
        fault = _fault(row) or self._contradiction(row)
        if fault:
            return Outcome.REFUSED, fault
        if known := self.knows(row):
            return self._take_known(known, row)
        rival = next((stay for stay in self.stays if overlap(stay.since, stay.until, _start(row), row.end.day)), None)
        self._look_after(row)
        if rival and row.placement:
            return Outcome.REFUSED, f"Overlaps the placement {_said(rival)}. {DAYS_COUNT}"
        if not row.placement:
            return Outcome.OPENED, "The days looked after are recorded. No placement is given."
        self.stays.append(_stay(row))
        return Outcome.OPENED, "The days looked after and the placement are recorded."

    def knows(self, row: EpisodeRow) -> Stay | None:
        """The placement that the row is about, when it is recorded already; rather one with the same end."""
        same = (stay for stay in self.stays if _is_same(stay, row))
        return min(same, key=lambda stay: stay.until != row.end.day, default=None)

    def settle(self) -> None:
        """Join what touches, and let a status whose start nobody knows begin when dated care is over."""
        dated = joined_spells(spell for spell in self.spells if spell.since)
        cared = [spell for spell in dated if spell.status == Status.LOOKED_AFTER]
        over = max((spell.until or date.max for spell in cared), default=None)
        undated = [spell for spell in self.spells if spell.since is None]
        if over is not None:
            undated = [replace(spell, since=over) for spell in undated if over < (spell.until or date.max)]
        self.spells = [*undated, *dated]

    def _contradiction(self, row: EpisodeRow) -> str:
        """What the record says that the row denies: another standing with children's services at the same time."""
        for spell in self.spells:
            if spell.status != Status.LOOKED_AFTER and _denies(spell, row):
                since = f" since {words.day(spell.since)}" if spell.since else ""
                return f"The record says “{Status(spell.status).label}”{since}: say first which is right."
        return ""

    def _take_known(self, stay: Stay, row: EpisodeRow) -> Verdict:
        """The same placement again: nothing new, or its end."""
        end = row.end.day
        if end is None or end == stay.until:
            return Outcome.DUPLICATE, "The record says the same." if end == stay.until else "The record knows its end."
        if stay.until is not None:
            return Outcome.REFUSED, f"The record has another end for the placement {_said(stay)}."
        later = [other.since for other in self.stays if other is not stay and other.since > stay.since]
        if any(since < end for since in later):
            return Outcome.REFUSED, f"The end overlaps a later placement than that {_said(stay)}."
        self.stays[self.stays.index(stay)] = replace(stay, until=end, reason_ended=row.ended_because or "")
        self._cease(_start(row), end)
        return Outcome.UPDATED, f"The placement ended on {words.day(end)}."

    def _cease(self, start: date, end: date) -> None:
        """Care that went on as far as anyone knew ends with the placement; the next row carries it on."""
        for place, spell in enumerate(self.spells):
            if spell.is_care and spell.until is None and spell.since and spell.since <= start:
                self.spells[place] = replace(spell, until=end)

    def _look_after(self, row: EpisodeRow) -> None:
        dated = [spell for spell in self.spells if spell.since]
        for since, until in uncovered(_start(row), row.end.day, dated):
            self.spells.append(Spell(since, until, Status.LOOKED_AFTER, row.legal_status or ""))


DAYS_COUNT = "The days looked after count; the placement is not recorded."


def in_order(rows: Iterable[EpisodeRow]) -> list[EpisodeRow]:
    """The order in which a child's rows are taken: by start, an earlier end first, then as they came."""
    return sorted(rows, key=lambda row: (row.start.day or date.max, row.end.day or date.max, row.number))


def take_all(care: Care, rows: Sequence[EpisodeRow]) -> dict[int, Verdict]:
    """What becomes of each of a child's rows, by its number; `care` then stands as they leave it.

    Rows about placements known before come first: what they end makes room for the others.
    """
    ordered = sorted(in_order(rows), key=lambda row: not care.knows(row))
    verdicts = {row.number: care.take(row) for row in ordered}
    care.settle()
    return verdicts


def _fault(row: EpisodeRow) -> str:
    """Why the row can be nobody's; empty when it can."""
    start, end = row.start.day, row.end.day
    if start is None:
        return "DECOM is not a date: nothing says when this began."
    if row.end.is_unreadable:
        return "DEC is not a date: nobody could tell whether this goes on."
    if end is not None and end < start:
        return "It ends before it starts."
    if max(len(row.placement or ""), len(row.provider or ""), len(row.ended_because or "")) > LONGEST_CODE:
        return f"PLACE, PLACE_PROVIDER or REC is no code: it has more than {LONGEST_CODE} characters."
    if len(row.legal_status or "") > LONGEST_LEGAL_STATUS:
        return f"LS is no code: it has more than {LONGEST_LEGAL_STATUS} characters."
    return ""


def _denies(spell: Spell, row: EpisodeRow) -> bool:
    """Whether `spell` stands on a day of `row`; one whose start nobody knows does when the row outlasts it."""
    if spell.since:
        return overlap(spell.since, spell.until, _start(row), row.end.day)
    return (row.end.day or date.max) >= (spell.until or date.max)


def _is_same(stay: Stay, row: EpisodeRow) -> bool:
    """Whether the row is about that placement; one of a single day is another than one that began on it and went on."""
    named = (stay.since, stay.code, stay.provider) == (row.start.day, row.placement or "", row.provider or "")
    return named and (stay.until != stay.since or row.end.day == stay.since)


def _stay(row: EpisodeRow) -> Stay:
    postcode = (row.placement_postcode or "").replace(" ", "").upper()
    return Stay(
        since=_start(row),
        until=row.end.day,
        code=row.placement or "",
        provider=row.provider or "",
        postcode=postcode if len(postcode) <= LONGEST_POSTCODE else "",
        reason_ended=row.ended_because or "" if row.end.day else "",
    )


def _start(row: EpisodeRow) -> date:
    assert row.start.day
    return row.start.day


def _said(stay: Stay) -> str:
    until = f"to {words.day(stay.until)}" if stay.until else "which goes on"
    return f"{stay.code} from {words.day(stay.since)} {until}"
