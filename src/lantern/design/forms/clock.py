"""How long there is: an amount, its unit, and where the clock starts when only the day is known (MIS-17)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from lantern.design import rules
from lantern.design.forms.fields import TypedField
from lantern.design.forms.widgets import Boxes
from lantern.timekeeping.clocks import Clock, Unit, UnknownTime

UNITS = {
    Unit.MINUTES: "minutes",
    Unit.HOURS: "hours",
    Unit.DAYS: "days",
    Unit.WORKING_DAYS: "working days",
}
STARTS = {UnknownTime.END_OF_DAY: "the end of that day", UnknownTime.START_OF_DAY: "the start of that day"}


class TypedClock(NamedTuple):
    """What stands in the boxes, kept as typed so that an error loses nothing."""

    amount: str = ""
    unit: str = Unit.HOURS.value
    unknown: str = UnknownTime.END_OF_DAY.value


class ClockInput(Boxes):
    """An amount and two choices, named `name-amount`, `name-unit` and `name-unknown`."""

    template_name = "design/forms/clock.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """What was typed and chosen, or None when no amount was typed."""
        typed = TypedClock(**{part: str(data.get(f"{name}-{part}", "")).strip() for part in TypedClock._fields})
        return typed if typed.amount else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> bool:
        return f"{name}-amount" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-amount" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong", None)
        context = super().get_context(name, None, attrs)
        typed = value if isinstance(value, TypedClock) else typed_clock(value)
        key = attrs.get("id", name)
        box = {"name": f"{name}-amount", "id": f"{key}-amount", "label": "Amount", "value": typed.amount}
        context["widget"]["amount"] = box | {
            "classes": "govuk-input--width-4" + ("" if wrong is None else " govuk-input--error"),
            "wrong": wrong is not None,
            "complete": "off",
        }
        context["widget"]["selects"] = [
            _select(name, key, "unit", "Unit", UNITS, typed.unit),
            _select(name, key, "unknown", "If only the day is known, from", STARTS, typed.unknown),
        ]
        return context


class ClockField(TypedField):
    """A clock of the arrangement, of at most `longest` of each unit."""

    widget = ClockInput

    def __init__(self, *, longest: Mapping[Unit, int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def validate(self, value: Clock | None) -> None:
        if value is None:
            raise ValidationError(self.error_messages["required"], code="required", params={"parts": ("amount",)})

    def read(self, typed: Any) -> Clock:
        """The clock that was typed. Raises `Unreadable`."""
        if typed.unit not in self.longest or typed.unknown not in list(UnknownTime):
            raise rules.Unreadable("Choose a unit and where the clock starts", "amount")
        unit, most = Unit(typed.unit), self.longest[Unit(typed.unit)]
        if not (typed.amount.isascii() and typed.amount.isdigit()) or len(typed.amount) > len(str(most)):
            raise rules.Unreadable(f"Enter a whole number of {UNITS[unit]}, at most {most:,}", "amount")
        if int(typed.amount) > most:
            raise rules.Unreadable(f"A clock runs for {most:,} {UNITS[unit]} at most, which is a year", "amount")
        return Clock(int(typed.amount), unit, UnknownTime(typed.unknown))


def typed_clock(clock: Clock | None) -> TypedClock:
    """The boxes for a clock that was not typed."""
    return TypedClock(str(clock.amount), clock.unit.value, clock.unknown_time.value) if clock else TypedClock()


def _select(name: str, key: str, part: str, label: str, options: Mapping[Any, str], chosen: str) -> dict[str, Any]:
    return {
        "name": f"{name}-{part}",
        "id": f"{key}-{part}",
        "label": label,
        "options": [(each.value, said, each.value == chosen) for each, said in options.items()],
    }
