"""For whom a transfer summary is, and what for (PAR-9, SHA-6)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from lantern.children.forms.suggesting import Suggesting
from lantern.design.forms import Form, PurposeField


class TransferForm(Form):
    """Both stand at the top of the page that is printed, and on the trail."""

    receiving = forms.CharField(
        max_length=120,
        label="Who receives it?",
        help_text="The authority or partnership",
        error_messages={"required": "Enter who receives it"},
    )
    purpose = PurposeField(who="they", top_of="page")

    def __init__(self, *args: Any, named: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiving"].widget = Suggesting(tuple(named))
