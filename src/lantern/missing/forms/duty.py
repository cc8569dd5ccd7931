"""Forms of the rota and of the duty handover (MIS-13)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from lantern.design.forms import Form, WhenField

LONG = 2_000  # characters
EVERYBODY = "everybody"
PLACES = [("1", "First"), ("2", "Second"), ("3", "Third"), ("4", "Fourth"), ("5", "Fifth")]


def area_of(value: str) -> UUID | None:
    """What was chosen among areas; `None` is the whole partnership."""
    return None if value == EVERYBODY else UUID(value)


class ShiftForm(Form):
    """Who is on duty, for which area, from when to when, and who is asked first."""

    member = forms.ChoiceField(label="Who", error_messages={"required": "Choose who is on duty"})
    area = forms.ChoiceField(label="For which area")
    since = WhenField(label="From", noun="when the shift begins", may_be_unknown=False)
    until = WhenField(label="To", noun="when the shift ends", may_be_unknown=False)
    place = forms.ChoiceField(
        label="Asked",
        choices=PLACES,
        help_text="A child at high risk is put to the first on duty, and goes on to the second when nobody acknowledges",
    )

    def __init__(
        self, *args: Any, members: Iterable[tuple[str, str]], areas: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "Choose"), *members]  # type: ignore[attr-defined]
        self.fields["area"].choices = list(areas)  # type: ignore[attr-defined]

    def cleaned_shift(self) -> dict[str, Any]:
        """What the action takes besides the member."""
        data = self.cleaned_data
        return {
            "area": area_of(data["area"]),
            "place": int(data["place"]),
            "since": data["since"].at,
            "until": data["until"].at,
        }


class NoteForm(Form):
    """A note for whoever is on duty next."""

    text = forms.CharField(
        label="For the next person",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What concerns one child belongs on the child’s record; here say where to look",
        error_messages={"required": "Write what the next person should know"},
    )
    area = forms.ChoiceField(label="Who reads it", help_text="Whoever is on duty there")

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = list(areas)  # type: ignore[attr-defined]

    def cleaned_note(self) -> dict[str, Any]:
        """What the action takes."""
        return {"text": self.cleaned_data["text"], "area": area_of(self.cleaned_data["area"])}
