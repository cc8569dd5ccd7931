"""What a list is needed for, before it leaves (SHA-6)."""

from django import forms

from lantern.design.forms import Form


class PurposeForm(Form):
    """The purpose stands on the trail and above the table."""

    purpose = forms.CharField(
        max_length=200,
        label="What do you need it for?",
        help_text="It goes on the trail, and stands at the top of the file. No child’s name",
        error_messages={"required": "Enter what you need it for"},
    )
