"""A name for a view of the tracker (M1-8)."""

from django import forms

from lantern.design.forms import Form


class SaveForm(Form):
    """The name that one's own list of views shows."""

    name = forms.CharField(
        label="What do you call this view?",
        help_text="Only you see it. A name that you used before replaces that view",
        max_length=60,
        error_messages={"required": "Enter a name"},
    )
