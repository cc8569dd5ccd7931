"""Controls that Django lacks: a date in three boxes, a date with its time, choices with hints that reveal a field."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django import forms
from django.utils.datastructures import MultiValueDict

from lantern.design import rules
from lantern.timekeeping import words
from lantern.timekeeping.moments import LONDON, Moment

WIDTHS = {
    "day": "govuk-input--width-2",
    "month": "govuk-input--width-3",
    "year": "govuk-input--width-4",
    "time": "govuk-input--width-5",
}


class Typed(NamedTuple):
    """What stands in the boxes, kept as typed so that an error loses nothing."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""
    unknown: str = ""


class Boxes(forms.Widget):
    """Several boxes for one value under one legend; an error names those that are wrong in its `parts`."""

    use_fieldset = True


class DayInput(Boxes):
    """Day, month and year in three boxes, named `name-day`, `name-month` and `name-year`."""

    template_name = "design/forms/day.html"
    parts: tuple[str, ...] = rules.DAY_PARTS

    def __init__(self, attrs: dict[str, Any] | None = None, *, birth: bool = False) -> None:
        super().__init__(attrs)
        self.birth = birth

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Typed | None:
        """What was typed, or None when every box is empty."""
        typed = Typed(**{part: str(data.get(f"{name}-{part}", "")).strip() for part in self.parts})
        return typed if any(typed) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in self.parts)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong", None)
        typed = value if isinstance(value, Typed) else self.typed(value)
        context = super().get_context(name, None, attrs)
        context["widget"]["boxes"] = [self._box(name, part, typed, attrs, wrong) for part in rules.DAY_PARTS]
        return context

    def typed(self, value: Moment | date | None) -> Typed:
        """The boxes for a value that was not typed."""
        return Typed() if value is None else _boxes(value.day if isinstance(value, Moment) else value)

    def _box(
        self, name: str, part: str, typed: Typed, attrs: dict[str, Any], wrong: Iterable[str] | None
    ) -> dict[str, Any]:
        is_wrong = wrong is not None and (part in wrong or not wrong)
        return {
            "name": f"{name}-{part}",
            "id": f"{attrs.get('id', name)}-{part}",
            "label": part.capitalize(),
            "value": getattr(typed, part),
            "classes": WIDTHS.get(part, "") + (" govuk-input--error" if is_wrong else ""),
            "wrong": is_wrong,
            "complete": f"bday-{part}" if self.birth else "off",
        }


class WhenInput(DayInput):
    """A date, its time as text (`name-time`) and, where allowed, a box for "time not known" (`name-unknown`) (MIS-17)."""

    template_name = "design/forms/when.html"
    parts = (*rules.DAY_PARTS, "time", "unknown")

    def __init__(self, attrs: dict[str, Any] | None = None, *, may_be_unknown: bool = True) -> None:
        super().__init__(attrs)
        self.may_be_unknown = may_be_unknown

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, Typed) else self.typed(value)
        wrong = (attrs or {}).get("wrong")
        context["widget"]["time"] = self._box(name, "time", typed, attrs or {}, wrong)
        if self.may_be_unknown:
            context["widget"]["unknown"] = {
                **self._box(name, "unknown", typed, attrs or {}, wrong),
                "on": bool(typed.unknown),
            }
        return context

    def typed(self, value: Moment | date | None) -> Typed:
        if isinstance(value, datetime):
            value = Moment(value)
        if not isinstance(value, Moment):
            return super().typed(value)
        if value.date_only:
            return _boxes(value.day)._replace(unknown="on")
        return _boxes(value.day)._replace(time=_clock(value.at))


class Choices(forms.widgets.ChoiceWidget):
    """Choices one below the other; by value, `hints` sets a line under one and `reveals` names the field that it opens.

    A revealed field is asked for, and kept, only while its choice is made: declare it as it is when shown.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, str] | None = None,
        inline: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints, self.reveals, self.inline = hints or {}, reveals or {}, inline

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().create_option(name, value, *args, **kwargs), "hint": self.hints.get(str(value), "")}


class Radios(Choices, forms.RadioSelect):
    """One of a few."""


class Checkboxes(Choices, forms.CheckboxSelectMultiple):
    """Any of a few."""


def _boxes(day: date) -> Typed:
    return Typed(str(day.day), str(day.month), str(day.year))


def _clock(at: datetime) -> str:
    """As `rules.read_clock` reads it back; with its zone when that time came twice that night."""
    there = at.astimezone(LONDON)
    twice = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    zone = (" GMT" if there.replace(tzinfo=UTC) == at else " BST") if twice else ""
    return words.clock_time(at) + zone
