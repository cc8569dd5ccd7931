"""A postcode as every form about a child takes it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.children.forms.layout import SHORT
from lantern.children.rules.searching import POSTCODE


class PostcodeField(forms.CharField):
    """A whole postcode in capitals, or nothing: half of one leads to no area and finds no child (PAR-2, MIS-4)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=8, required=False, label="Postcode", widget=SHORT, **kwargs)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value)).upper()
        if typed and not POSTCODE.fullmatch(typed):
            raise ValidationError("Enter a whole postcode, like CM1 9ZZ, or leave it empty")
        return typed
