"""A file that is sent, and why an incident is not used."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from lantern.design.forms import Form

MOST_BYTES = 20 * 1024 * 1024
MEGABYTE = 1024 * 1024
LONGEST_REASON = 400  # characters


class TryForm(Form):
    """A file alone. What it is, its bytes say; its name says nothing."""

    upload = forms.FileField(
        label="File",
        help_text=f"An Excel workbook or CSV, up to {MOST_BYTES // MEGABYTE} MB.",
        error_messages={"required": "Choose a file", "empty": "The file is empty: it has 0 bytes."},
    )

    def clean_upload(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["upload"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(
                f"The file has {(file.size or 0) // MEGABYTE} MB; up to {MOST_BYTES // MEGABYTE} MB can be sent here. "
                "Split it, each part with the column names in its first row, or ask whoever runs Lantern to import it."
            )
        return file


class SentForm(TryForm):
    """A file and who sent it."""

    source = forms.CharField(
        label="Who sent it? (optional)",
        help_text="Leave it empty when they have sent files before: their layout is known.",
        max_length=60,
        required=False,
    )

    def clean_source(self) -> str:
        """Sources are told apart by their name, so that upper case must not make another one."""
        return str(self.cleaned_data["source"]).strip().casefold()


class UploadForm(SentForm):
    """A file of notifications, in any layout."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["upload"].help_text = (
            f"An Excel workbook or CSV with one row a message, up to {MOST_BYTES // MEGABYTE} MB. "
            "The same file twice changes nothing."
        )


class ListForm(SentForm):
    """The council's list of children, in any layout."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["upload"].help_text = (
            f"An Excel workbook or CSV with one row a child, up to {MOST_BYTES // MEGABYTE} MB. "
            "A child who is known by the council’s number is changed where the list says something else."
        )


class SetAsideForm(Form):
    """Why an incident's messages are not used."""

    reason = forms.CharField(
        label="Why should it not be used?",
        help_text="The messages stay as received, with this reason.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why it should not be used"},
    )
