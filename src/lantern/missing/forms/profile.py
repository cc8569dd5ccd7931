"""The profile as people write it: one box a part."""

from typing import Any

from django import forms

from lantern.design.forms import Form
from lantern.missing.rules.profile import LONGEST, PARTS, Said


class ProfileForm(Form):
    """Every part may be left empty; `version` is the one it was written upon."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, said: Said, version: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={**said, "version": version}, **kwargs)
        for part in PARTS:
            self.fields[part.key] = forms.CharField(
                label=part.label,
                help_text=part.hint,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def said(self) -> dict[str, str]:
        """What was typed, part by part."""
        return {part.key: self.cleaned_data[part.key].replace("\r\n", "\n") for part in PARTS}
