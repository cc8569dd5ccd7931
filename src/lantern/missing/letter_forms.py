"""What is entered about letters."""

from django import forms

from lantern.design.forms import Form, WhenField


class PostedForm(Form):
    """When those ticked were posted; a day alone will do."""

    posted = WhenField(label="When were they posted?", noun="when they were posted", past=True)


class NoLettersForm(Form):
    """Why nothing is to be posted."""

    reason = forms.CharField(
        max_length=400,
        label="Why is it not safe?",
        help_text="For example: somebody there opens the child’s post. Whoever would print a letter reads it",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why it is not safe to write"},
    )
