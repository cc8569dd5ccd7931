"""The arrangement in words, for the page that shows it as it stands (PAR-7).

What has no words here yet is shown under its own name, so that nothing of the arrangement is left out.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import BaseModel

from lantern.organisation.rules.arrangement import Arrangement
from lantern.timekeeping.clocks import Clock, Unit, UnknownTime

UNITS = {
    Unit.MINUTES: ("minute", "minutes"),
    Unit.HOURS: ("hour", "hours"),
    Unit.DAYS: ("day", "days"),
    Unit.WORKING_DAYS: ("working day", "working days"),
}
CLOCKS = {
    "attend_immediate": "Police attend a report graded immediate",
    "attend_priority": "Police attend a report graded priority",
    "attend_scheduled": "Police attend a report graded scheduled",
    "vulnerability_check": "Vulnerability check after a return",
    "chat_offer": "Missing chat offered after a return",
    "contact": "Contact after the return of a child open to children’s services",
    "prevention_plan": "Prevention plan after the return of a child open to children’s services",
}
VALUES = {
    "marking": "Marking on every page and document",
    "missing.open_statuses": "Statuses that mean open to children’s services",
    "missing.repeat_count": "Repeatedly missing, from this many episodes",
    "missing.repeat_days": "Repeatedly missing, within this many days",
    "missing.matching.certain_from": "A message links itself to a child, from a weight of",
    "missing.matching.possible_from": "A person decides about a match, from a weight of",
    "missing.matching.lead_over_next": "Lead in weight over the next likely child",
    "missing.matching.largest_block": "Most children that a shared detail may bring up",
    "missing.risk_reason_required": "A reason is asked for each risk",
    "membership.invitation_days": "Days for which an invitation can be accepted",
}


class Owed(NamedTuple):
    """What must happen, by when, when the clock starts if only the day is known, and whose duty it is."""

    what: str
    by_when: str
    unknown_time: str
    owner: str


def clock_in_words(clock: Clock) -> str:
    """At once; within 1 hour; within 10 working days."""
    if clock.amount == 0:
        return "at once"
    one, many = UNITS[clock.unit]
    return f"within {clock.amount:,} {one if clock.amount == 1 else many}"


def unknown_time_in_words(clock: Clock) -> str:
    """When a clock starts whose start is known only to the day (MIS-17)."""
    if clock.unit is Unit.WORKING_DAYS:
        return "the next working day"
    return "the end of that day" if clock.unknown_time is UnknownTime.END_OF_DAY else "the start of that day"


def owed_in_words(arrangement: Arrangement, owners: Mapping[str, str]) -> tuple[Owed, ...]:
    """Every clock of the arrangement; `owners` by the clock's last name."""
    return tuple(
        Owed(
            CLOCKS.get(name, _own_name(name)),
            clock_in_words(value),
            unknown_time_in_words(value),
            owners.get(name, "").capitalize(),
        )
        for name, value in ((path.rsplit(".", 1)[-1], value) for path, value in _leaves(arrangement))
        if isinstance(value, Clock)
    )


def values_in_words(arrangement: Arrangement) -> tuple[tuple[str, str], ...]:
    """Every count, threshold and choice, as label and value; contacts stand for themselves on the page."""
    return tuple(
        (VALUES.get(path, _own_name(path)), _said(value))
        for path, value in _leaves(arrangement)
        if not isinstance(value, Clock) and path != "contacts"
    )


def _leaves(part: BaseModel, above: str = "") -> Iterator[tuple[str, object]]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from _leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _own_name(path: str) -> str:
    return path.replace("_", " ").replace(".", ", ").capitalize()


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,g}"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_said(each)}" for key, each in value.items())
    return ", ".join(_said(each) for each in value) if isinstance(value, tuple | list) else str(value)
