"""What every part of the arrangement is made of: checked, frozen values, and clocks (PAR-7)."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

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
    amount, unit = value.get("amount"), Unit(value["unit"])
    if not isinstance(amount, int) or isinstance(amount, bool) or not 0 <= amount <= LONGEST[unit]:
        raise ValueError(f"a clock's amount is a whole number of {unit}, from 0 to {LONGEST[unit]}")
    return Clock(amount, unit, UnknownTime(value.get("unknown_time", "end_of_day")))


LONGEST = {Unit.MINUTES: 525_600, Unit.HOURS: 8_760, Unit.DAYS: 365, Unit.WORKING_DAYS: 250}
"""A year: what is owed later than that is not a clock but a plan."""

AClock = Annotated[Clock, BeforeValidator(clock)]
