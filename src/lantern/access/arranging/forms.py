"""The form of one part of the arrangement (PAR-7)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.access.arranging.fields import Choices, field_for
from lantern.design.forms import DayField, Form, Group
from lantern.organisation.rules.arrangement import RIVALS, WORSE, Matching, Weights
from lantern.organisation.rules.indicators import read_groups, read_levels
from lantern.organisation.rules.leaves import leaves
from lantern.organisation.rules.parts import Part
from lantern.organisation.rules.versions import Version, against_day
from lantern.timekeeping.moments import london

LONGEST_NOTE = 400  # characters
OWN = ("base", "since", "note")
"""What the form has besides values of the arrangement."""


class PartForm(Form):
    """Some values of the arrangement, from which day on they hold, and why.

    `base` is the number of the version that the fields began with.
    """

    base = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, part: Part, began: Version, choices: Choices, **kwargs: Any) -> None:
        values = leaves(began.arrangement)
        self.names = {name.rsplit(".", 1)[-1]: name for name in part.names}
        initial = {field: values[name] for field, name in self.names.items()} | kwargs.pop("initial", {})
        super().__init__(data, initial=initial | {"base": began.number}, **kwargs)
        for field, name in self.names.items():
            self.fields[field] = field_for(name, choices)
        self.fields["since"] = since_field(self)
        self.fields["note"] = forms.CharField(
            label="Why",
            help_text="It stands in the history. Whoever reads it later should understand the decision.",
            max_length=LONGEST_NOTE,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": "Enter why the arrangement changes"},
        )
        self.groups = (Group("", tuple(self.names)), Group("From when, and why", ("since", "note")))  # type: ignore[misc]

    @property
    def values(self) -> dict[str, Any]:
        """What the form holds, by the values' names."""
        return {name: self.cleaned_data[field] for field, name in self.names.items()}

    def refilled(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What a fresh form begins with, to show these values with the day and the reason that were typed."""
        own = {name: self.cleaned_data[name] for name in ("since", "note")}
        return own | {field: values[name] for field, name in self.names.items()}

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if against := against_day(since, london(self.now).date()) if self.now else "":
            raise ValidationError(against)
        return since

    def clean(self) -> dict[str, Any]:
        if set(Matching.model_fields) <= self.cleaned_data.keys():
            weights = {name: self.cleaned_data[name] for name in Matching.model_fields}
            if weights["possible_from"] > weights["certain_from"] - weights["lead_over_next"]:
                most = weights["certain_from"] - weights["lead_over_next"]
                self.add_error("possible_from", f"Enter at most {most:g}: {RIVALS}")
        self._clean_weights()
        self._clean_levels()
        return self.cleaned_data

    def _clean_weights(self) -> None:
        names = set(Weights.model_fields)
        if names <= self.cleaned_data.keys():
            now, recent, older, suspected = (self.cleaned_data[name] for name in Weights.model_fields)
            if not now >= recent >= older or suspected > now:
                self.add_error("now", f"Enter more: {WORSE}")

    def _clean_levels(self) -> None:
        """An indicator names a level that there is."""
        if {"levels", "indicators"} <= self.cleaned_data.keys():
            try:
                read_groups(self.cleaned_data["indicators"], read_levels(self.cleaned_data["levels"]))
            except ValueError as error:
                self.add_error("indicators", str(error))


def since_field(form: Form) -> DayField:
    """From which day the change holds; made as late as the other fields, so that it stands below them."""
    field = DayField(
        label="From which day",
        noun="the day it takes effect",
        help_text="Today or later. What happened before that day keeps the version of its day.",
    )
    field.now = form.now
    return field
