"""A person of concern, what is said of them, and whom they have to do with."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantern.access.viewer import Viewer
from lantern.design.forms import DayField, Form, Group, Radios
from lantern.network.forms.graded import NO_CHILD, SOURCE, SourcedForm
from lantern.network.models import PersonOfConcern
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary.persons import About, Certainty, ChildTieKind, PersonTieKind
from lantern.organisation.models import Area

BECAUSE = 400
NOT_KNOWN = "Enter a name, or how they can be told from others"


class PersonForm(Form):
    """Who it is. `version` is that of the record when the form was opened."""

    name = forms.CharField(max_length=120, required=False, help_text="Leave empty when it is not known")
    description = forms.CharField(
        max_length=200,
        required=False,
        label="In a few words",
        help_text="It stands in for a name that is not known, such as “Driver of a white van near the station”",
    )
    area = forms.ChoiceField(
        required=False,
        help_text="Whose role covers it sees the record. Without one, only roles over the whole partnership do",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, viewer: Viewer, person: PersonOfConcern | None = None, **kwargs: Any) -> None:
        if person:
            known = {"name": person.name, "description": person.description, "version": person.version}
            kwargs["initial"] = known | {"area": str(person.area_id or "")}
        super().__init__(*args, **kwargs)
        names = sorted(viewer.areas.names.items(), key=lambda each: each[1])
        self.fields["area"].choices = [("", "Not known"), *((str(key), name) for key, name in names)]  # type: ignore[attr-defined]

    def clean_area(self) -> Area | None:
        """The area itself."""
        key = self.cleaned_data["area"]
        return Area.objects.defer("boundary").get(pk=key) if key else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("name") and not cleaned.get("description") and "name" not in self.errors:
            raise ValidationError({"name": NOT_KNOWN})
        return cleaned

    def differences(self, person: PersonOfConcern) -> list[tuple[str, str, str]]:
        """What stands now beside what was typed, where they differ: label, theirs, yours."""
        typed = self.cleaned_data
        rows = (
            ("Name", person.name, typed.get("name", "")),
            ("In a few words", person.description, typed.get("description", "")),
            ("Area", person.area.name if person.area else "", typed["area"].name if typed.get("area") else ""),
        )
        return [row for row in rows if row[1] != row[2]]


class StatementForm(SourcedForm):
    """One thing said of a person."""

    groups = (Group("What is said", ("about", "words", "day", "on")), SOURCE)
    about = forms.ChoiceField(
        label="What is it about?",
        choices=[("", "Choose"), *((each, each.label) for each in About)],
        error_messages={"required": "Choose what it is about"},
    )
    words = forms.CharField(
        label="What is said",
        max_length=400,
        required=False,
        help_text=f"A number plate, a phone number or an account alone, so that it is found again elsewhere. {NO_CHILD}",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    day = DayField(label="Date of birth", noun="the date of birth", required=False, past=True)
    on = DayField(
        label="As of", noun="the day as of which it is said", past=True, help_text="The day it was seen or told"
    )

    def clean(self) -> dict[str, Any]:
        """Something is said; a birth date as a day."""
        cleaned: dict[str, Any] = super().clean() or {}
        about = cleaned.get("about")
        if about == About.BORN and not cleaned.get("day") and "day" not in self.errors:
            raise ValidationError({"day": "Enter the date of birth"})
        if about and about != About.BORN and not cleaned.get("words") and "words" not in self.errors:
            raise ValidationError({"words": "Enter what is said"})
        if about:
            cleaned |= {"about": About(about), "day": cleaned.get("day") if about == About.BORN else None}
        return cleaned


class TieForm(SourcedForm):
    """What one has to do with another. `kinds` are the codes with their words."""

    groups = (Group("The tie", ("kind", "certainty", "since", "note")), SOURCE)
    kind = forms.ChoiceField(label="What kind of tie?", error_messages={"required": "Choose what kind of tie"})
    certainty = forms.ChoiceField(
        label="How sure is it?",
        choices=[(each, each.value.capitalize()) for each in Certainty],
        widget=Radios(inline=True),
        error_messages={"required": "Choose how sure it is"},
    )
    since = DayField(label="Since", noun="the day since when", required=False, past=True, help_text="If it is known")
    note = forms.CharField(max_length=400, required=False, label="More about it", help_text="Do not name another child")

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Choose"), *kinds]  # type: ignore[attr-defined]

    @property
    def tied(self) -> Tied:
        """What the action takes besides the kind."""
        said = self.cleaned_data
        return Tied(Certainty(said["certainty"]), said["source"], said["since"], said["note"])


CHILD_KINDS = [(each.value, each.label) for each in ChildTieKind]
PERSON_KINDS = [(each.value, each.label) for each in PersonTieKind]


def because(label: str, required: str) -> forms.CharField:
    """A few lines of a person's own words, which are asked for."""
    return forms.CharField(
        label=label,
        max_length=BECAUSE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": required},
    )


class BecauseForm(Form):
    """Why."""

    because = because("Why?", "Say why")


class EndForm(Form):
    """Since when something is over, and why."""

    on = DayField(label="Over since", noun="the day since when it is over", past=True)
    because = because("Why?", "Say why it is over")


class JoinForm(Form):
    """Why two records are of one person."""

    because = because("Why are they the same person?", "Say why they are the same person")
