"""The arrangement as checked, frozen values: no clock, count or threshold is a literal anywhere else (PAR-7)."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from lantern.timekeeping.clocks import Clock, Unit, UnknownTime


class Part(BaseModel):
    """A part of the arrangement: unknown words are refused, so that a typing error is not a silent default."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def clock(value: Any) -> Clock:
    """A clock from `{amount, unit, unknown_time}`."""
    if isinstance(value, Clock):
        return value
    if not isinstance(value, dict) or set(value) - {"amount", "unit", "unknown_time"}:
        raise ValueError("a clock has an amount, a unit and, if need be, an unknown_time")
    if not isinstance(value.get("amount"), int) or value["amount"] < 0:
        raise ValueError("a clock's amount is a whole number, 0 or more")
    return Clock(value["amount"], Unit(value["unit"]), UnknownTime(value.get("unknown_time", "end_of_day")))


AClock = Annotated[Clock, BeforeValidator(clock)]


class MissingClocks(Part):
    """When what a report or a return sets going falls due (MIS-1, MIS-7 to MIS-9)."""

    attend_immediate: AClock
    attend_priority: AClock
    attend_scheduled: AClock
    vulnerability_check: AClock
    chat_offer: AClock
    contact: AClock
    prevention_plan: AClock


class Matching(Part):
    """Weights, in bits, from which a match links itself or waits for a person (MIS-4)."""

    certain_from: float
    possible_from: float
    lead_over_next: float
    largest_block: int = Field(ge=1, description="a key that more children share than this tells nothing")


class Missing(Part):
    clocks: MissingClocks
    open_statuses: tuple[str, ...] = Field(description="statuses that mean open to children's services (MIS-8)")
    repeat_count: int = Field(ge=2)
    repeat_days: int = Field(ge=1)
    matching: Matching
    risk_reason_required: bool = True


class Sessions(Part):
    invitation_days: int = Field(ge=1, le=90)


class GeographySpec(Part):
    """A geography that a new partnership starts with; `areas` name their holder by code."""

    key: str
    name: str
    main: bool = False


class AreaSpec(Part):
    geography: str
    code: str
    name: str
    level: str
    within: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


class AgencySpec(Part):
    name: str
    kind: str


class ContactSpec(Part):
    """Who to call, for the foot of every page."""

    who: str
    call: str
    hours: str = ""


class Arrangement(Part):
    """Everything a partnership may choose for itself that the rooms built so far read."""

    marking: str
    contacts: tuple[ContactSpec, ...]
    missing: Missing
    membership: Sessions


class Preset(Part):
    """What a new partnership starts from (PAR-8)."""

    name: str
    title: str
    arrangement: Arrangement
    geographies: tuple[GeographySpec, ...]
    areas: tuple[AreaSpec, ...]
    agencies: tuple[AgencySpec, ...]
