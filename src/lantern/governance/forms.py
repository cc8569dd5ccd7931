"""Forms of information governance, and of one's own home."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.design.forms import Form, PurposeField
from lantern.governance.rules.homes import postcode_of
from lantern.governance.vocabulary import ANSWERS, State
from lantern.trail.rules.kept import KeptSeal, Unreadable, kept_seals

SAID = {
    State.EXPLAINED: "Explained: there was a reason in their work",
    State.REFERRED: "Referred: it has to be looked into",
}
LONGEST_SEALS = 20_000


class AnswerForm(Form):
    """What was found out about an unusual access."""

    state = forms.ChoiceField(
        label="What did you find out?", widget=forms.RadioSelect, error_messages={"required": "Say what you found out"}
    )
    note = forms.CharField(
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whom you asked, what they said. No child’s name",
        error_messages={"required": "Enter what you found out, and from whom"},
    )

    def __init__(self, *args: Any, state: State, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (each.value, SAID[each]) for each in State if each in ANSWERS[state]
        ]


class ExportForm(Form):
    """Why the trail is taken out."""

    purpose = PurposeField()


class CheckForm(Form):
    """A seal that was kept elsewhere."""

    seals = forms.CharField(
        label="A seal you kept",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text="Paste it here, or leave it empty to check the trail against its own seals alone",
    )

    def clean_seals(self) -> list[KeptSeal]:
        if len(self.cleaned_data["seals"]) > LONGEST_SEALS:
            raise ValidationError("Paste fewer seals: the latest one proves what all before it do")
        try:
            return kept_seals(self.cleaned_data["seals"].splitlines())
        except Unreadable as fault:
            raise ValidationError(str(fault)) from fault


class HomeForm(Form):
    """Where one lives: only its digest is kept."""

    address = forms.CharField(
        max_length=200,
        label="Number or name of the house, and street",
        help_text="For example: Flat 2, 12 Sample Street",
        error_messages={"required": "Enter the number or the name of the house"},
    )
    postcode = forms.CharField(max_length=10, error_messages={"required": "Enter the postcode"})

    def clean_postcode(self) -> str:
        found = postcode_of(self.cleaned_data["postcode"])
        if not found:
            raise ValidationError("Enter a whole postcode, such as CM1 1AA")
        return found
