"""A child's care as our record has it, as rows of the return's Episodes: what the rules compare periods with (MIS-16)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lantern.exchange.rules.return_care import Stay
from lantern.exchange.rules.return_periods import CareSpan, joined
from lantern.exchange.rules.return_spells import Spell
from lantern.exchange.rules.return_tables import DateCell, EpisodeRow
from lantern.timekeeping.periods import ReturnYear

EARLIEST = date(1990, 1, 1)
"""Stands for the start of care that nobody knows, of a child whose birth date nobody knows."""


@dataclass(frozen=True, slots=True)
class CareHeld:
    """Days looked after and placements, as recorded."""

    spells: tuple[Spell, ...] = ()
    stays: tuple[Stay, ...] = ()

    def spans(self, born: date | None) -> tuple[CareSpan, ...]:
        """The days looked after; care since nobody knows when is taken to go back to birth."""
        return tuple(CareSpan(spell.since or born or EARLIEST, spell.until) for spell in self.spells)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch under one legal status in one placement, or in one that is not recorded."""

    since: date
    until: date | None
    legal_status: str
    stay: Stay | None


def episode_rows(number: str, born: date | None, care: CareHeld, year: ReturnYear) -> Iterator[EpisodeRow]:
    """The rows of each unbroken time in care that touches `year`, from its beginning on, numbered anew by the caller.

    What ends after the year is open, as the return of that year would have it. Where no placement is recorded, none is
    known to have ended either: such a stretch lasts as long as care does.
    """
    for span in joined(care.spans(born)):
        if span.start <= year.end and (span.end or date.max) >= year.start:
            for part in _parts(span, care):
                if part.since <= year.end:
                    yield _row(number, part, year)


def _parts(span: CareSpan, care: CareHeld) -> list[_Part]:
    """`span` cut wherever legal status or placement changes."""
    stretches: list[Spell | Stay] = [*care.spells, *care.stays]
    days = {day for each in stretches if each.since != each.until for day in (each.since, each.until) if day}
    inside = sorted(day for day in days if span.start < day < (span.end or date.max))
    starts = [span.start, *inside]
    ends = [*inside, span.end]
    return [_part(since, until, span, care) for since, until in zip(starts, ends, strict=True)]


def _part(since: date, until: date | None, span: CareSpan, care: CareHeld) -> _Part:
    spell = next((spell for spell in care.spells if _covers(spell, since)), None)
    stay = next((stay for stay in care.stays if _covers(stay, since)), None)
    return _Part(since, until if stay else span.end, spell.legal_status if spell else "", stay)


def _covers(stretch: Spell | Stay, day: date) -> bool:
    return (stretch.since or date.min) <= day < (stretch.until or date.max)


def _row(number: str, part: _Part, year: ReturnYear) -> EpisodeRow:
    until = part.until if part.until and part.until <= year.end else None
    ended = part.stay.reason_ended if part.stay and until and part.stay.until == until else ""
    return EpisodeRow(
        number=0,
        child=number,
        start=DateCell.on(part.since),
        end=DateCell.on(until),
        ended_because=ended or None,
        legal_status=part.legal_status or None,
        placement=part.stay.code if part.stay else None,
        provider=part.stay.provider if part.stay else None,
    )
