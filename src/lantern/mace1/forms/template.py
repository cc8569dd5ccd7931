"""A template taken out as a Word form, and the form that comes back (M1-3, M1-11)."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from lantern.design.forms import Form, PurposeField
from lantern.documents.read_word import MEGABYTE, MOST_PACKED, TOO_LARGE


class WordForm(Form):
    """What the form is taken out for."""

    purpose = PurposeField()


class FromWordForm(Form):
    """The form, filled in."""

    upload = forms.FileField(
        label="The form, filled in",
        help_text=f"A Word document (.docx), up to {MOST_PACKED // MEGABYTE} MB. You check it before anything is saved",
        error_messages={"required": "Choose the file", "empty": "The file is empty: it has 0 bytes."},
    )

    def clean_upload(self) -> UploadedFile:
        """Too large a file is not read."""
        file: UploadedFile = self.cleaned_data["upload"]
        if (file.size or 0) > MOST_PACKED:
            raise forms.ValidationError(TOO_LARGE)
        return file
