"""How a request comes to the chair, and at which meeting it is still in time (M1-2 a, c, d)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from lantern.mace1.rules import refusals
from lantern.mace1.vocabulary import ItemKind, Way
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import london
from lantern.timekeeping.words import day

SOCIAL_WORK = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER})


class Coming(NamedTuple):
    """A meeting to come: when it begins, until when discussions are asked for, whether its agenda is sent."""

    meeting: UUID
    begins_at: datetime
    closes_at: datetime
    is_sent: bool = False


class InTime(NamedTuple):
    """The meeting a request goes to; `missed` is the nearest one where that is another."""

    goes_to: Coming | None
    missed: Coming | None = None


def way_of(roles: Collection[Role]) -> Way:
    """By whom it is asked: social work before everything else that somebody may be besides."""
    if not SOCIAL_WORK.isdisjoint(roles):
        return Way.WORKER
    return Way.TRIAGE if Role.TRIAGE_OFFICER in roles else Way.AGENCY


def in_time(coming: Iterable[Coming], at: datetime) -> InTime:
    """The first of the meetings, the next one first, that is still asked for discussions at `at`.

    Until the minute at which they close, that minute included.
    """
    missed = None
    for each in coming:
        if not each.is_sent and at <= each.closes_at:
            return InTime(each, missed)
        missed = missed or each
    return InTime(None, missed)


def missed_words(found: InTime, today: date) -> str:
    """Discussions for 3 December closed on 19 November: this goes to 7 January. "" where nothing was missed."""
    if found.missed is None or found.goes_to is None:
        return ""
    then, goes_to = _day(found.missed.begins_at, today), _day(found.goes_to.begins_at, today)
    if found.missed.is_sent and london(found.missed.closes_at).date() > today:
        return f"The agenda for {then} is sent: this goes to {goes_to}."
    return f"Discussions for {then} closed on {_day(found.missed.closes_at, today)}: this goes to {goes_to}."


def against_asking(*, kind: ItemKind, is_open: bool, waits: bool, stands: bool) -> str:
    """Why nobody can ask for it, or "". `stands`: on the agenda of that meeting, or of an earlier one, already."""
    if waits:
        return refusals.WAITS_ALREADY
    if kind is ItemKind.INITIAL and is_open:
        return refusals.OPEN_ALREADY
    if kind is ItemKind.REVIEW and not is_open:
        return refusals.NOT_OPEN
    return refusals.ON_AGENDA if stands else ""


def _day(at: datetime, today: date) -> str:
    on = london(at).date()
    said = day(on)
    return said.removesuffix(f" {on.year}") if on.year == today.year or (on - today).days < 200 else said
