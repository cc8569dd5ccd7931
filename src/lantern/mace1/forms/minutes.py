"""Amending minutes, not agreeing, taking papers out (M1-7, M1-10, M1-11)."""

from django import forms

from lantern.design.forms import Form, PurposeField, Radios

PDF, WORD = "pdf", "docx"


class AmendForm(Form):
    """What the minutes should say instead."""

    words = forms.CharField(
        label="What should the minutes say, and why?",
        max_length=2000,
        help_text="It stands beside the minutes with your name and the day; they stay as they were issued",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what the minutes should say"},
    )


class DissentForm(Form):
    """Why somebody does not agree."""

    words = forms.CharField(
        label="Why does your agency not agree?",
        max_length=2000,
        help_text="The minutes carry it with your name. The chair tries to resolve it first",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say why your agency does not agree"},
    )


class TakeOutForm(Form):
    """Which kind of file, and what for."""

    kind = forms.ChoiceField(
        label="Which file?",
        choices=[(PDF, "PDF"), (WORD, "Word")],
        widget=Radios(inline=True),
        error_messages={"required": "Choose a file"},
    )
    purpose = PurposeField()
