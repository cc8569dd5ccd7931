"""A short list that is typed line by line, each line of the same few boxes; a line left empty is left out."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from lantern.design.forms.widgets import Boxes

SPARE = 2  # empty lines below those that are filled

Line = tuple[str, ...]


class Box(NamedTuple):
    """One box of each line: its name, its label, how many characters it takes and whether a line needs it."""

    name: str
    label: str
    longest: int
    required: bool = True


class LinesInput(Boxes):
    """The lines as boxes named `name-0-who`, `name-0-call`, and so on."""

    template_name = "design/forms/lines.html"

    def __init__(self, boxes: Sequence[Box], most: int, noun: str) -> None:
        super().__init__()
        self.boxes, self.most, self.noun = tuple(boxes), most, noun

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """Every line, as typed."""
        lines = (self._line(data, f"{name}-{number}") for number in range(self.most))
        return tuple(line for line in lines if any(line))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> bool:
        return f"{name}-0-{self.boxes[0].name}" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-{self.boxes[0].name}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong", None)
        context = super().get_context(name, None, attrs)
        key = attrs.get("id", name)
        lines = [*(value or ()), *[("",) * len(self.boxes)] * SPARE][: self.most]
        context["widget"]["lines"] = [
            (
                f"{self.noun} {number + 1}",
                [self._box(name, key, number, *pair, wrong or ()) for pair in zip(self.boxes, line, strict=True)],
            )
            for number, line in enumerate(lines)
        ]
        return context

    def _line(self, data: Mapping[str, Any], start: str) -> Line:
        return tuple(str(data.get(f"{start}-{box.name}", "")).strip() for box in self.boxes)

    def _box(self, name: str, key: str, number: int, box: Any, value: Any, wrong: Any) -> dict[str, Any]:
        part = f"{number}-{box.name}"
        return {
            "name": f"{name}-{part}",
            "id": f"{key}-{part}",
            "label": box.label,
            "value": value,
            "classes": "govuk-input--error" if part in wrong else "",
            "wrong": part in wrong,
            "complete": "off",
        }


class LinesField(forms.Field):
    """A tuple of lines, each a tuple of the boxes' texts."""

    def __init__(self, *, boxes: Sequence[Box], most: int, noun: str, **kwargs: Any) -> None:
        super().__init__(widget=LinesInput(boxes, most, noun), **kwargs)
        self.boxes = tuple(boxes)

    def clean(self, value: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines that hold something. Each error says which line, and leads to its box."""
        errors = [
            ValidationError(said, params={"parts": (f"{number}-{box.name}",)})
            for number, line in enumerate(value)
            for box, text in zip(self.boxes, line, strict=True)
            if (said := self._against(box, text, number + 1))
        ]
        if errors:
            raise ValidationError(errors)
        if self.required and not value:
            first = f"0-{self.boxes[0].name}"
            raise ValidationError(self.error_messages["required"], params={"parts": (first,)})
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return tuple(initial or ()) != tuple(data or ())

    @staticmethod
    def _against(box: Box, text: str, number: int) -> str:
        if box.required and not text:
            return f"Enter “{box.label}” in line {number}"
        if "\0" in text:
            return f"“{box.label}” in line {number} has a character that cannot be kept"
        if len(text) > box.longest:
            return f"“{box.label}” in line {number} must have {box.longest} characters or fewer"
        return ""
