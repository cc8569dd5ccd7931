"""Keeping a version of the map, and which two are compared."""

from collections.abc import Iterable
from typing import Any

from django import forms

from lantern.design.forms import DayField, Form
from lantern.ecomap.models import KeptMap
from lantern.ecomap.rules.limits import NOTE
from lantern.timekeeping import words


class KeepForm(Form):
    """As of which day, and what for."""

    on = DayField(label="As of which day?", noun="the day", past=True)
    note = forms.CharField(
        label="What is it kept for?",
        help_text="Such as “for the review in March”",
        required=False,
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


NOW = ""


class CompareForm(Form):
    """Two versions; the working map is one."""

    before = forms.ChoiceField(label="Before")
    after = forms.ChoiceField(label="After", required=False)

    def __init__(self, *args: Any, kept: Iterable[KeptMap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(each.pk), f"{words.day(each.on)}, kept by {each.by.name}") for each in kept]
        self.fields["before"].choices = found  # type: ignore[attr-defined]
        self.fields["after"].choices = [(NOW, "The map as it stands now"), *found]  # type: ignore[attr-defined]
