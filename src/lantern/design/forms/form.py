"""The forms that rooms inherit."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django import forms
from django.forms.utils import pretty_name

from lantern.design.forms.fields import TypedField

if TYPE_CHECKING:
    ModelFormOfAny = forms.ModelForm[Any]
else:
    ModelFormOfAny = forms.ModelForm


class Group(NamedTuple):
    """Fields under one legend, in order."""

    legend: str
    fields: tuple[str, ...]
    hint: str = ""


class Grouped(forms.BaseForm):
    """`groups` sets fields under legends, the rest follow; `now` reaches the fields that must lie in the past."""

    groups: ClassVar[tuple[Group, ...]] = ()

    def __init__(self, *args: Any, now: datetime | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.now = now
        for name, field in self.fields.items():
            if isinstance(field, TypedField):
                field.now = now
            elif field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _what_is_missing(field, str(field.label or pretty_name(name)))

    def full_clean(self) -> None:
        """A field that a choice reveals counts only while that choice is made."""
        closed = self._closed() if self.is_bound else set()
        must = {name: self.fields[name].required for name in closed}
        for name in closed:
            self.fields[name].required = False
        super().full_clean()
        for name in closed:
            self.fields[name].required = must[name]
            self.errors.pop(name, None)
            self.cleaned_data[name] = _nothing(self.fields[name])

    def drawn_groups(self) -> Iterator[tuple[Group, list[forms.BoundField]]]:
        """Each group with its visible fields; fields that a choice reveals are drawn there instead."""
        revealed = self._revealed()
        for group in (*self.groups, self._ungrouped()):
            drawn = [self[name] for name in group.fields if name in self.fields and name not in revealed]
            if visible := [field for field in drawn if not field.is_hidden]:
                yield group, visible

    def _ungrouped(self) -> Group:
        grouped = {name for group in self.groups for name in group.fields}
        return Group("", tuple(name for name in self.fields if name not in grouped))

    def _closed(self) -> set[str]:
        """Fields behind a choice that was not made."""
        closed: set[str] = set()
        for name, field in self.fields.items():
            chosen = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            made = set(chosen) if isinstance(chosen, list) else {chosen}
            closed |= {opened for value, opened in getattr(field.widget, "reveals", {}).items() if value not in made}
        return closed

    def _revealed(self) -> set[str]:
        return {name for field in self.fields.values() for name in getattr(field.widget, "reveals", {}).values()}


class Form(Grouped, forms.Form):
    """Validates and cleans; never saves."""


class ModelForm(Grouped, ModelFormOfAny):
    """The same for the fields of a model."""


def _nothing(field: forms.Field) -> Any:
    """What `field` makes of no answer: empty text of text and of a choice, an empty list of several, else `None`."""
    return getattr(field, "empty_value", field.to_python(None))


def _what_is_missing(field: forms.Field, label: str) -> str:
    """What to do instead of "This field is required", from the label; a field may say it better."""
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}”"
    if label.endswith("?"):
        return f"Answer “{label}”"
    verb = "Choose" if isinstance(field, forms.ChoiceField) else "Enter"
    said = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"{verb} {said}" if said.startswith(("your ", "the ", "a ", "an ")) else f"{verb} the {said}"
