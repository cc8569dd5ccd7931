"""Schooling and absence from school, as people enter them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.children.forms.layout import WIDE
from lantern.children.rules.vulnerable import against_absence
from lantern.children.vocabulary import AbsenceReason, SchoolKind
from lantern.design.forms import DayField, Form, Radios


class SchoolingForm(Form):
    """What holds of a child's schooling from a day on."""

    kind = forms.ChoiceField(label="What is it?", choices=[(each, each.label) for each in SchoolKind], widget=Radios())
    since = DayField(label="Since", noun="the day since when", past=True)
    school = forms.CharField(max_length=120, required=False, label="School", widget=WIDE)
    note = forms.CharField(max_length=400, required=False, label="Note", widget=forms.Textarea(attrs={"rows": 3}))

    def clean_kind(self) -> SchoolKind:
        return SchoolKind(self.cleaned_data["kind"])


class EndSchoolingForm(Form):
    """From which day on it no longer holds."""

    on = DayField(label="It ended on", noun="the day", past=True, help_text="The first day on which it no longer held")

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_on(self) -> date:
        """Never on or before the day it began."""
        on: date = self.cleaned_data["on"]
        if on <= self.since:
            raise ValidationError("It began later than that")
        return on


class AbsenceForm(Form):
    """Days on which the child was not at school."""

    first = DayField(label="First day absent", noun="the first day", past=True)
    last = DayField(
        required=False,
        label="Last day absent",
        noun="the last day",
        past=True,
        help_text="Leave empty while it goes on",
    )
    reason = forms.ChoiceField(
        label="What does the school say?",
        choices=[(each, each.value[:1].upper() + each.value[1:]) for each in AbsenceReason],
        widget=Radios(),
    )
    school = forms.CharField(max_length=120, required=False, label="School", widget=WIDE)
    note = forms.CharField(max_length=400, required=False, label="Note", widget=forms.Textarea(attrs={"rows": 3}))

    def clean_reason(self) -> AbsenceReason:
        return AbsenceReason(self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        """In order."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and (against := against_absence(first, last, last)):
            raise ValidationError({"last": against})
        return cleaned


class WithdrawForm(Form):
    """Nothing but the word that it is meant."""
