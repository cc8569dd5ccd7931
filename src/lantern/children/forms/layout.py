"""Widths of boxes, and choices that keep what a record holds already."""

from typing import Any

from django import forms

WIDE = forms.TextInput(attrs={"class": "govuk-input--width-20"})
MEDIUM = forms.TextInput(attrs={"class": "govuk-input--width-10"})
SHORT = forms.TextInput(attrs={"class": "govuk-input--width-5"})


def choices_with(field: forms.Field, held: str) -> None:
    """A value that came in from elsewhere and is in no list of ours stays a choice, so that saving keeps it."""
    assert isinstance(field, forms.ChoiceField)
    words = words_of(field)
    if held and held not in words:
        field.choices = [*words.items(), (held, f"{held} (as received)")]


def words_of(field: Any) -> dict[str, str]:
    """The words for each choice of a field without groups."""
    return dict(field.choices)
