"""The forms that rooms inherit."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django import forms

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
        for field in self.fields.values():
            if isinstance(field, TypedField):
                field.now = now

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

    def _revealed(self) -> set[str]:
        return {name for field in self.fields.values() for name in getattr(field.widget, "reveals", {}).values()}


class Form(Grouped, forms.Form):
    """Validates and cleans; never saves."""


class ModelForm(Grouped, ModelFormOfAny):
    """The same for the fields of a model."""
