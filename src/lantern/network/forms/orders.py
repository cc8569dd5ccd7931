"""Orders and notices, and their breaches (EXP-5)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.design.forms import DayField, Form, Group
from lantern.network.rules.tied import Issued
from lantern.network.vocabulary.powers import Power


class OrderForm(Form):
    """A power as it was used against a person, or over a place."""

    groups = (
        Group("The order or notice", ("power", "issued_by", "reference", "conditions")),
        Group("When", ("issued_on", "expires_on")),
    )
    power = forms.ChoiceField(label="Which power?", error_messages={"required": "Choose which power"})
    issued_by = forms.CharField(
        label="Issued by", max_length=120, help_text="Who issued it, or which court",
        error_messages={"required": "Enter who issued it"},
    )  # fmt: skip
    reference = forms.CharField(max_length=60, required=False)
    conditions = forms.CharField(
        max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="Do not name a child here"
    )
    issued_on = DayField(label="Issued on", noun="the day it was issued", past=True)
    expires_on = DayField(
        label="Last day", noun="the last day", required=False, help_text="Leave empty when it has no end"
    )

    def __init__(self, data: Any = None, *, over_place: bool = False, **more: Any) -> None:
        super().__init__(data, **more)
        powers = [each for each in Power if (each.law.of_place if over_place else each.law.of_person)]
        self.fields["power"].choices = [("", "Choose"), *((each, each.label) for each in powers)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """It does not expire before it is issued."""
        cleaned: dict[str, Any] = super().clean() or {}
        issued, expires = cleaned.get("issued_on"), cleaned.get("expires_on")
        if issued and expires and expires < issued:
            raise ValidationError({"expires_on": "The last day must not be before the day it was issued"})
        return cleaned

    @property
    def issued(self) -> Issued:
        """What the action takes."""
        said = self.cleaned_data
        return Issued(
            power=Power(said["power"]),
            on=said["issued_on"],
            by=said["issued_by"],
            expires_on=said["expires_on"],
            reference=said["reference"],
            conditions=said["conditions"],
        )


class BreachForm(Form):
    """An order was not kept."""

    on = DayField(label="Breached on", noun="the day of the breach", past=True)
    words = forms.CharField(
        label="What happened?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Do not name a child here",
        error_messages={"required": "Say what happened"},
    )
    reported_to = forms.CharField(
        max_length=120, required=False, label="Reported to", help_text="Whom it was reported to, with the reference"
    )
